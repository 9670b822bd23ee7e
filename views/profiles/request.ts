import type { App } from "../../src/app/app.ts";
import { shownFile, type BaseChoice } from "../../src/app/profiles.ts";
import { formatNs, timeAt } from "../../src/base/format.ts";
import type { ScopeRequest } from "../../src/engine/analyses/types.ts";
import type { ProfileBase, ProfileRequest, ProfileSource } from "../../src/engine/profiles/types.ts";
import type { ProfileSettings } from "./settings.ts";

/** What the page looks at as it is set; undefined: there is nothing to look at. */
export function profileRequest(app: App, settings: ProfileSettings): ProfileRequest | undefined {
  const { profiles } = app.state;
  const { filters, granularity } = settings;
  const file = shownFile(profiles);
  if (!file && !app.trace) return undefined;
  const source: ProfileSource = file ? { kind: "file", file: file.file } : traceSource(settings, app.scopeRequest());
  const hasType = file?.sampleTypes.some(({ type }) => type === settings.sampleType) ?? false;
  return {
    source,
    sampleType: hasType ? settings.sampleType : "",
    filters,
    granularity,
    base: profiles.base && baseOf(profiles.base, settings, profiles.normalize),
  };
}

/** The same type of profile, of another scope; or a file. */
function baseOf(base: BaseChoice, settings: ProfileSettings, normalize: boolean): ProfileBase {
  return base.kind === "file"
    ? { source: { kind: "file", file: base.file }, normalize }
    : { source: traceSource(settings, base.scope), normalize };
}

function traceSource({ type, openAtEnd, splitBy, region }: ProfileSettings, scope: ScopeRequest): ProfileSource {
  return { kind: "trace", type, scope, openAtEnd, splitBy, region };
}

/** The scope of now, to be compared with. */
export function scopeAsBase(app: App): BaseChoice {
  const scope = app.scopeRequest();
  const { from, to } = scope;
  const durationNs = app.trace?.summary.durationNs ?? 0;
  const whole = from === 0 && to === durationNs;
  const window = whole ? "whole trace" : `${formatNs(to - from)} from ${timeAt(from, Math.max((to - from) / 100, 1))}`;
  return { kind: "scope", scope, words: `${window}, ${goroutineWords(app, scope)}` };
}

function goroutineWords(app: App, { goroutines }: ScopeRequest): string {
  switch (goroutines.kind) {
    case "all":
      return "all goroutines";
    case "group":
      return app.trace?.outline.groups[goroutines.group]?.name || "one group";
    case "goroutine":
      return "one goroutine";
    case "match":
      return `*${goroutines.text}*`;
    case "task":
      return "the goroutines of one task";
  }
}
