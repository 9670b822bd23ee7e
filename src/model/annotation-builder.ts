import { Growable } from "../base/growable.ts";
import { IdTable } from "../base/id-table.ts";
import { EMPTY_STRING, NO_GOROUTINE, NO_STACK, NO_TASK } from "../base/indices.ts";
import type { EventCursor } from "./event.ts";
import type { Symbols } from "./symbols.ts";
import type { LogTable, RegionTable, TaskTable } from "./trace.ts";
import { EventKind } from "./vocabulary.ts";

interface OpenRegion {
  readonly task: number;
  readonly name: number;
  readonly start: number;
  readonly startStack: number;
  readonly inherited: boolean;
}

/**
 * Collects tasks, regions and logs. As in Go's summary, a goroutine created within a region inherits that region's task,
 * which shows as a region without a name; Go's own goroutines have no regions.
 */
export class AnnotationBuilder {
  readonly #symbols: Symbols;
  readonly #tasks = new TaskColumns();
  /** Pairs of a task and a goroutine. */
  readonly #members = new IdTable();
  readonly #openRegions = new Map<number, OpenRegion[]>();
  readonly #regions = new RegionColumns();
  readonly #logs = new LogColumns();

  constructor(symbols: Symbols) {
    this.#symbols = symbols;
  }

  task(event: EventCursor): void {
    const task = event.task;
    if (task === NO_TASK) return;
    this.#join(task, event.goroutine);
    const columns = this.#tasks;
    columns.name.set(task, event.name);
    if (event.kind === EventKind.TaskBegin) {
      columns.start.set(task, event.time);
      columns.startGoroutine.set(task, event.goroutine);
      columns.startStack.set(task, event.stack);
    } else {
      columns.end.set(task, event.time);
      columns.endGoroutine.set(task, event.goroutine);
    }
    if (event.parent !== NO_TASK && columns.parent.get(task) === NO_TASK) {
      columns.touch(event.parent);
      columns.parent.set(task, event.parent);
      increment(columns.childCount, event.parent);
    }
  }

  regionBegin(event: EventCursor): void {
    if (event.goroutine === NO_GOROUTINE) return;
    const region = { task: event.task, name: event.name, start: event.time, startStack: event.stack, inherited: false };
    this.#pushOpen(event.goroutine, region);
    this.#joinRegion(event);
  }

  regionEnd(event: EventCursor): void {
    if (event.goroutine === NO_GOROUTINE) return;
    let region = this.#openRegions.get(event.goroutine)?.pop();
    if (region === undefined) {
      region = { task: event.task, name: event.name, start: Number.NaN, startStack: NO_STACK, inherited: false };
      this.#joinRegion(event);
    }
    this.#regions.push(event.goroutine, region, event.time, event.stack);
  }

  log(event: EventCursor): void {
    if (event.task !== NO_TASK) {
      this.#join(event.task, event.goroutine);
      increment(this.#tasks.logCount, event.task);
    }
    this.#logs.push(event);
  }

  /** A goroutine comes to life: it inherits the task of the region that its creator is in. */
  inherit(goroutine: number, creator: number, time: number): void {
    const innermost = this.#openRegions.get(creator)?.at(-1);
    if (innermost === undefined) return;
    this.#pushOpen(goroutine, {
      task: innermost.task,
      name: EMPTY_STRING,
      start: time,
      startStack: NO_STACK,
      inherited: true,
    });
  }

  /** A goroutine ends, or blocks for good: its regions end with it. NaN: the trace ends before they do. */
  endGoroutine(goroutine: number, time: number, isSystem: boolean): void {
    const open = this.#openRegions.get(goroutine);
    if (open === undefined) return;
    this.#openRegions.delete(goroutine);
    if (!isSystem) for (const region of open) this.#regions.push(goroutine, region, time, NO_STACK);
  }

  finish(
    goroutines: number,
    isSystem: (goroutine: number) => boolean,
  ): { tasks: TaskTable; regions: RegionTable; logs: LogTable } {
    for (const goroutine of [...this.#openRegions.keys()])
      this.endGoroutine(goroutine, Number.NaN, isSystem(goroutine));
    const { low, high } = this.#members.halves();
    const memberTask = new Int32Array(low);
    const memberGoroutine = new Int32Array(high);
    this.#tasks.touch(this.#symbols.tasks.length - 1);
    const goroutineCount = new Int32Array(this.#symbols.tasks.length);
    for (let row = 0; row < memberTask.length; row++) goroutineCount[memberTask[row]!]!++;
    return {
      tasks: this.#tasks.finish(goroutineCount, memberTask, memberGoroutine),
      regions: this.#regions.finish(goroutines),
      logs: this.#logs.finish(),
    };
  }

  #pushOpen(goroutine: number, region: OpenRegion): void {
    const open = this.#openRegions.get(goroutine);
    if (open) open.push(region);
    else this.#openRegions.set(goroutine, [region]);
  }

  #joinRegion(event: EventCursor): void {
    if (event.task === NO_TASK) return;
    this.#join(event.task, event.goroutine);
    increment(this.#tasks.regionCount, event.task);
  }

  #join(task: number, goroutine: number): void {
    this.#tasks.touch(task);
    if (goroutine === NO_GOROUTINE) return;
    this.#members.intern(task, goroutine);
  }
}

