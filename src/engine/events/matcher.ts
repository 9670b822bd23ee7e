import type { EventCursor } from "../../model/event.ts";
import type { Scope } from "../../model/scope.ts";
import type { Symbols } from "../../model/symbols.ts";
import type { IdTable } from "../../base/id-table.ts";
import type { StackIndex, StringIndex } from "../../base/indices.ts";
import { EventKind, KIND_NAMES, ResourceKind } from "../../model/vocabulary.ts";
import { hasSubject, isNamed } from "./shapes.ts";
import type { EventChoice } from "./types.ts";

const ALL_KINDS = -1;
const UNKNOWN = 0;
const NO = 1;
const YES = 2;

/** Says which events are asked for; see `EventFilter` of the command line, which agrees in what both have. */
export class EventMatcher {
  readonly from: number;
  readonly to: number;
  /** A bit for each kind that can match. */
  readonly kinds: number;
  /** Whether any event of the window and of the kinds matches. */
  readonly isOpen: boolean;
  readonly #symbols: Symbols;
  /** Rows; undefined: all. */
  readonly #goroutines: ReadonlySet<number> | undefined;
  readonly #scope: ReadonlySet<number> | undefined;
  readonly #procs: ReadonlySet<number> | undefined;
  readonly #text: string;
  /** By row of strings and of stacks: whether the text is in it. */
  readonly #strings: Uint8Array;
  readonly #stacks: Uint8Array;

  constructor(symbols: Symbols, scope: Scope, choice: EventChoice) {
    const { kind, goroutine, proc, text = "" } = choice;
    this.#symbols = symbols;
    this.from = scope.from;
    this.to = scope.to;
    this.kinds = kind === undefined ? ALL_KINDS : 1 << KIND_NAMES.indexOf(kind);
    this.#scope = scope.goroutines;
    this.#goroutines = goroutine === undefined ? undefined : rowsOf(symbols.goroutines, goroutine);
    this.#procs = proc === undefined ? undefined : rowsOf(symbols.procs, proc);
    this.#text = text.toLowerCase();
    this.#strings = new Uint8Array(this.#text === "" ? 0 : symbols.strings.length);
    this.#stacks = new Uint8Array(this.#text === "" ? 0 : symbols.stacks.length);
    this.isOpen =
      this.#scope === undefined && this.#goroutines === undefined && this.#procs === undefined && this.#text === "";
  }

  matches(event: EventCursor): boolean {
    if (event.time < this.from || event.time > this.to || ((1 << event.kind) & this.kinds) === 0) return false;
    if (this.isOpen) return true;
    if (this.#goroutines !== undefined && !concerns(event, this.#goroutines, ResourceKind.Goroutine)) return false;
    if (this.#scope !== undefined && !concerns(event, this.#scope, ResourceKind.Goroutine)) return false;
    if (this.#procs !== undefined && !concerns(event, this.#procs, ResourceKind.Proc)) return false;
    return this.#text === "" || this.#mentions(event);
  }

  #mentions(event: EventCursor): boolean {
    const { kind } = event;
    if (isNamed(kind) && this.#isIn(event.name)) return true;
    if (kind === EventKind.Log && this.#isIn(event.text)) return true;
    return event.stack >= 0 && this.#isInStack(event.stack);
  }

  #isIn(string: StringIndex): boolean {
    if (this.#strings[string] === UNKNOWN) {
      const found = this.#symbols.strings.get(string).toLowerCase().includes(this.#text);
      this.#strings[string] = found ? YES : NO;
    }
    return this.#strings[string] === YES;
  }

  #isInStack(stack: StackIndex): boolean {
    if (this.#stacks[stack] === UNKNOWN) {
      const { stacks, frames } = this.#symbols;
      let found = false;
      for (let i = stacks.start(stack); !found && i < stacks.end(stack); i++)
        found = this.#isIn(frames.function(stacks.frameAt(i)));
      this.#stacks[stack] = found ? YES : NO;
    }
    return this.#stacks[stack] === YES;
  }
}

/** Whether an event happened on one of these, or is about one. */
function concerns(event: EventCursor, rows: ReadonlySet<number>, resource: ResourceKind): boolean {
  if (rows.has(resource === ResourceKind.Proc ? event.proc : event.goroutine)) return true;
  return hasSubject(event.kind) && event.resource === resource && rows.has(event.subject);
}

/** An id that came to life again has more rows than one. */
function rowsOf(ids: IdTable, text: string): ReadonlySet<number> {
  const rows = new Set<number>();
  const number = Number(text);
  for (let row = 0; row < ids.length; row++) if (ids.number(row) === number && ids.text(row) === text) rows.add(row);
  return rows;
}
