import { ProfileSamplesBuilder } from "../model/profile-samples.ts";
import type { Profile, ProfileLine, ProfileLocation, ProfileSamples } from "../model/profile.ts";

/** Regular expressions on a frame's function and file, or its location's binary. */
export interface FrameFilter {
  /** Keeps samples in which some frame matches. */
  readonly focus?: RegExp;
  /** Drops samples in which some frame matches. */
  readonly ignore?: RegExp;
  /** Takes matching frames out of their samples. */
  readonly hide?: RegExp;
  /** Takes all other frames out. */
  readonly show?: RegExp;
  /** Takes out the frames above the highest one that matches, and samples without any. Looks at what the others leave. */
  readonly showFrom?: RegExp;
}

export const FILTER_NAMES: readonly (keyof FrameFilter)[] = ["focus", "ignore", "hide", "show", "showFrom"];

export interface Filtered {
  readonly profile: Profile;
  /** Those of the expressions that matched nothing. */
  readonly unmatched: readonly (keyof FrameFilter)[];
}

/** A profile's samples and frames as far as the expressions let them through; pprof's meaning of each. */
export function filterFrames(profile: Profile, filter: FrameFilter): Filtered {
  const { showFrom, ...others } = filter;
  const filtered = filterByVerdict(profile, others);
  if (showFrom === undefined) return filtered;
  const shown = showFromFrame(filtered.profile, showFrom);
  return shown.matched
    ? { ...filtered, profile: shown.profile }
    : { profile: shown.profile, unmatched: [...filtered.unmatched, "showFrom"] };
}

function filterByVerdict(profile: Profile, filter: FrameFilter): Filtered {
  const asked = FILTER_NAMES.filter((name) => filter[name] !== undefined);
  if (asked.length === 0) return { profile, unmatched: [] };

  const matched = new Set<keyof FrameFilter>();
  const verdicts = profile.locations.map((location) => {
    const ignored = matches(profile, location, filter.ignore);
    const focused = !ignored && (filter.focus === undefined || matches(profile, location, filter.focus));
    if (ignored) matched.add("ignore");
    if (focused) matched.add("focus");
    if (matches(profile, location, filter.hide)) matched.add("hide");
    const lines = visibleLines(profile, location, filter);
    if (filter.show !== undefined && lines !== undefined) matched.add("show");
    return { ignored, focused, lines };
  });

  const samples = rebuildSamples(profile, (stack) => {
    let focused = false;
    for (const row of stack) {
      if (verdicts[row]!.ignored) return undefined;
      focused ||= verdicts[row]!.focused;
    }
    if (!focused) return undefined;
    const visible = stack.filter((row) => verdicts[row]!.lines !== undefined);
    return visible.length === 0 && stack.length > 0 ? undefined : visible;
  });
  const locations = profile.locations.map((location, row) => ({ ...location, lines: verdicts[row]!.lines ?? [] }));
  return { profile: { ...profile, locations, samples }, unmatched: asked.filter((name) => !matched.has(name)) };
}

/** Of inlined calls, the callers of the one that matches go; a binary that matches leaves its locations whole. */
function showFromFrame(profile: Profile, expression: RegExp): { profile: Profile; matched: boolean } {
  let matched = false;
  const kept = profile.locations.map((location) => {
    const mapping = profile.mappings[location.mapping];
    const at = location.lines.findLastIndex((line) => lineMatches(profile, line, expression));
    const whole = mapping !== undefined && expression.test(mapping.file);
    if (!whole && at === -1) return undefined;
    matched = true;
    return whole ? location.lines : location.lines.slice(0, at + 1);
  });
  const samples = rebuildSamples(profile, (stack) => {
    const top = stack.findLastIndex((row) => kept[row] !== undefined);
    return top === -1 ? undefined : stack.subarray(0, top + 1);
  });
  const locations = profile.locations.map((location, row) => ({ ...location, lines: kept[row] ?? location.lines }));
  return { profile: { ...profile, locations, samples }, matched };
}

/** Samples with other stacks, or without those for which `change` answers undefined. */
export function rebuildSamples(
  profile: Profile,
  change: (stack: Int32Array) => Int32Array | undefined,
): ProfileSamples {
  const { length, stackOffsets, stacks, values, labels } = profile.samples;
  const types = profile.sampleTypes.length;
  const builder = new ProfileSamplesBuilder();
  for (let sample = 0; sample < length; sample++) {
    const stack = change(stacks.subarray(stackOffsets[sample], stackOffsets[sample + 1]));
    if (stack === undefined) continue;
    for (const row of stack) builder.location(row);
    for (let i = 0; i < types; i++) builder.value(values[sample * types + i]!);
    builder.end(labels[sample]);
  }
  return builder.finish();
}

/** The lines that hide and show leave, or undefined if the whole location is hidden. */
function visibleLines(
  profile: Profile,
  location: ProfileLocation,
  { hide, show }: FrameFilter,
): readonly ProfileLine[] | undefined {
  const object = profile.mappings[location.mapping]?.file;
  let lines = location.lines;
  if (hide !== undefined && matches(profile, location, hide)) {
    lines = object !== undefined && hide.test(object) ? [] : lines.filter((line) => !lineMatches(profile, line, hide));
    if (lines.length === 0) return undefined;
  }
  if (show !== undefined && !(object !== undefined && show.test(object))) {
    lines = lines.filter((line) => lineMatches(profile, line, show));
    if (lines.length === 0) return undefined;
  }
  return lines.length === 0 && show !== undefined ? undefined : lines;
}

function matches(profile: Profile, location: ProfileLocation, expression: RegExp | undefined): boolean {
  if (expression === undefined) return false;
  if (location.lines.some((line) => lineMatches(profile, line, expression))) return true;
  const mapping = profile.mappings[location.mapping];
  return mapping !== undefined && expression.test(mapping.file);
}

function lineMatches(profile: Profile, line: ProfileLine, expression: RegExp): boolean {
  const fn = profile.functions[line.function]!;
  return expression.test(fn.name) || expression.test(fn.file);
}