function increment(column: Growable<Int32Array>, row: number): void {
  column.set(row, column.get(row) + 1);
}

class TaskColumns {
  readonly name = new Growable(Int32Array);
  readonly parent = new Growable(Int32Array);
  readonly start = new Growable(Float64Array);
  readonly end = new Growable(Float64Array);
  readonly startGoroutine = new Growable(Int32Array);
  readonly endGoroutine = new Growable(Int32Array);
  readonly startStack = new Growable(Int32Array);
  readonly regionCount = new Growable(Int32Array);
  readonly logCount = new Growable(Int32Array);
  readonly childCount = new Growable(Int32Array);

  /** Makes sure that there is a row for the task. */
  touch(task: number): void {
    while (this.name.length <= task) {
      this.name.push(EMPTY_STRING);
      this.parent.push(NO_TASK);
      this.start.push(Number.NaN);
      this.end.push(Number.NaN);
      this.startGoroutine.push(NO_GOROUTINE);
      this.endGoroutine.push(NO_GOROUTINE);
      this.startStack.push(NO_STACK);
      this.regionCount.push(0);
      this.logCount.push(0);
      this.childCount.push(0);
    }
  }

  finish(goroutineCount: Int32Array, memberTask: Int32Array, memberGoroutine: Int32Array): TaskTable {
    return {
      length: this.name.length,
      name: this.name.finish(),
      parent: this.parent.finish(),
      start: this.start.finish(),
      end: this.end.finish(),
      startGoroutine: this.startGoroutine.finish(),
      endGoroutine: this.endGoroutine.finish(),
      startStack: this.startStack.finish(),
      goroutineCount,
      regionCount: this.regionCount.finish(),
      logCount: this.logCount.finish(),
      childCount: this.childCount.finish(),
      memberTask,
      memberGoroutine,
    };
  }
}

/** Regions in the order they end. */
class RegionColumns {
  readonly #goroutine = new Growable(Int32Array);
  readonly #task = new Growable(Int32Array);
  readonly #name = new Growable(Int32Array);
  readonly #start = new Growable(Float64Array);
  readonly #end = new Growable(Float64Array);
  readonly #startStack = new Growable(Int32Array);
  readonly #endStack = new Growable(Int32Array);
  readonly #inherited = new Growable(Uint8Array);

  push(goroutine: number, region: OpenRegion, end: number, endStack: number): void {
    this.#goroutine.push(goroutine);
    this.#task.push(region.task);
    this.#name.push(region.name);
    this.#start.push(region.start);
    this.#end.push(end);
    this.#startStack.push(region.startStack);
    this.#endStack.push(endStack);
    this.#inherited.push(region.inherited ? 1 : 0);
  }

  /** By goroutine, then by start; those that began before the trace come first, in the order they ended. */
  finish(goroutines: number): RegionTable {
    const goroutine = this.#goroutine.finish();
    const offsets = new Uint32Array(goroutines + 1);
    for (let row = 0; row < goroutine.length; row++) offsets[goroutine[row]! + 1]!++;
    for (let g = 0; g < goroutines; g++) offsets[g + 1]! += offsets[g]!;
    const order = this.#order(goroutine, offsets);
    return {
      length: order.length,
      offsets,
      goroutine: this.#goroutine.picked(order),
      task: this.#task.picked(order),
      name: this.#name.picked(order),
      start: this.#start.picked(order),
      end: this.#end.picked(order),
      startStack: this.#startStack.picked(order),
      endStack: this.#endStack.picked(order),
      inherited: this.#inherited.picked(order),
    };
  }

  /** Rows goroutine by goroutine; most goroutines have few regions, so sorting within each is cheap. */
  #order(goroutine: Int32Array, offsets: Uint32Array): Int32Array {
    const order = new Int32Array(goroutine.length);
    const next = offsets.slice();
    for (let row = 0; row < goroutine.length; row++) order[next[goroutine[row]!]!++] = row;
    const key = (row: number): number => startOrder(this.#start.get(row));
    for (let g = 0; g + 1 < offsets.length; g++) {
      if (offsets[g + 1]! - offsets[g]! < 2) continue;
      const own = order.subarray(offsets[g], offsets[g + 1]);
      // Regions that lie one after the other end in the order they began.
      if (own.some((row, i) => i > 0 && key(own[i - 1]!) > key(row))) own.sort((a, b) => key(a) - key(b) || a - b);
    }
    return order;
  }
}

function startOrder(start: number): number {
  return Number.isNaN(start) ? -1 : start;
}

class LogColumns {
  readonly #time = new Growable(Float64Array);
  readonly #goroutine = new Growable(Int32Array);
  readonly #task = new Growable(Int32Array);
  readonly #category = new Growable(Int32Array);
  readonly #message = new Growable(Int32Array);
  readonly #stack = new Growable(Int32Array);

  push(event: EventCursor): void {
    this.#time.push(event.time);
    this.#goroutine.push(event.goroutine);
    this.#task.push(event.task);
    this.#category.push(event.name);
    this.#message.push(event.text);
    this.#stack.push(event.stack);
  }

  finish(): LogTable {
    return {
      length: this.#time.length,
      time: this.#time.finish(),
      goroutine: this.#goroutine.finish(),
      task: this.#task.finish(),
      category: this.#category.finish(),
      message: this.#message.finish(),
      stack: this.#stack.finish(),
    };
  }
}
