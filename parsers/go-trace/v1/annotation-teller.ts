import { EMPTY_STRING, NO_TASK, NO_THREAD, type StringIndex, type TaskIndex } from "../../../src/base/indices.ts";
import { EventKind } from "../../../src/model/vocabulary.ts";
import { Raw } from "./specs.ts";
import { Told, type Telling } from "./telling.ts";

/** Tells what the program and the profiler note: tasks, regions, logs, CPU samples. */
export class AnnotationTeller {
  readonly #telling: Telling;
  readonly #begun = new Map<TaskIndex, { readonly name: StringIndex; readonly parent: TaskIndex }>();

  constructor(telling: Telling) {
    this.#telling = telling;
  }

  task(): Told {
    const telling = this.#telling;
    const { event, record, args, symbols } = telling;
    event.task = this.#taskNamed();
    if (record.type === Raw.UserTaskCreate) {
      const parent = symbols.tasks.intern(record.low(args.parent), record.high(args.parent)) as TaskIndex;
      event.kind = EventKind.TaskBegin;
      event.name = telling.string();
      event.parent = record.number(args.parent) === 0 ? NO_TASK : parent;
      this.#begun.set(event.task, { name: event.name, parent });
      return Told.Event;
    }
    // Go tells a task's end with the parent as written, which is 0 for none.
    const begun = this.#begun.get(event.task);
    this.#begun.delete(event.task);
    event.kind = EventKind.TaskEnd;
    event.name = begun?.name ?? EMPTY_STRING;
    event.parent = begun?.parent ?? NO_TASK;
    return Told.Event;
  }

  region(): Told {
    const telling = this.#telling;
    const mode = telling.record.number(telling.args.value);
    if (mode > 1) return telling.drop("a region that neither begins nor ends");
    telling.event.kind = mode === 0 ? EventKind.RegionBegin : EventKind.RegionEnd;
    telling.event.task = this.#taskNamed();
    telling.event.name = telling.string();
    return Told.Event;
  }

  log(): Told {
    const telling = this.#telling;
    const { event } = telling;
    const { at, length } = telling.record.text();
    event.kind = EventKind.Log;
    event.task = this.#taskNamed();
    event.name = telling.string();
    event.text = telling.tables.inlineString(at, length);
    return Told.Event;
  }

  /** A sample does not say which thread it was taken on. */
  sample(): Told {
    const { event } = this.#telling;
    event.kind = EventKind.StackSample;
    event.thread = NO_THREAD;
    return Told.Event;
  }

  #taskNamed(): TaskIndex {
    const { record, args, symbols } = this.#telling;
    return symbols.tasks.intern(record.low(args.task), record.high(args.task)) as TaskIndex;
  }
}
