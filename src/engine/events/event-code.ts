import type { EventCursor } from "../../model/event.ts";
import type { GoroutineIndex, ProcIndex, StackIndex, StringIndex, TaskIndex, ThreadIndex } from "../../base/indices.ts";
import { EventKind } from "../../model/vocabulary.ts";
import { hasSubject, type Shapes } from "./shapes.ts";

/** No event takes more bytes than this. */
export const MOST_EVENT_BYTES = 64;

/** What an event shares with what came before it in its page, so that it need not be written. */
const SAME_THREAD = 1;
/** On the proc, and on the goroutine, of its thread's event before. */
const SAME_PROC = 2;
const SAME_GOROUTINE = 4;
/** About the goroutine that it happened on. */
const OWN_SUBJECT = 8;
/** With the stack of the last event of its shape. */
const SAME_STACK = 16;
/** The time is written whole, as a double, since the step to it is no whole number. */
const WHOLE_TIME = 32;

/**
 * Writes events into bytes and reads them again, some seven bytes each: what an event has in common with those before it
 * in its page is left out. A page begins with `restart`, and is read from its begin. Rows are those of the symbols.
 */
export class EventCode {
  readonly #shapes: Shapes;
  readonly #double = new DataView(new ArrayBuffer(8));
  #bytes: Uint8Array = new Uint8Array(0);
  #at = 0;
  #time = 0;
  #thread = -1;
  /** By thread + 1, and by shape: the last of the page. */
  #procs: number[] = [];
  #goroutines: number[] = [];
  #stacks: number[] = [];

  constructor(shapes: Shapes) {
    this.#shapes = shapes;
  }

  /** Where the next event begins. */
  get position(): number {
    return this.#at;
  }

  /** Begins a page at a position. */
  restart(bytes: Uint8Array, at: number): void {
    this.#bytes = bytes;
    this.#at = at;
    this.#time = 0;
    this.#thread = -1;
    this.#procs = [];
    this.#goroutines = [];
    this.#stacks = [];
  }

  /** Needs MOST_EVENT_BYTES of room. */
  write(event: EventCursor): void {
    const shape = this.#shapes.intern(event);
    const thread = event.thread + 1;
    const step = event.time - this.#time;
    const flagsAt = this.#at++;
    let flags = 0;
    this.#put(shape);
    if (Number.isSafeInteger(step) && step >= 0) this.#put(step);
    else {
      flags |= WHOLE_TIME;
      this.#putDouble(event.time);
    }
    if (thread === this.#thread) flags |= SAME_THREAD;
    else this.#put(thread);
    if (this.#procs[thread] === event.proc) flags |= SAME_PROC;
    else this.#put(event.proc + 1);
    if (this.#goroutines[thread] === event.goroutine) flags |= SAME_GOROUTINE;
    else this.#put(event.goroutine + 1);
    if (hasSubject(event.kind)) {
      if (event.subject === event.goroutine) flags |= OWN_SUBJECT;
      else this.#put(event.subject + 1);
    }
    if (this.#stacks[shape] === event.stack) flags |= SAME_STACK;
    else this.#put(event.stack + 1);
    this.#putOwn(event);
    this.#bytes[flagsAt] = flags;
    this.#remember(shape, thread, event);
  }

  /** Reads the next event into the cursor. */
  read(event: EventCursor): void {
    const flags = this.#bytes[this.#at++]!;
    const shape = this.#take();
    this.#shapes.spell(shape, event);
    event.time = flags & WHOLE_TIME ? this.#takeDouble() : this.#time + this.#take();
    const thread = flags & SAME_THREAD ? this.#thread : this.#take();
    event.thread = (thread - 1) as ThreadIndex;
    event.proc = (flags & SAME_PROC ? this.#procs[thread]! : this.#take() - 1) as ProcIndex;
    event.goroutine = (flags & SAME_GOROUTINE ? this.#goroutines[thread]! : this.#take() - 1) as GoroutineIndex;
    if (hasSubject(event.kind)) event.subject = flags & OWN_SUBJECT ? event.goroutine : this.#take() - 1;
    event.stack = (flags & SAME_STACK ? this.#stacks[shape]! : this.#take() - 1) as StackIndex;
    this.#takeOwn(event);
    this.#remember(shape, thread, event);
  }

  #remember(shape: number, thread: number, event: EventCursor): void {
    this.#time = event.time;
    this.#thread = thread;
    this.#procs[thread] = event.proc;
    this.#goroutines[thread] = event.goroutine;
    this.#stacks[shape] = event.stack;
  }

  /** What only one kind has. */
  #putOwn(event: EventCursor): void {
    switch (event.kind) {
      case EventKind.Metric:
        this.#putDouble(event.value);
        return this.#put(event.valueLow);
      case EventKind.TaskBegin:
      case EventKind.TaskEnd:
        this.#put(event.task + 1);
        return this.#put(event.parent + 1);
      case EventKind.RegionBegin:
      case EventKind.RegionEnd:
        return this.#put(event.task + 1);
      case EventKind.Log:
        this.#put(event.task + 1);
        this.#put(this.#shapes.stringOf(event.text));
        break;
      default:
    }
  }

  #takeOwn(event: EventCursor): void {
    switch (event.kind) {
      case EventKind.Metric:
        event.value = this.#takeDouble();
        event.valueLow = this.#take();
        return;
      case EventKind.TaskBegin:
      case EventKind.TaskEnd:
        event.task = (this.#take() - 1) as TaskIndex;
        event.parent = (this.#take() - 1) as TaskIndex;
        return;
      case EventKind.RegionBegin:
      case EventKind.RegionEnd:
        event.task = (this.#take() - 1) as TaskIndex;
        return;
      case EventKind.Log:
        event.task = (this.#take() - 1) as TaskIndex;
        event.text = this.#take() as StringIndex;
        break;
      default:
    }
  }

  /** A whole number from 0, seven bits a byte. */
  #put(value: number): void {
    const bytes = this.#bytes;
    let rest = value;
    for (; rest >= 0x1000_0000; rest = Math.floor(rest / 128)) bytes[this.#at++] = (rest % 128) | 128;
    for (; rest >= 128; rest >>>= 7) bytes[this.#at++] = (rest & 127) | 128;
    bytes[this.#at++] = rest;
  }

  #take(): number {
    const bytes = this.#bytes;
    let byte = bytes[this.#at++]!;
    if (byte < 128) return byte;
    let value = byte & 127;
    let scale = 128;
    do {
      byte = bytes[this.#at++]!;
      value += (byte & 127) * scale;
      scale *= 128;
    } while (byte >= 128);
    return value;
  }

  #putDouble(value: number): void {
    this.#double.setFloat64(0, value);
    for (let i = 0; i < 8; i++) this.#bytes[this.#at++] = this.#double.getUint8(i);
  }

  #takeDouble(): number {
    for (let i = 0; i < 8; i++) this.#double.setUint8(i, this.#bytes[this.#at++]!);
    return this.#double.getFloat64(0);
  }
}
