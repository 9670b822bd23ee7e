import type { GoroutineIndex, SpanIndex } from "../base/indices.ts";
import type { Steps } from "../base/steps.ts";
import { goroutineEnd, spanEnd, spanOwner, type Trace } from "../model/trace.ts";
import { SpanState } from "../model/vocabulary.ts";
import { GOROUTINE_STYLES, groupStyle, spanStyle } from "./goroutine-style.ts";
import type { RunList } from "./run-list.ts";
import { GROUP_COLOURS, Style } from "./style.ts";

/** The style of time in which there is nothing to draw. */
export const NOTHING = 31;

/** A sequence of entries in time that abut: each ends where the next starts. An entry may be empty (start = end). */
export interface Lane {
  readonly length: number;
  /** How many entries may have a style at all. */
  readonly pieces: number;
  /** All styles but NOTHING that an entry may have: at most 15. */
  readonly palette: readonly number[];
  /** What must be seen however short it is, where its neighbours have none of it: bits of styles, one set per kind. */
  readonly important: readonly number[];
  /** A style that counts for less than all others together, or NOTHING: what shows through where they are in the minority. */
  readonly background: number;
  /** When an entry starts, in ns; `start(length)` is the lane's end. */
  start(entry: number): number;
  /** Style of an entry, or NOTHING. */
  style(entry: number): number;
  /** What the entry stands for: a goroutine span, or -1. */
  ref(entry: number): number;
  /** Tells the entries between two times, cut to them, in order; empty ones and those of NOTHING are left out. */
  feed(from: number, to: number, pieces: Pieces): void;
}

/** Takes a lane's entries in time order. */
export interface Pieces {
  piece(start: number, end: number, style: number, entry: number): void;
}

const GOROUTINE_PALETTE = Array.from({ length: GOROUTINE_STYLES }, (_, style) => style);
const RUN_PALETTE = [
  Style.Syscall,
  Style.SyscallBlocked,
  Style.GCWorker,
  ...Array.from({ length: GROUP_COLOURS }, (_, i) => groupStyle(i)),
];

/** The spans of a goroutine. */
export class GoroutineLane implements Lane {
  readonly length: number;
  readonly pieces: number;
  readonly palette = GOROUTINE_PALETTE;
  readonly important = GOROUTINE_PALETTE.map((style) => 1 << style);
  readonly background = NOTHING;
  readonly #first: number;
  readonly #end: number;
  readonly #trace: Trace;
  readonly #styles: Uint8Array;
  readonly #start: Float64Array;

  constructor(trace: Trace, styles: Uint8Array, goroutine: GoroutineIndex) {
    this.#trace = trace;
    this.#styles = styles;
    this.#start = trace.spans.start;
    this.#first = trace.goroutines.spanOffsets[goroutine]!;
    this.length = trace.goroutines.spanOffsets[goroutine + 1]! - this.#first;
    this.pieces = this.length;
    this.#end = goroutineEnd(trace, goroutine);
  }

  start(entry: number): number {
    return entry < this.length ? this.#start[this.#first + entry]! : this.#end;
  }

  style(entry: number): number {
    return spanStyle(this.#trace, this.#styles, this.#first + entry);
  }

  ref(entry: number): number {
    return this.#first + entry;
  }

  feed(from: number, to: number, pieces: Pieces): void {
    const starts = this.#start;
    const first = this.#first;
    const { length } = this;
    let entry = entryAt(this, from);
    let start = this.start(entry);
    for (; entry < length && start < to; entry++) {
      const end = entry + 1 < length ? starts[first + entry + 1]! : this.#end;
      if (end > start && end > from)
        pieces.piece(start > from ? start : from, end < to ? end : to, this.style(entry), entry);
      start = end;
    }
  }
}

/** Style of what runs: by the goroutine's row, its style while Running. */
export type RunStyles = Uint8Array;

/** What ran on a proc or thread: entries 1, 3, 5 …; nothing did in those between. Whatever ran in a column is seen. */
export class RunLane implements Lane {
  readonly length: number;
  readonly pieces: number;
  readonly palette = RUN_PALETTE;
  readonly important: readonly number[] = [];
  readonly background = NOTHING;
  readonly #trace: Trace;
  readonly #styles: RunStyles;
  readonly #list: RunList;

