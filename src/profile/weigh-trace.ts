import type { Scope } from "../model/scope.ts";
import type { Trace } from "../model/trace.ts";
import { eachWait, type WaitType } from "./waits.ts";
import { lifeWindows, type WindowsOf } from "./windows.ts";

/** Kinds of profiles that a trace holds: what `go tool trace -pprof` calls net, sync, syscall and sched; and its CPU samples. */
export type TraceProfileType = WaitType | "cpu";

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
  else {
    const { stack } = trace.spans;
    const openAtEnd = options.openAtEnd ?? false;
    eachWait(trace, type, scope, { windows, openAtEnd }, (span, ns, until) => sums.add(stack[span]!, ns, until));
  }
  return sums.finish();
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
