import {
  EMPTY_STRING,
  NO_TASK,
  type StringIndex,
  type TaskIndex,
  type ThreadIndex,
} from "../../../src/base/indices.ts";
import { EventKind, ResourceKind } from "../../../src/model/vocabulary.ts";
import { MAX_ARGS, TIMED_EVENTS, Wire } from "../wire/events.ts";
import { contextFits, goroutineOf, Need } from "./context.ts";
import { Outcome, type Handler, type Ordering } from "./ordering.ts";

function inUserCode(o: Ordering, cursor: number, thread: ThreadIndex): boolean {
  return contextFits(o, cursor, thread, Need.Must, Need.Must);
}

/** Row of the task that an argument names; NO_TASK for the id -1. */
function internTask(o: Ordering, cursor: number, i: number): TaskIndex {
  const slot = cursor * MAX_ARGS + i;
  const low = o.frontier.low[slot]!;
  const high = o.frontier.high[slot]!;
  if (low === 0xffff_ffff && high === 0xffff_ffff) return NO_TASK;
  const task = o.symbols.tasks.intern(low, high) as TaskIndex;
  while (o.taskActive.length <= task) {
    o.taskActive.push(0);
    o.taskName.push(EMPTY_STRING);
    o.taskParent.push(NO_TASK);
  }
  return task;
}

const taskBegin: Handler = (o, cursor, thread) => {
  if (!inUserCode(o, cursor, thread)) return Outcome.Broken;
  const task = internTask(o, cursor, 0);
  if (task !== NO_TASK && o.taskActive.get(task) === 1)
    return o.broken(`UserTaskBegin: task ${o.symbols.tasks.text(task)} has begun already`);
  // Task 0 stands for the background task, which is nobody's parent.
  const parent = o.argument(cursor, 1) === 0 ? NO_TASK : internTask(o, cursor, 1);
  const name = o.string(cursor, 2);
  if (task !== NO_TASK) {
    o.taskActive.set(task, 1);
    o.taskName.set(task, name);
    o.taskParent.set(task, parent);
  }
  return tellTask(o, cursor, thread, EventKind.TaskBegin, task, parent, name, 3);
};

const taskEnd: Handler = (o, cursor, thread) => {
  if (!inUserCode(o, cursor, thread)) return Outcome.Broken;
  const task = internTask(o, cursor, 0);
  const known = task !== NO_TASK && o.taskActive.get(task) === 1;
  const parent = known ? (o.taskParent.get(task) as TaskIndex) : NO_TASK;
  const name = known ? (o.taskName.get(task) as StringIndex) : EMPTY_STRING;
  if (known) o.taskActive.set(task, 0);
  return tellTask(o, cursor, thread, EventKind.TaskEnd, task, parent, name, 1);
};

function tellTask(
  o: Ordering,
  cursor: number,
  thread: ThreadIndex,
  kind: EventKind,
  task: TaskIndex,
  parent: TaskIndex,
  name: StringIndex,
  stackArgument: number,
): Outcome {
  const event = o.tell(kind, thread, o.frontier.time[cursor]!);
  event.task = task;
  event.parent = parent;
  event.name = name;
  event.stack = o.stack(cursor, stackArgument);
  return Outcome.Done;
}

const regionBegin: Handler = (o, cursor, thread) => {
  if (!inUserCode(o, cursor, thread)) return Outcome.Broken;
  const goroutine = goroutineOf(o, thread);
  const task = internTask(o, cursor, 0);
  const name = o.string(cursor, 1);
  const under = o.regions.get(goroutine);
  if (under) under.push(task, name);
  else o.regions.set(goroutine, [task, name]);
  return tellRegion(o, cursor, thread, EventKind.RegionBegin, task, name);
};

