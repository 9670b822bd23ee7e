import { NO_STACK, type GoroutineIndex, type StackIndex } from "../../base/indices.ts";
import { EventListing } from "../../export/event-listing.ts";
import { goroutineEnd, spanEnd, type Trace } from "../../model/trace.ts";
import { EventCursor } from "../../model/event.ts";
import { EventKind, KIND_NAMES, ResourceKind } from "../../model/vocabulary.ts";
import { spanAt } from "../details/refs.ts";
import type { EventRow } from "./types.ts";

/** Functions of a stack that a row tells. */
const MOST_FUNCTIONS = 30;

/** Spells events out: as the listing has them, and with what they lead to. */
export class EventSpeller {
  readonly #trace: Trace;
  readonly #event = new EventCursor();
  readonly #listing: EventListing;
  /** Ranges by when they begin, and by when they end; no two events are at one time. */
  #begins: ReadonlyMap<number, number> | undefined;
  #ends: ReadonlyMap<number, number> | undefined;

  constructor(trace: Trace) {
    this.#trace = trace;
    this.#listing = new EventListing({ event: this.#event, symbols: trace.symbols });
  }

  line(event: EventCursor): string {
    Object.assign(this.#event, event);
    return this.#listing.line();
  }

  row(event: EventCursor, number: number): EventRow {
    Object.assign(this.#event, event);
    const { threads, procs, goroutines } = this.#trace.symbols;
    const owner = ownerOf(event);
    return {
      number,
      time: event.time,
      kind: KIND_NAMES[event.kind],
      thread: event.thread < 0 ? "-1" : threads.text(event.thread),
      proc: event.proc < 0 ? "-1" : procs.text(event.proc),
      goroutine: event.goroutine < 0 ? "-1" : goroutines.text(event.goroutine),
      about: this.#listing.about().trimStart(),
      stack: this.#listing.stack().trimStart(),
      functions: this.#functions(event.stack),
      on: event.goroutine < 0 ? undefined : event.goroutine,
      owner,
      place: this.#rangePlace(event) ?? this.#spanPlace(owner, event.time),
    };
  }

  #functions(stack: StackIndex): readonly string[] {
    if (stack === NO_STACK) return [];
    const { stacks, frames, strings } = this.#trace.symbols;
    const length = Math.min(stacks.depth(stack), MOST_FUNCTIONS);
    const first = stacks.start(stack);
    return Array.from({ length }, (_, i) => strings.get(frames.function(stacks.frameAt(first + i))));
  }

  #rangePlace({ kind, time }: EventCursor): EventRow["place"] {
    if (kind !== EventKind.RangeBegin && kind !== EventKind.RangeActive && kind !== EventKind.RangeEnd)
      return undefined;
    const { ranges, durationNs } = this.#trace;
    this.#begins ??= byTime(ranges.start);
    this.#ends ??= byTime(ranges.end);
    const row = (kind === EventKind.RangeEnd ? this.#ends : this.#begins).get(time);
    if (row === undefined) return undefined;
    const end = ranges.end[row]!;
    return { kind: "range", row, start: ranges.start[row]!, end: Number.isNaN(end) ? durationNs : end };
  }

  /** The span that the goroutine is in from then on; at its end, the one it was in. */
  #spanPlace(owner: GoroutineIndex | undefined, time: number): EventRow["place"] {
    if (owner === undefined || owner >= this.#trace.goroutines.length) return undefined;
    const row = spanAt(this.#trace, owner, Math.min(time, goroutineEnd(this.#trace, owner)));
    if (row === undefined) return undefined;
    return { kind: "span", row, start: this.#trace.spans.start[row]!, end: spanEnd(this.#trace, owner, row) };
  }
}

/** Whom an event is about: the goroutine of a transition, or the one it happened on. */
function ownerOf(event: EventCursor): GoroutineIndex | undefined {
  const isTransition = event.kind === EventKind.StateTransition && event.resource === ResourceKind.Goroutine;
  const row = isTransition ? event.subject : event.goroutine;
  return row < 0 ? undefined : (row as GoroutineIndex);
}

function byTime(times: Float64Array): ReadonlyMap<number, number> {
  const rows = new Map<number, number>();
  times.forEach((time, row) => {
    if (!Number.isNaN(time)) rows.set(time, row);
  });
  return rows;
}
