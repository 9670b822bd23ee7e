import type { Profile } from "../model/profile.ts";
import { rebuildSamples } from "./filter.ts";

type Prune = "none" | "inside" | "whole";

/**
 * Leaves out the frames that the profile's writer declared uninteresting (an allocator's own, for example): those
 * that match `dropFrames` and not `keepFrames`, with everything they called. Frames before the first interesting one
 * stay, or nothing might. Answers undefined if the expressions are not such as JavaScript reads.
 */
export function prune(profile: Profile): Profile | undefined {
  if (profile.dropFrames === "") return profile;
  const drop = wholeName(profile.dropFrames);
  const keep = profile.keepFrames === "" ? undefined : wholeName(profile.keepFrames);
  if (drop === undefined || (keep === undefined && profile.keepFrames !== "")) return undefined;

  const dropped = profile.functions.map((fn) => {
    const name = withoutArguments(fn.name);
    return fn.name !== "" && drop.test(name) && keep?.test(name) !== true;
  });
  const verdicts = profile.locations.map((location) => {
    const at = location.lines.findLastIndex((line) => dropped[line.function]);
    const verdict: Prune = at === -1 ? "none" : at === location.lines.length - 1 ? "whole" : "inside";
    return { verdict, lines: verdict === "inside" ? location.lines.slice(at + 1) : location.lines };
  });
  const samples = rebuildSamples(profile, (stack) => stack.subarray(firstKept(stack, (row) => verdicts[row]!.verdict)));
  const locations = profile.locations.map((location, row) => ({ ...location, lines: verdicts[row]!.lines }));
  return { ...profile, locations, samples };
}

function firstKept(stack: Int32Array, verdict: (row: number) => Prune): number {
  let foundUser = false;
  for (let i = stack.length - 1; i >= 0; i--) {
    const each = verdict(stack[i]!);
    if (each === "none") foundUser = true;
    else if (foundUser) return each === "whole" ? i + 1 : i;
  }
  return 0;
}

function wholeName(source: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${source})$`);
  } catch {
    // The expression comes from the file; a dialect that we do not read is an answer, told by undefined.
    return undefined;
  }
}

/** A C++ name without its argument list, but with the parentheses that belong to the name. */
function withoutArguments(name: string): string {
  const plain = name.startsWith(".") ? name.slice(1) : name;
  for (const match of plain.matchAll(/\(anonymous namespace\)|operator\(\)|\(/g)) {
    if (match[0] === "(") return plain.slice(0, match.index);
  }
  return plain;
}
