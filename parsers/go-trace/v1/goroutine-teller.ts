import { EMPTY_STRING, NO_STACK, type StringIndex } from "../../../src/base/indices.ts";
import { EventKind, GoState } from "../../../src/model/vocabulary.ts";
import { Flag } from "./columns.ts";
import { FakeProc, OWN_TRANSITIONS } from "./rules.ts";
import { Raw } from "./specs.ts";
import { Told, type Telling } from "./telling.ts";

/** Tells what goroutines do. */
export class GoroutineTeller {
  readonly #telling: Telling;
  /** By goroutine row: 1 if it waits for the network. */
  readonly #waitsForNetwork: Uint8Array;
  /** By record type: the state that the running goroutine goes to, and why. */
  readonly #leadsTo = new Uint8Array(64);
  readonly #reason = new Int32Array(64);
  /** Until the first Gomaxprocs, the file tells what was there before; these goroutines it has only named so far. */
  #starting = true;
  readonly #named = new Set<number>();
  #runnable: number[] = [];
  /** What else the record just told comes to. */
  #endsSyscall = false;
  #label: StringIndex | undefined;

  constructor(telling: Telling) {
    this.#telling = telling;
    this.#waitsForNetwork = new Uint8Array(telling.columns.goroutines.length);
    for (const [type, { to, reason }] of OWN_TRANSITIONS) {
      this.#leadsTo[type] = to;
      this.#reason[type] = telling.symbols.strings.intern(reason);
    }
  }

