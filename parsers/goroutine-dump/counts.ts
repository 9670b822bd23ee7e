import type { PprofResult } from "../pprof/decode.ts";
import { Lines } from "./lines.ts";
import { TextProfile, type TextFrame, type TextLabel } from "./text-profile.ts";

const TITLE = /^(\w+) profile: total \d+$/u;
const STACK = /^(\d{1,15}) @((?: 0x[0-9a-f]{1,16})*)\s*$/u;
const LABELS = /^# labels: (\{.*\})$/u;
const FRAME = /^#\t0x([0-9a-f]{1,16})\t+(.*?)\+0x[0-9a-f]+\t+(.*):(\d{1,9})$/u;

/**
 * Reads counts of stacks, as `/debug/pprof/goroutine?debug=1` and `threadcreate?debug=1` print them. Lines that are not
 * understood are passed over. A stack whose frames are not told is of its addresses. Costs a look at each line.
 */
export function decodeCounts(bytes: Uint8Array): PprofResult {
  const lines = new Lines(new TextDecoder().decode(bytes));
  const type = TITLE.exec(lines.next() ?? "")?.[1];
  if (type === undefined) return malformed('expected a first line such as "goroutine profile: total 12"');
  const profile = new TextProfile([{ type, unit: "count" }]);
  for (let line = lines.next(); line !== undefined; line = lines.next()) {
    const stack = STACK.exec(line);
    if (!stack) continue;
    const { frames, labels } = detailsOf(lines);
    profile.add(frames.length > 0 ? frames : addressesOf(stack[2]!), [Number(stack[1])], labels);
  }
  if (profile.length > 0) return { ok: true, profile: profile.finish([]) };
  return malformed('no stack: expected lines such as "2 @ 0x43e1ae 0x44f3d2"');
}

function malformed(message: string): PprofResult {
  return { ok: false, error: { kind: "malformed", message, byteOffset: 0 } };
}

/** The lines with # that follow a stack. */
function detailsOf(lines: Lines): { readonly frames: readonly TextFrame[]; readonly labels: readonly TextLabel[] } {
  const frames: TextFrame[] = [];
  const labels: TextLabel[] = [];
  for (let line = lines.peek(); line?.startsWith("#"); line = lines.peek()) {
    lines.next();
    const told = LABELS.exec(line);
    if (told) labels.push({ key: "labels", text: told[1]! });
    const frame = FRAME.exec(line);
    if (!frame) continue;
    const [, address, name, file, at] = frame;
    frames.push({ function: name!, file: file!, line: Number(at), address: BigInt(`0x${address}`) });
  }
  return { frames, labels };
}

/** Zeros pad the stacks of threads that the runtime made. */
function addressesOf(text: string): readonly TextFrame[] {
  const addresses = text.split(" ").filter((part) => part !== "" && part !== "0x0");
  return addresses.map((address) => ({ function: "", file: "", line: 0, address: BigInt(address) }));
}
