import { withRoom } from "../base/growable.ts";
import { NO_GOROUTINE, NO_PROC, NO_STACK } from "../base/indices.ts";
import type { GoroutineTable } from "./trace.ts";

/** What is known of a goroutine, as bits: the few bytes that every transition looks at. */
export const Known = { Created: 1, Started: 2, Ended: 4, Named: 8, InSyscall: 16 } as const;

const FIRST_ROWS = 1024;

/** The goroutine table while it is built: a row for each goroutine met, and room for more. */
export class GoroutineColumns {
  /** Bits of `Known`. */
  known = new Uint8Array(0);
  name = new Int32Array(0);
  created = new Float64Array(0);
  born = new Uint8Array(0);
  mentioned = new Float64Array(0);
  started = new Float64Array(0);
  ended = new Float64Array(0);
  parent = new Int32Array(0);
  creationStack = new Int32Array(0);
  /** The proc that its syscall began on, while it is in one. */
  procOfSyscall = new Int32Array(0);
  /** The stack of its latest syscall. */
  stackOfSyscall = new Int32Array(0);

  /** Rows there is room for. */
  get capacity(): number {
    return this.known.length;
  }

  /** Makes room for so many rows. */
  grow(rows: number): void {
    const room = Math.max(rows, FIRST_ROWS);
    this.known = withRoom(this.known, room);
    this.name = withRoom(this.name, room);
    this.created = withRoom(this.created, room, Number.NaN);
    this.born = withRoom(this.born, room);
    this.mentioned = withRoom(this.mentioned, room, Number.NaN);
    this.started = withRoom(this.started, room, Number.NaN);
    this.ended = withRoom(this.ended, room, Number.NaN);
    this.parent = withRoom(this.parent, room, NO_GOROUTINE);
    this.creationStack = withRoom(this.creationStack, room, NO_STACK);
    this.procOfSyscall = withRoom(this.procOfSyscall, room, NO_PROC);
    this.stackOfSyscall = withRoom(this.stackOfSyscall, room, NO_STACK);
  }

  /** The first `length` rows as finished columns. */
  finish(length: number): Omit<GoroutineTable, "spanOffsets" | "spanOwners"> {
    this.grow(length);
    return {
      length,
      name: this.name.slice(0, length),
      created: this.created.slice(0, length),
      born: this.born.slice(0, length),
      mentioned: this.mentioned.slice(0, length),
      started: this.started.slice(0, length),
      ended: this.ended.slice(0, length),
      parent: this.parent.slice(0, length),
      creationStack: this.creationStack.slice(0, length),
    };
  }
}