const regionEnd: Handler = (o, cursor, thread) => {
  if (!inUserCode(o, cursor, thread)) return Outcome.Broken;
  const goroutine = goroutineOf(o, thread);
  const task = internTask(o, cursor, 0);
  const name = o.string(cursor, 1);
  const under = o.regions.get(goroutine);
  // Regions that began before the trace are not known here.
  if (under !== undefined && under.length > 0) {
    const innermostName = under.pop()!;
    const innermostTask = under.pop()!;
    // A generation that was cut lacks its names.
    const isOther = innermostName !== name && o.holdsString(cursor, 1);
    if (isOther || innermostTask !== task) {
      const names = o.symbols.strings;
      return o.broken(
        `UserRegionEnd: the program misuses regions: goroutine ${o.symbols.goroutines.text(goroutine)} ends "${names.get(name)}" while "${names.get(innermostName as StringIndex)}" is its innermost`,
      );
    }
  }
  return tellRegion(o, cursor, thread, EventKind.RegionEnd, task, name);
};

function tellRegion(
  o: Ordering,
  cursor: number,
  thread: ThreadIndex,
  kind: EventKind,
  task: TaskIndex,
  name: StringIndex,
): Outcome {
  const event = o.tell(kind, thread, o.frontier.time[cursor]!);
  event.task = task;
  event.name = name;
  event.stack = o.stack(cursor, 2);
  return Outcome.Done;
}

const userLog: Handler = (o, cursor, thread) => {
  if (!inUserCode(o, cursor, thread)) return Outcome.Broken;
  const event = o.tell(EventKind.Log, thread, o.frontier.time[cursor]!);
  event.task = internTask(o, cursor, 0);
  event.name = o.string(cursor, 1);
  event.text = o.string(cursor, 2);
  event.stack = o.stack(cursor, 3);
  return Outcome.Done;
};

const goLabel: Handler = (o, cursor, thread) => {
  if (!inUserCode(o, cursor, thread)) return Outcome.Broken;
  const event = o.tell(EventKind.Label, thread, o.frontier.time[cursor]!);
  event.resource = ResourceKind.Goroutine;
  event.subject = goroutineOf(o, thread);
  event.name = o.string(cursor, 0);
  return Outcome.Done;
};

function heapMetric(name: "heapLive" | "heapGoal"): Handler {
  return (o, cursor, thread) => {
    if (!contextFits(o, cursor, thread, Need.Must, Need.Maybe)) return Outcome.Broken;
    const event = o.tell(EventKind.Metric, thread, o.frontier.time[cursor]!);
    event.name = o.names[name];
    event.value = o.argument(cursor, 0);
    event.valueLow = o.argumentLow(cursor, 0);
    return Outcome.Done;
  };
}

const EXPERIMENTAL = TIMED_EVENTS.filter((spec) => spec.type >= Wire.Span);

function experimental(name: string, argumentCount: number): Handler {
  return (o, cursor, thread) => {
    if (!contextFits(o, cursor, thread, Need.Maybe, Need.Maybe)) return Outcome.Broken;
    const event = o.tell(EventKind.Experimental, thread, o.frontier.time[cursor]!);
    event.name = o.symbols.strings.intern(name);
    event.value = o.argument(cursor, 0);
    event.value2 = argumentCount > 1 ? o.argument(cursor, 1) : 0;
    event.value3 = argumentCount > 2 ? o.argument(cursor, 2) : 0;
    return Outcome.Done;
  };
}

export const ANNOTATION_HANDLERS: readonly (readonly [number, Handler])[] = [
  [Wire.UserTaskBegin, taskBegin],
  [Wire.UserTaskEnd, taskEnd],
  [Wire.UserRegionBegin, regionBegin],
  [Wire.UserRegionEnd, regionEnd],
  [Wire.UserLog, userLog],
  [Wire.GoLabel, goLabel],
  [Wire.HeapAlloc, heapMetric("heapLive")],
  [Wire.HeapGoal, heapMetric("heapGoal")],
  ...EXPERIMENTAL.map((spec) => [spec.type, experimental(spec.name, spec.args.length)] as const),
];
