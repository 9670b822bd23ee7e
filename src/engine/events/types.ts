import type { GoroutineIndex } from "../../base/indices.ts";
import type { KIND_NAMES } from "../../model/vocabulary.ts";
import type { ScopeRequest } from "../analyses/types.ts";

export type EventKindName = (typeof KIND_NAMES)[number];

/** Which events of a scope are listed; of a scope's goroutines those on them or about them. */
export interface EventChoice {
  readonly kind?: EventKindName;
  /** Ids as the listing has them. */
  readonly goroutine?: string;
  readonly proc?: string;
  /** In the name or reason, a log's text, or a function of the stack, in any case of letters. */
  readonly text?: string;
}

/**
 * The ordered listing of a trace's events. The model does not keep them: when first asked for, the source is read once more
 * and the events are put into a log of few bytes each, from which any of them can be had. Reading and filtering go on between
 * questions, until they are done or stopped.
 */
export interface Events {
  /** Rows from `first` of those that match, at most `count`, and how far things are. Rejects if the source cannot be read again. */
  events(scope: ScopeRequest, choice: EventChoice, first: number, count: number): Promise<EventRows>;
  /** The same as text, as the command line prints it, a line each; those that are found so far, at most `count`. */
  eventLines(scope: ScopeRequest, choice: EventChoice, count: number): Promise<string>;
  /** The first matching row at or after a time, ns. */
  eventAt(scope: ScopeRequest, choice: EventChoice, timeNs: number): Promise<number>;
  /** Reading and filtering stop where they are; or they go on. */
  pauseEvents(paused: boolean): Promise<void>;
}

export interface EventRows {
  /** Events in the trace, and how many of them have been read again. */
  readonly total: number;
  readonly read: number;
  /** How many have been looked at for whether they match, and how many did. */
  readonly searched: number;
  readonly found: number;
  /** All were looked at. */
  readonly isComplete: boolean;
  readonly first: number;
  /** Fewer than asked for where more are yet to be found. */
  readonly rows: readonly EventRow[];
}

export interface EventRow {
  /** The how-many-eth event of the trace, from 0. */
  readonly number: number;
  readonly time: number;
  readonly kind: EventKindName;
  /** Ids; "-1" for none. */
  readonly thread: string;
  readonly proc: string;
  readonly goroutine: string;
  /** What the kind has to say, and the stack's depth and leaf, as in the listing. */
  readonly about: string;
  readonly stack: string;
  /** The functions of the stack, leaf first. */
  readonly functions: readonly string[];
  /** The goroutine that it happened on. */
  readonly on: GoroutineIndex | undefined;
  /** Where it leads: whose it is; the span that goroutine was in from then on, or the range that begins or ends, with when. */
  readonly owner: GoroutineIndex | undefined;
  readonly place:
    | { readonly kind: "span" | "range"; readonly row: number; readonly start: number; readonly end: number }
    | undefined;
}
