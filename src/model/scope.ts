import type { Trace } from "./trace.ts";

/** What an analysis looks at: a window of time (ns since the first event, from <= to) and a set of goroutines. */
export interface Scope {
  readonly from: number;
  readonly to: number;
  /** Rows of the goroutine table; absent: all. */
  readonly goroutines?: ReadonlySet<number>;
}

/** The widest scope. */
export function wholeTrace(trace: Trace): Scope {
  return { from: 0, to: trace.durationNs };
}
