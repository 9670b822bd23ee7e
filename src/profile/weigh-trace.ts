import type { StringIndex } from "../base/indices.ts";
import type { Scope } from "../model/scope.ts";
import type { Trace } from "../model/trace.ts";
import { SpanState } from "../model/vocabulary.ts";
import { lifeWindows, overlap, type WindowsOf } from "./windows.ts";

/** Kinds of profiles that a trace holds: what `go tool trace -pprof` calls net, sync, syscall and sched; and its CPU samples. */
export type TraceProfileType = "net" | "sync" | "syscall" | "sched" | "cpu";

export const TRACE_PROFILE_TYPES: readonly TraceProfileType[] = ["net", "sync", "syscall", "sched", "cpu"];

/** Weights by stack. Rows are stacks that have some, each once; NO_STACK stands for samples without a stack. */
export interface StackWeights {
  readonly length: number;
  readonly stack: Int32Array;
  readonly count: Float64Array;
  readonly ns: Float64Array;
  /** When the stack was charged last. */
  readonly last: Float64Array;
}

export interface WeighOptions {
  /** What counts of each goroutine's time; absent: its life, clipped to the scope. */
  readonly windows?: WindowsOf;
  /** Also count what had not ended when the trace did, as far as it had got. `go tool trace` does not. */
  readonly openAtEnd?: boolean;
}

/** The runtime's profiler takes 100 samples a second of CPU time, unless the program sets another rate; traces do not say. */
export const SAMPLE_PERIOD_NS = 10_000_000;

type Included = (state: number, reason: string) => boolean;

/** Which spans a profile counts. What enters one of these states is charged until the goroutine leaves them again. */
const INCLUDED: Readonly<Record<Exclude<TraceProfileType, "cpu">, Included>> = {
  net: (state, reason) => state === SpanState.Waiting && reason === "network",
  sync: (state, reason) => state === SpanState.Waiting && /chan|sync|select/.test(reason),
  syscall: (state) => state === SpanState.Syscall || state === SpanState.SyscallBlocked,
  sched: (state) => state === SpanState.Runnable,
};

/** What a profile of this type weighs in this scope. One pass over the spans of its goroutines. */
export function weighTrace(
  trace: Trace,
  type: TraceProfileType,
  scope: Scope,
  options: WeighOptions = {},
): StackWeights {
  const windows = options.windows ?? lifeWindows(trace, scope);
  const sums = new StackSums(trace.symbols.stacks.length);
  if (type === "cpu") weighSamples(trace, scope, options.windows, sums);
  else weighSpans(trace, INCLUDED[type], scope, windows, options.openAtEnd ?? false, sums);
  return sums.finish();
}

function weighSpans(
  trace: Trace,
  included: Included,
  scope: Scope,
  windowsOf: WindowsOf,
  openAtEnd: boolean,
  sums: StackSums,
): void {
  const { spans, goroutines, symbols } = trace;
  const states = Object.values(SpanState).length;
  // By reason and state, so that the pass over millions of spans compares no strings.
  const counts = new Uint8Array(spans.reasons.length * states);
  spans.reasons.forEach((reason, row) => {
    for (let state = 0; state < states; state++) {
      counts[row * states + state] = included(state, symbols.strings.get(reason as StringIndex)) ? 1 : 0;
    }
  });
  const visit = (goroutine: number): void => {
    const end = goroutines.spanOffsets[goroutine + 1]!;
    const windows = windowsOf(goroutine);
    if (windows.length === 0) return;
    const first = goroutines.spanOffsets[goroutine]!;
    let entered = -1;
    const charge = (until: number): void => {
      // The first state of a goroutine that was there before is charged from when the trace spoke of it.
      const from = entered === first ? goroutines.mentioned[goroutine]! : spans.start[entered]!;
      sums.add(spans.stack[entered]!, overlap(windows, from, until), until);
    };
    for (let span = first; span < end; span++) {
      const counted = counts[spans.reason[span]! * states + spans.state[span]!] === 1;
      if (counted && entered === -1) entered = span;
      if (counted || entered === -1) continue;
      charge(spans.start[span]!);
      entered = -1;
    }
    if (entered === -1) return;
    const ended = goroutines.ended[goroutine]!;
    const open = Number.isNaN(ended);
    if (open && !openAtEnd) return;
    charge(open ? trace.durationNs : ended);
  };
  if (scope.goroutines !== undefined) scope.goroutines.forEach(visit);
  else for (let goroutine = 0; goroutine < goroutines.length; goroutine++) visit(goroutine);
}

/** Each sample stands for a period of CPU time. Samples without a goroutine count where no goroutine was asked for. */
function weighSamples(trace: Trace, scope: Scope, windowsOf: WindowsOf | undefined, sums: StackSums): void {
  const { samples } = trace;
  for (let row = 0; row < samples.length; row++) {
    const time = samples.time[row]!;
    if (time < scope.from || time > scope.to) continue;
    const goroutine = samples.goroutine[row]!;
    if (scope.goroutines !== undefined && !scope.goroutines.has(goroutine)) continue;
    if (windowsOf !== undefined && (goroutine < 0 || !holds(windowsOf(goroutine), time))) continue;
    sums.add(samples.stack[row]!, SAMPLE_PERIOD_NS, time);
  }
}

function holds(windows: readonly number[], time: number): boolean {
  for (let i = 0; i < windows.length; i += 2) if (time >= windows[i]! && time < windows[i + 1]!) return true;
  return false;
}

/** Counts and sums by stack, in columns as long as there are stacks. */
class StackSums {
  // Row 0 is NO_STACK.
  readonly #count: Float64Array;
  readonly #ns: Float64Array;
  readonly #last: Float64Array;

  constructor(stacks: number) {
    this.#count = new Float64Array(stacks + 1);
    this.#ns = new Float64Array(stacks + 1);
    this.#last = new Float64Array(stacks + 1);
  }

  add(stack: number, ns: number, until: number): void {
    if (ns <= 0) return;
    this.#count[stack + 1]!++;
    this.#ns[stack + 1]! += ns;
    this.#last[stack + 1] = Math.max(this.#last[stack + 1]!, until);
  }

  finish(): StackWeights {
    const rows: number[] = [];
    this.#count.forEach((count, row) => count > 0 && rows.push(row));
    return {
      length: rows.length,
      stack: Int32Array.from(rows, (row) => row - 1),
      count: Float64Array.from(rows, (row) => this.#count[row]!),
      ns: Float64Array.from(rows, (row) => this.#ns[row]!),
      last: Float64Array.from(rows, (row) => this.#last[row]!),
    };
  }
}
