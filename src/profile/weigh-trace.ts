import { Growable } from "../base/growable.ts";
import { inOneGo, type Steps } from "../base/steps.ts";
import type { Scope } from "../model/scope.ts";
import type { Trace } from "../model/trace.ts";
import { partition, type Part, type SplitBy } from "./partition.ts";
import { eachWait, type WaitType } from "./waits.ts";
import { eachStretch } from "./wall.ts";
import { lifeWindows, presenceWindows, type WindowsOf } from "./windows.ts";

/**
 * Kinds of profiles that a trace holds: what `go tool trace -pprof` calls net, sync, syscall and sched; its CPU
 * samples; and all of its goroutines' time, whatever they did.
 */
export type TraceProfileType = WaitType | "cpu" | "wall";

export const TRACE_PROFILE_TYPES: readonly TraceProfileType[] = ["net", "sync", "syscall", "sched", "cpu", "wall"];

/** Weights by stack. Rows are stacks that have some, each once a part; NO_STACK stands for samples without a stack. */
export interface StackWeights {
  readonly length: number;
  readonly parts: readonly Part[];
  readonly part: Int32Array;
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
  readonly splitBy?: SplitBy;
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
  return inOneGo(weighTraceSteps(trace, type, scope, options));
}

/** The same in steps. */
export function* weighTraceSteps(
  trace: Trace,
  type: TraceProfileType,
  scope: Scope,
  options: WeighOptions = {},
): Steps<StackWeights> {
  const { parts, of } = partition(trace, options.splitBy);
  const sums = new StackSums(parts, trace.symbols.stacks.length);
  yield* eachCharge(trace, type, scope, options, (goroutine, span, stack, ns, until) =>
    sums.add(of(goroutine, span), stack, ns, until),
  );
  return sums.finish();
}

/** Told of what is charged to a stack: `span` began it, -1 for a CPU sample; `goroutine` -1 for none; ns, and its end. */
export type ChargeVisitor = (goroutine: number, span: number, stack: number, ns: number, until: number) => void;

/** Visits all that a profile of this type counts in this scope, in steps. */
export function* eachCharge(
  trace: Trace,
  type: TraceProfileType,
  scope: Scope,
  options: WeighOptions,
  visit: ChargeVisitor,
): Steps<void> {
  if (type === "cpu") {
    eachSample(trace, scope, options.windows, (goroutine, stack, time) =>
      visit(goroutine, -1, stack, SAMPLE_PERIOD_NS, time),
    );
  } else if (type === "wall") {
    yield* eachStretch(trace, scope, options.windows ?? presenceWindows(trace, scope), visit);
  } else {
    const { stack } = trace.spans;
    const waits = { windows: options.windows ?? lifeWindows(trace, scope), openAtEnd: options.openAtEnd ?? false };
    yield* eachWait(trace, type, scope, waits, (goroutine, span, ns, until) =>
      visit(goroutine, span, stack[span]!, ns, until),
    );
  }
}

/** Each sample stands for a period of CPU time. Samples without a goroutine count where no goroutine was asked for. */
function eachSample(
  trace: Trace,
  scope: Scope,
  windowsOf: WindowsOf | undefined,
  visit: (goroutine: number, stack: number, time: number) => void,
): void {
  const { samples } = trace;
  for (let row = 0; row < samples.length; row++) {
    const time = samples.time[row]!;
    if (time < scope.from || time > scope.to) continue;
    const goroutine = samples.goroutine[row]!;
    if (scope.goroutines !== undefined && !scope.goroutines.has(goroutine)) continue;
    if (windowsOf !== undefined && (goroutine < 0 || !holds(windowsOf(goroutine), time))) continue;
    visit(goroutine, samples.stack[row]!, time);
  }
}

function holds(windows: readonly number[], time: number): boolean {
  for (let i = 0; i < windows.length; i += 2) if (time >= windows[i]! && time < windows[i + 1]!) return true;
  return false;
}

/** Counts and sums by part and stack. */
class StackSums {
  readonly #parts: readonly Part[];
  readonly #stacks: number;
  readonly #rows = new Map<number, number>();
  readonly #part = new Growable(Int32Array);
  readonly #stack = new Growable(Int32Array);
  readonly #count = new Growable(Float64Array);
  readonly #ns = new Growable(Float64Array);
  readonly #last = new Growable(Float64Array);

  /** Parts may still be added to the list. */
  constructor(parts: readonly Part[], stacks: number) {
    this.#parts = parts;
    this.#stacks = stacks;
  }

  add(part: number, stack: number, ns: number, until: number): void {
    const row = this.#row(part, stack);
    this.#count.set(row, this.#count.get(row) + 1);
    this.#ns.set(row, this.#ns.get(row) + ns);
    this.#last.set(row, Math.max(this.#last.get(row), until));
  }

  finish(): StackWeights {
    return {
      length: this.#stack.length,
      parts: this.#parts,
      part: this.#part.finish(),
      stack: this.#stack.finish(),
      count: this.#count.finish(),
      ns: this.#ns.finish(),
      last: this.#last.finish(),
    };
  }

  #row(part: number, stack: number): number {
    // NO_STACK is -1.
    const key = part * (this.#stacks + 1) + stack + 1;
    let row = this.#rows.get(key);
    if (row === undefined) {
      row = this.#stack.push(stack);
      this.#rows.set(key, row);
      this.#part.push(part);
      for (const column of [this.#count, this.#ns, this.#last]) column.push(0);
    }
    return row;
  }
}
