import { binarySearchLast } from "../base/search.ts";
import type { Steps } from "../base/steps.ts";
import type { Scope } from "../model/scope.ts";
import type { Trace } from "../model/trace.ts";
import { SpanState } from "../model/vocabulary.ts";
import { eachOfScope } from "./goroutines.ts";
import { overlap, type WindowsOf } from "./windows.ts";

/** Told of a stretch of a goroutine's time: its span, the stack it is charged to, how long it is (ns), and its end. */
export type WallVisitor = (goroutine: number, span: number, stack: number, ns: number, until: number) => void;

/**
 * Visits all time of the goroutines of a scope, in any state, in steps. A wait is charged to the stack that entered it. What a
 * goroutine ran is shared out evenly between the CPU samples that were taken of it meanwhile, and where there is none
 * goes to the span's own stack, which most often is none. What is visited sums to the goroutines' time.
 */
export function eachStretch(trace: Trace, scope: Scope, windowsOf: WindowsOf, visit: WallVisitor): Steps<void> {
  const samples = samplesByGoroutine(trace);
  const { spans, goroutines } = trace;
  return eachOfScope(trace, scope, (goroutine) => {
    const windows = windowsOf(goroutine);
    if (windows.length === 0) return;
    const first = goroutines.spanOffsets[goroutine]!;
    const end = goroutines.spanOffsets[goroutine + 1]!;
    const ended = goroutines.ended[goroutine]!;
    const lastEnd = Number.isNaN(ended) ? trace.durationNs : ended;
    const start = Math.max(first, binarySearchLast(spans.start, windows[0]!, first, end));
    for (let span = start; span < end && spans.start[span]! < windows.at(-1)!; span++) {
      const until = span + 1 < end ? spans.start[span + 1]! : lastEnd;
      const ns = overlap(windows, spans.start[span]!, until);
      if (ns === 0) continue;
      const taken = spans.state[span] === SpanState.Running ? samples(goroutine, spans.start[span]!, until) : [];
      if (taken.length === 0) visit(goroutine, span, spans.stack[span]!, ns, until);
      taken.forEach((stack, i) => {
        const share = Math.floor((ns * (i + 1)) / taken.length) - Math.floor((ns * i) / taken.length);
        visit(goroutine, span, stack, share, until);
      });
    }
  });
}

/** Finds the stacks of the samples of a goroutine from a time on and before another. */
function samplesByGoroutine({
  samples,
  goroutines,
}: Trace): (goroutine: number, from: number, to: number) => readonly number[] {
  const offsets = new Uint32Array(goroutines.length + 1);
  const known = (row: number): boolean => samples.goroutine[row]! >= 0;
  for (let row = 0; row < samples.length; row++) if (known(row)) offsets[samples.goroutine[row]! + 1]!++;
  for (let goroutine = 0; goroutine < goroutines.length; goroutine++) offsets[goroutine + 1]! += offsets[goroutine]!;
  const next = offsets.slice();
  const times = new Float64Array(offsets[goroutines.length]!);
  const stacks = new Int32Array(times.length);
  for (let row = 0; row < samples.length; row++) {
    if (!known(row)) continue;
    const at = next[samples.goroutine[row]!]!++;
    times[at] = samples.time[row]!;
    stacks[at] = samples.stack[row]!;
  }
  return (goroutine, from, to) => {
    const [start, end] = [offsets[goroutine]!, offsets[goroutine + 1]!];
    if (start === end) return [];
    const found: number[] = [];
    for (let at = binarySearchLast(times, from - 1, start, end) + 1; at < end && times[at]! < to; at++) {
      if (times[at]! >= from) found.push(stacks[at]!);
    }
    return found;
  };
}
