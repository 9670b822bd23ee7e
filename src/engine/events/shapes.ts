import type { EventCursor } from "../../model/event.ts";
import { EventKind, ResourceKind, type GoState } from "../../model/vocabulary.ts";
import { Growable } from "../../base/growable.ts";
import type { StringIndex } from "../../base/indices.ts";

/** Kinds as bits: to look in a set for each of millions of events takes longer than all else. */
const NAMELESS = (1 << EventKind.Sync) | (1 << EventKind.StackSample);
const WITH_SUBJECT =
  (1 << EventKind.StateTransition) |
  (1 << EventKind.RangeBegin) |
  (1 << EventKind.RangeActive) |
  (1 << EventKind.RangeEnd);

/** Whether events of a kind have a name or a reason. */
export function isNamed(kind: EventKind): boolean {
  return ((1 << kind) & NAMELESS) === 0;
}

/** Whether events of a kind speak of a goroutine or proc other than the one they happened on. */
export function hasSubject(kind: EventKind): boolean {
  return ((1 << kind) & WITH_SUBJECT) !== 0;
}

/**
 * What many events have in common: their kind, their name or reason, and of transitions the states. A trace has some
 * hundred shapes, each a row here; in the log an event is its shape's row and what is its own.
 */
export class Shapes {
  /**
   * From the rows of strings in the events that are written to those that are read. Who builds a trace's tables makes
   * strings, too, so that they have other rows in it than for the parser alone; all else has the same.
   */
  stringOf: (row: StringIndex) => StringIndex = (row) => row;
  readonly #rows = new Map<number, number>();
  readonly #kind = new Growable(Uint8Array);
  readonly #resource = new Growable(Uint8Array);
  readonly #from = new Growable(Uint8Array);
  readonly #to = new Growable(Uint8Array);
  readonly #name = new Growable(Int32Array);

  get length(): number {
    return this.#kind.length;
  }

  /** The row of an event's shape. What its kind does not name is left out, whatever the cursor holds. */
  intern(event: EventCursor): number {
    const { kind } = event;
    const isTransition = kind === EventKind.StateTransition;
    const resource = hasSubject(kind) ? event.resource : ResourceKind.None;
    const from = isTransition ? event.from : 0;
    const to = isTransition ? event.to : 0;
    const name = isNamed(kind) ? event.name : 0;
    // States have numbers below 8, kinds below 16, resources below 4.
    const key = name * 4096 + kind * 256 + resource * 64 + from * 8 + to;
    const known = this.#rows.get(key);
    if (known !== undefined) return known;
    const row = this.#kind.push(kind);
    this.#resource.push(resource);
    this.#from.push(from);
    this.#to.push(to);
    this.#name.push(this.stringOf(name as StringIndex));
    this.#rows.set(key, row);
    return row;
  }

  kind(row: number): EventKind {
    return this.#kind.get(row) as EventKind;
  }

  name(row: number): StringIndex {
    return this.#name.get(row) as StringIndex;
  }

  /** Gives an event the shape of a row. */
  spell(row: number, event: EventCursor): void {
    event.kind = this.#kind.get(row) as EventKind;
    event.resource = this.#resource.get(row) as ResourceKind;
    event.from = this.#from.get(row) as GoState;
    event.to = this.#to.get(row) as GoState;
    event.name = this.#name.get(row) as StringIndex;
  }
}