  constructor(trace: Trace, styles: RunStyles, list: RunList) {
    this.#trace = trace;
    this.#styles = styles;
    this.#list = list;
    this.pieces = list.length;
    this.length = list.length * 2 + 1;
  }

  start(entry: number): number {
    const runs = this.pieces;
    if (entry === 0) return runs === 0 ? 0 : this.#runStart(0);
    const run = (entry - 1) >> 1;
    if (run >= runs) return this.#trace.durationNs;
    return (entry & 1) === 1 ? this.#runStart(run) : this.#runEnd(run);
  }

  style(entry: number): number {
    return (entry & 1) === 0 ? NOTHING : this.#styleOf(this.ref(entry) as SpanIndex);
  }

  ref(entry: number): number {
    return (entry & 1) === 0 ? -1 : this.#list.at((entry - 1) >> 1);
  }

  /** One look at each run: what it was, and where it ends. */
  feed(from: number, to: number, pieces: Pieces): void {
    const { start: starts } = this.#trace.spans;
    const { spanOffsets } = this.#trace.goroutines;
    const list = this.#list;
    let run = Math.max(0, (entryAt(this, from) - 1) >> 1);
    let start = run < list.length ? this.#runStart(run) : Number.POSITIVE_INFINITY;
    for (let slice = list.sliceOf(run); run < list.length && start < to; slice++) {
      const spans = list.sliceFrom(slice);
      const end = list.sliceEnd(slice);
      for (let i = spans.length - (end - run); run < end && start < to; i++, run++) {
        const span = spans[i]! as SpanIndex;
        const goroutine = spanOwner(this.#trace, span);
        const next = i + 1 < spans.length ? starts[spans[i + 1]!]! : this.#startAt(run + 1);
        const ownEnd =
          span + 1 < spanOffsets[goroutine + 1]! ? starts[span + 1]! : goroutineEnd(this.#trace, goroutine);
        const stop = ownEnd < next ? ownEnd : next;
        if (stop > start && stop > from)
          pieces.piece(start > from ? start : from, stop < to ? stop : to, this.#styleOf(span, goroutine), run * 2 + 1);
        start = next;
      }
    }
  }

  #styleOf(span: SpanIndex, goroutine = spanOwner(this.#trace, span)): number {
    const state = this.#trace.spans.state[span]!;
    if (state === SpanState.Syscall) return Style.Syscall;
    return state === SpanState.SyscallBlocked ? Style.SyscallBlocked : this.#styles[goroutine]!;
  }

  #runStart(run: number): number {
    return this.#trace.spans.start[this.#list.at(run)]!;
  }

  /** When a run starts, if there is one. */
  #startAt(run: number): number {
    return run < this.pieces ? this.#runStart(run) : Number.POSITIVE_INFINITY;
  }

  #runEnd(run: number): number {
    const span = this.#list.at(run) as SpanIndex;
    return Math.min(spanEnd(this.#trace, spanOwner(this.#trace, span), span), this.#startAt(run + 1));
  }
}

const ENTRIES_PER_STEP = 1 << 15;

/** Tells all entries of a lane as `feed` does, some at a step. */
export function* feedSteps(lane: Lane, pieces: Pieces): Steps<void> {
  for (let entry = 0; entry < lane.length; entry += ENTRIES_PER_STEP) {
    lane.feed(lane.start(entry), lane.start(Math.min(lane.length, entry + ENTRIES_PER_STEP)), pieces);
    yield;
  }
}

/** The last entry that starts at or before a time; 0 if none does. O(log n). */
export function entryAt(lane: Lane, time: number): number {
  let low = 0;
  let high = lane.length;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (lane.start(middle) <= time) low = middle;
    else high = middle;
  }
  return low;
}
