import type { EventSource } from "../model/event.ts";
import { KIND_NAMES, ResourceKind } from "../model/vocabulary.ts";

export interface EventFilterOptions {
  /** ns since the first event, both included. */
  readonly from?: number;
  readonly to?: number;
  /** A goroutine's id as text: events on it, or about it. */
  readonly goroutine?: string;
  readonly kind?: (typeof KIND_NAMES)[number];
}

/** Says which events of a stream are asked for. */
export class EventFilter {
  readonly #source: EventSource;
  readonly #from: number;
  readonly #to: number;
  readonly #kind: number;
  readonly #goroutine: string | undefined;

  constructor(source: EventSource, options: EventFilterOptions) {
    this.#source = source;
    this.#from = options.from ?? Number.NEGATIVE_INFINITY;
    this.#to = options.to ?? Number.POSITIVE_INFINITY;
    this.#kind = options.kind === undefined ? -1 : KIND_NAMES.indexOf(options.kind);
    this.#goroutine = options.goroutine;
  }

  /** No later event is asked for. */
  get over(): boolean {
    return this.#source.event.time > this.#to;
  }

  matches(): boolean {
    const { event } = this.#source;
    if (event.time < this.#from || event.time > this.#to) return false;
    if (this.#kind >= 0 && event.kind !== this.#kind) return false;
    return this.#goroutine === undefined || this.#concerns(this.#goroutine);
  }

  #concerns(id: string): boolean {
    const { event, symbols } = this.#source;
    if (event.goroutine >= 0 && symbols.goroutines.text(event.goroutine) === id) return true;
    const about = KINDS_WITH_SUBJECT.has(event.kind) && event.resource === ResourceKind.Goroutine && event.subject >= 0;
    return about && symbols.goroutines.text(event.subject) === id;
  }
}

const KINDS_WITH_SUBJECT: ReadonlySet<number> = new Set(
  ["StateTransition", "RangeBegin", "RangeActive", "RangeEnd"].map((name) =>
    KIND_NAMES.indexOf(name as (typeof KIND_NAMES)[number]),
  ),
);
