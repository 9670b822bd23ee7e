/** Stretches of time to point at on the timeline: what a search found, where a function ran. Columns by start, ns. */
export interface Marks {
  /** What they are, in a few words: "serveFile on the stack". */
  readonly title: string;
  /** How many there are in the trace; the columns hold at most the first 100,000 of them. */
  readonly total: number;
  readonly start: Float64Array;
  readonly end: Float64Array;
  /** Goroutine span, or -1. */
  readonly span: Int32Array;
  /** GoroutineIndex, or -1: of the whole program. */
  readonly goroutine: Int32Array;
}
