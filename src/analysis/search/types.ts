/** What a search looks through, in the order in which it tells what it found. */
export const HIT_KINDS = ["goroutine", "start", "reason", "function", "task", "region", "log"] as const;
export type HitKind = (typeof HIT_KINDS)[number];

/** Names a hit: of a goroutine its row, of all others the string they go by. */
export interface HitRef {
  readonly kind: HitKind;
  readonly key: number;
}

/** One name that a search found. */
export interface SearchHit extends HitRef {
  readonly text: string;
  /** How many places of the trace go by it. */
  readonly places: number;
}

/** What was found, of each kind the names with the most places first. */
export interface SearchResult {
  readonly hits: readonly SearchHit[];
  /** Names that were found of each kind that has any; `hits` holds at most `MOST_HITS` of each. */
  readonly names: Readonly<Partial<Record<HitKind, number>>>;
  /** Places of the hits together. */
  readonly places: number;
}

/** Names of one kind that are told of. */
export const MOST_HITS = 500;

/** Places in a trace, as columns by start: at most 100,000, the first by time; `total` says how many there are. */
export interface Places {
  readonly total: number;
  readonly start: Float64Array;
  readonly end: Float64Array;
  /** Goroutine span, or -1. */
  readonly span: Int32Array;
  /** GoroutineIndex, or -1. */
  readonly goroutine: Int32Array;
}
