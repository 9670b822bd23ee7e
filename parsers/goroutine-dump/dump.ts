import type { PprofResult } from "../pprof/decode.ts";
import { Lines } from "./lines.ts";
import { TextProfile, type TextFrame, type TextLabel } from "./text-profile.ts";

const TYPES = [
  { type: "goroutine", unit: "count" },
  { type: "wait", unit: "seconds" },
];

const HEADER = /^goroutine \d+ (?:gp=\S+ m=\S+ (?:mp=\S+ )?)?\[([^\]]*)\](?: \{(.*)\})?:?$/u;
const CREATED = /^created by (.+?)(?: in goroutine \d+)?$/u;
const PLACE = /^\s+(.*?):(\d{1,9})(?: \+0x[0-9a-f]+)?(?: .*)?$/u;
const MINUTES = /^(\d{1,9}) minutes?$/u;

/**
 * Reads the stacks of goroutines that Go prints: a sample for each stack and state, weighed by goroutines, and by how long
 * they had been waiting, which Go tells in whole minutes. Lines that are none of a stack's are passed over, and a stack
 * that is cut off counts as far as it goes. Costs a look at each line.
 */
export function decodeDump(bytes: Uint8Array): PprofResult {
  const lines = new Lines(new TextDecoder().decode(bytes));
  const profile = new TextProfile(TYPES);
  let goroutines = 0;
  for (let line = lines.next(); line !== undefined; line = lines.next()) {
    const header = HEADER.exec(line);
    if (!header) continue;
    goroutines++;
    const { labels, minutes } = stateOf(header[1]!, header[2]);
    const { frames, creator } = stackOf(lines);
    const created = creator === undefined ? [] : [{ key: "created by", text: creator }];
    profile.add(frames, [1, minutes * 60], [...labels, ...created]);
  }
  if (goroutines > 0) return { ok: true, profile: profile.finish(["Goroutines, as Go prints them"]) };
  const message = 'no goroutine: expected lines such as "goroutine 1 [running]:", each before a stack';
  return { ok: false, error: { kind: "malformed", message, byteOffset: 0 } };
}

/** "chan receive, 5 minutes, locked to thread" */
function stateOf(text: string, labelText: string | undefined): { labels: readonly TextLabel[]; minutes: number } {
  const [state = "", ...more] = text.split(", ");
  const labels: TextLabel[] = [{ key: "state", text: state }];
  let minutes = 0;
  for (const part of more) {
    const waited = MINUTES.exec(part);
    if (waited) minutes = Number(waited[1]);
    else labels.push({ key: "state", text: part });
  }
  if (labelText) labels.push({ key: "labels", text: labelText });
  return { labels, minutes };
}

/** The frames until an empty line, the next goroutine, or the end. */
function stackOf(lines: Lines): { readonly frames: readonly TextFrame[]; readonly creator: string | undefined } {
  const frames: TextFrame[] = [];
  let creator: string | undefined;
  for (let line = lines.peek(); line !== undefined && line !== "" && !HEADER.test(line); line = lines.peek()) {
    lines.next();
    // What stands further in than a call says where it is, or why there is no stack.
    if (/^\s/u.test(line)) continue;
    const created = CREATED.exec(line);
    if (created) creator = created[1];
    else if (!line.startsWith("...")) frames.push({ function: calledIn(line), ...placeOf(lines), address: 0n });
  }
  return { frames, creator };
}

function placeOf(lines: Lines): { readonly file: string; readonly line: number } {
  const place = PLACE.exec(lines.peek() ?? "");
  if (!place) return { file: "", line: 0 };
  lines.next();
  return { file: place[1]!, line: Number(place[2]) };
}

/** The function of "main.(*T).f(0xc000012345, {0x1, 0x2})": all but its arguments. */
function calledIn(call: string): string {
  if (!call.endsWith(")")) return call;
  let depth = 0;
  for (let at = call.length - 1; at >= 0; at--) {
    if (call[at] === ")") depth++;
    else if (call[at] === "(" && --depth === 0) return at === 0 ? call : call.slice(0, at);
  }
  return call;
}
