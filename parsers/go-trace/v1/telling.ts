import { EMPTY_STRING, NO_GOROUTINE, NO_PROC, NO_STACK, NO_THREAD } from "../../../src/base/indices.ts";
import type { StackIndex, StringIndex } from "../../../src/base/indices.ts";
import type { EventCursor } from "../../../src/model/event.ts";
import type { Symbols } from "../../../src/model/symbols.ts";
import { EventKind, GoState, ResourceKind } from "../../../src/model/vocabulary.ts";
import type { DamageLog } from "../damage-log.ts";
import type { EventColumns } from "./columns.ts";
import { Lives } from "./lives.ts";
import { RecordReader } from "./record.ts";
import { Resources } from "./resources.ts";
import type { Scan } from "./scan.ts";
import type { Format } from "./specs.ts";
import type { FileTables } from "./tables.ts";

/** A file's records in their order, and what is needed to read them. */
export interface Ordered {
  readonly bytes: Uint8Array;
  readonly format: Format;
  readonly scan: Scan;
  readonly tables: FileTables;
  readonly columns: EventColumns;
  readonly nsPerTick: number;
  readonly damage: DamageLog;
}

/** What became of a record: an event, nothing, or something else has to be shown before it. */
export const Told = { Event: 0, Nothing: 1, Later: 2 } as const;
export type Told = (typeof Told)[keyof typeof Told];

/** The record that is being told, the event that is made of it, and what all kinds of them need. */
export class Telling {
  readonly event: EventCursor;
  readonly symbols: Symbols;
  readonly format: Format;
  readonly scan: Scan;
  readonly tables: FileTables;
  readonly columns: EventColumns;
  readonly record: RecordReader;
  readonly args: Format["argIndex"];
  readonly lives: Lives;
  readonly resources: Resources;
  readonly #damage: DamageLog;

  /** The record's goroutine, or -1, and proc: rows of the file's tables. */
  row = -1;
  proc = -1;
  flags = 0;
  #at = 0;

  constructor(event: EventCursor, symbols: Symbols, ordered: Ordered) {
    this.event = event;
    this.symbols = symbols;
    this.format = ordered.format;
    this.scan = ordered.scan;
    this.tables = ordered.tables;
    this.columns = ordered.columns;
    this.record = new RecordReader(ordered.bytes, ordered.format);
    this.args = ordered.format.argIndex;
    this.lives = new Lives(ordered.columns.goroutines, ordered.scan.procs);
    this.resources = new Resources(symbols, ordered.columns.goroutines, ordered.scan.procs);
    this.#damage = ordered.damage;
  }

  /** Turns to the record in row `i`. */
  turnTo(i: number): void {
    const { columns, event } = this;
    this.#at = columns.at[i]!;
    this.row = columns.goroutine[i]!;
    this.proc = columns.proc[i]!;
    this.flags = columns.flags[i]!;
    this.record.read(this.#at);
    event.stack = this.tables.stack(this.record.low(this.args.stack));
    event.proc = this.resources.proc(this.proc);
    event.thread = this.resources.threadOf(this.proc);
    event.goroutine = this.resources.goroutine(this.row);
  }

  /** The event happens nowhere. */
  nowhere(): void {
    const { event } = this;
    event.thread = NO_THREAD;
    event.proc = NO_PROC;
    event.goroutine = NO_GOROUTINE;
    event.stack = NO_STACK;
  }

  /** The event happens where Go's readers put those without a proc. */
  moveTo(fakeProc: number): void {
    this.event.proc = this.resources.fakeProc(fakeProc);
    this.event.thread = NO_THREAD;
  }

  drop(why: string): Told {
    this.#damage.note("inconsistent", why, this.#at);
    return Told.Nothing;
  }

  /** True if transitions that the file lacks have to be told first. A goroutine that is new to us may be in any state. */
  lacks(): boolean {
    const { bridges } = this.lives;
    if (bridges.length === 0) return false;
    if (bridges.some(({ from }) => from !== GoState.Undetermined))
      this.#damage.note(
        "inconsistent",
        "an event that others before it, which the file does not hold, must have led to",
        this.#at,
      );
    return true;
  }

  /** The string that the record names. */
  string(): StringIndex {
    return this.tables.string(this.record.low(this.args.string), this.record.high(this.args.string));
  }

  /** A goroutine, told by its row in the file, changes its state. */
  transition(
    row: number,
    from: GoState,
    to: GoState,
    reason: StringIndex = EMPTY_STRING,
    stack: StackIndex = NO_STACK,
  ): Told {
    const { event } = this;
    event.kind = EventKind.StateTransition;
    event.resource = ResourceKind.Goroutine;
    event.subject = this.resources.goroutine(row);
    event.from = from;
    event.to = to;
    event.name = reason;
    event.subjectStack = stack;
    this.lives.enter(row, to, this.proc);
    return Told.Event;
  }
}