  /** How much later than the record, in ns, the next event of `tellMore` is; -1 if there is none. */
  get more(): number {
    if (this.#endsSyscall) return 1;
    return this.#label !== undefined || this.#runnable.length > 0 ? 0 : -1;
  }

  /** Makes another event of the record just told. */
  tellMore(): void {
    const telling = this.#telling;
    if (this.#endsSyscall) {
      // A syscall that does not block is told by its begin alone.
      this.#endsSyscall = false;
      telling.event.stack = NO_STACK;
      telling.transition(telling.row, GoState.Syscall, GoState.Running);
    } else if (this.#label !== undefined) {
      telling.event.kind = EventKind.Label;
      telling.event.name = this.#label;
      telling.event.stack = NO_STACK;
      this.#label = undefined;
    } else {
      telling.nowhere();
      telling.transition(this.#runnable.pop()!, GoState.Undetermined, GoState.Runnable);
    }
  }

  /** The running goroutine blocks, yields or ends. */
  stops(): Told {
    const telling = this.#telling;
    const { row, proc } = telling;
    const { type } = telling.record;
    if (row === -1) return telling.drop("a goroutine's event where none runs");
    if (this.endStart()) return Told.Later;
    telling.lives.expect(row, GoState.Running, proc);
    if (telling.lacks()) return Told.Later;
    this.#waitsForNetwork[row] = type === Raw.GoBlockNet ? 1 : 0;
    const to = this.#leadsTo[type] as GoState;
    return telling.transition(row, GoState.Running, to, this.#reason[type] as StringIndex, telling.event.stack);
  }

  starts(): Told {
    const telling = this.#telling;
    const { row, proc, lives } = telling;
    const hasLabel = telling.record.type === Raw.GoStartLabel;
    if (row === -1) return telling.drop("a start of no goroutine");
    if (this.#starting && lives.state(row) !== GoState.Undetermined && this.endStart()) return Told.Later;
    const isFound = this.#starting && !hasLabel;
    if (!isFound && this.#leavesSyscall()) return Told.Later;
    if (!isFound) lives.expect(row, GoState.Runnable, proc);
    lives.expectFree(proc);
    if (telling.lacks()) return Told.Later;
    this.#waitsForNetwork[row] = 0;
    if (isFound) {
      this.#named.delete(row);
      return telling.transition(row, GoState.Undetermined, GoState.Running);
    }
    if (hasLabel) {
      this.#label = telling.string();
      telling.event.thread = telling.resources.threadOrZero(proc);
    }
    return telling.transition(row, GoState.Runnable, GoState.Running);
  }

  /** Goroutines of C's threads come out of their first syscall without a word. */
  #leavesSyscall(): boolean {
    const { row, proc, lives } = this.#telling;
    if (lives.state(row) !== GoState.Syscall) return false;
    lives.expect(row, GoState.Runnable, proc);
    return true;
  }

  isCreated(): Told {
    const telling = this.#telling;
    const { lives, record, args, tables } = telling;
    const row = this.#namedRow();
    if (row === -1) return telling.drop("a creation of no goroutine");
    if (this.#starting) {
      this.#named.add(row);
      return Told.Nothing;
    }
    lives.expect(row, GoState.NotExist, telling.proc);
    if (telling.lacks()) return Told.Later;
    if (lives.state(row) === GoState.NotExist) telling.resources.renewGoroutine(row);
    const low = record.low(args.newStack);
    // Before Go 1.7 this is no stack but the program counter that the goroutine starts at.
    const stack = telling.format.version < 7 ? tables.bareStack(low, record.high(args.newStack)) : tables.stack(low);
    return telling.transition(row, GoState.NotExist, GoState.Runnable, EMPTY_STRING, stack);
  }

  isUnblocked(): Told {
    const telling = this.#telling;
    const row = this.#namedRow();
    if (row === -1) return telling.drop("a wakeup of no goroutine");
    // The world may be started, and wake those that wait for the network, before all of what was there is told.
    if (telling.lives.state(row) === GoState.Undetermined && this.endStart()) return Told.Later;
    telling.lives.expect(row, GoState.Waiting, telling.proc);
    if (telling.lacks()) return Told.Later;
    if (this.#waitsForNetwork[row] === 1) telling.moveTo(FakeProc.Netpoll);
    else if (this.#isTimer(telling.row)) telling.moveTo(FakeProc.Timer);
    this.#waitsForNetwork[row] = 0;
    return telling.transition(row, GoState.Waiting, GoState.Runnable);
  }

  /** The goroutine waits, or is in a syscall, when the account of it begins. */
  isFound(): Told {
    const telling = this.#telling;
    if (telling.row === -1) return telling.drop("a state of no goroutine");
    this.#named.delete(telling.row);
    const to = telling.record.type === Raw.GoWaiting ? GoState.Waiting : GoState.Syscall;
    return telling.transition(telling.row, GoState.Undetermined, to);
  }

  entersSyscall(): Told {
    const telling = this.#telling;
    const { row, proc, event } = telling;
    if (row === -1) return telling.drop("a syscall of no goroutine");
    if (this.endStart()) return Told.Later;
    telling.lives.expect(row, GoState.Running, proc);
    if (telling.lacks()) return Told.Later;
    this.#endsSyscall = (telling.flags & Flag.Blocks) === 0;
    if (this.#endsSyscall) event.thread = telling.resources.threadOrZero(proc);
    return telling.transition(row, GoState.Running, GoState.Syscall, EMPTY_STRING, event.stack);
  }

  losesProc(): Told {
    if (this.#telling.row !== -1) this.#telling.lives.release(this.#telling.row);
    return Told.Nothing;
  }

  leavesSyscall(): Told {
    const telling = this.#telling;
    if (telling.row === -1) return telling.drop("the end of a syscall of no goroutine");
    telling.lives.expect(telling.row, GoState.Syscall, telling.proc);
    if (telling.lacks()) return Told.Later;
    telling.moveTo(FakeProc.Syscall);
    return telling.transition(telling.row, GoState.Syscall, GoState.Runnable);
  }

  /** True until the file has told what was there before. */
  get isStarting(): boolean {
    return this.#starting;
  }

  /**
   * Ends the account of what was there before: goroutines only named by then can run. True if there are any. They come
   * in the order they were named in; in Go's reader that is the likeliest of several.
   */
  endStart(): boolean {
    if (!this.#starting) return false;
    this.#starting = false;
    this.#runnable = [...this.#named].reverse();
    this.#named.clear();
    return this.#runnable.length > 0;
  }

  /** Row of the goroutine that the record names, other than the one that it happened on. */
  #namedRow(): number {
    const { record, args, columns } = this.#telling;
    return columns.goroutines.find(record.low(args.g), record.high(args.g));
  }

  #isTimer(row: number): boolean {
    const { timers } = this.#telling.scan;
    if (row === -1 || timers.length === 0) return false;
    const { goroutines } = this.#telling.columns;
    return timers.find(goroutines.low(row), goroutines.high(row)) !== -1;
  }
}
