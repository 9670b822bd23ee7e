import type { StringIndex, ThreadIndex } from "../../../src/base/indices.ts";
import type { EventCursor } from "../../../src/model/event.ts";
import { EventKind, RANGE_STW_PREFIX, ResourceKind } from "../../../src/model/vocabulary.ts";
import { Wire } from "../wire/events.ts";
import { contextFits, goroutineOf, Need, procOf } from "./context.ts";
import { GCState, GoStatus, Outcome, ProcStatus, type Handler, type Ordering } from "./ordering.ts";

function tellRange(
  o: Ordering,
  cursor: number,
  thread: ThreadIndex,
  kind: EventKind,
  name: StringIndex,
  resource: ResourceKind,
  subject: number,
): EventCursor {
  const event = o.tell(kind, thread, o.frontier.time[cursor]!);
  event.name = name;
  event.resource = resource;
  event.subject = subject;
  return event;
}

const stwBegin: Handler = (o, cursor, thread) => {
  if (!contextFits(o, cursor, thread, Need.Must, Need.Must)) return Outcome.Broken;
  const goroutine = goroutineOf(o, thread);
  const kind = o.symbols.strings.get(o.string(cursor, 0));
  const name = o.symbols.strings.intern(`${RANGE_STW_PREFIX}${kind})`);
  const under = o.stops.get(goroutine) ?? [];
  if (under.includes(name))
    return o.broken(
      `STWBegin: goroutine ${o.symbols.goroutines.text(goroutine)} has stopped the world already (${kind})`,
    );
  under.push(name);
  o.stops.set(goroutine, under);
  tellRange(o, cursor, thread, EventKind.RangeBegin, name, ResourceKind.Goroutine, goroutine).stack = o.stack(
    cursor,
    1,
  );
  return Outcome.Done;
};

const stwEnd: Handler = (o, cursor, thread) => {
  if (!contextFits(o, cursor, thread, Need.Must, Need.Must)) return Outcome.Broken;
  const goroutine = goroutineOf(o, thread);
  const under = o.stops.get(goroutine);
  const name = under?.[0];
  if (under === undefined || name === undefined)
    return o.broken(`STWEnd: goroutine ${o.symbols.goroutines.text(goroutine)} has not stopped the world`);
  // The first one ends; the last takes its place.
  const last = under.pop()!;
  if (under.length > 0) under[0] = last;
  else o.stops.delete(goroutine);
  tellRange(o, cursor, thread, EventKind.RangeEnd, name, ResourceKind.Goroutine, goroutine);
  return Outcome.Done;
};

const assistBegin: Handler = (o, cursor, thread) => {
  if (!contextFits(o, cursor, thread, Need.Must, Need.Must)) return Outcome.Broken;
  const goroutine = goroutineOf(o, thread);
  if (o.goAssists[goroutine] === 1)
    return o.broken(`GCMarkAssistBegin: goroutine ${o.symbols.goroutines.text(goroutine)} is in a mark assist already`);
  o.goAssists[goroutine] = 1;
  tellRange(o, cursor, thread, EventKind.RangeBegin, o.names.assist, ResourceKind.Goroutine, goroutine).stack = o.stack(
    cursor,
    0,
  );
  return Outcome.Done;
};

const assistActive: Handler = (o, cursor, thread) => {
  const goroutine = o.findGoroutine(cursor, 0);
  if (goroutine < 0 || o.goStatus[goroutine] === GoStatus.None)
    return o.broken(`GCMarkAssistActive: goroutine ${o.argument(cursor, 0)} does not exist`);
  if ((o.goAssists[goroutine] === 1) === o.initial)
    return o.broken(
      `GCMarkAssistActive: goroutine ${o.argument(cursor, 0)} is ${o.initial ? "in a mark assist already" : "in no mark assist"}`,
    );
  o.goAssists[goroutine] = 1;
  tellRange(o, cursor, thread, EventKind.RangeActive, o.names.assist, ResourceKind.Goroutine, goroutine);
  return Outcome.Done;
};

const assistEnd: Handler = (o, cursor, thread) => {
  if (!contextFits(o, cursor, thread, Need.Must, Need.Must)) return Outcome.Broken;
  const goroutine = goroutineOf(o, thread);
  if (o.goAssists[goroutine] === 0)
    return o.broken(`GCMarkAssistEnd: goroutine ${o.symbols.goroutines.text(goroutine)} is in no mark assist`);
  o.goAssists[goroutine] = 0;
  tellRange(o, cursor, thread, EventKind.RangeEnd, o.names.assist, ResourceKind.Goroutine, goroutine);
  return Outcome.Done;
};

const sweepBegin: Handler = (o, cursor, thread) => {
  if (!contextFits(o, cursor, thread, Need.Must, Need.Maybe)) return Outcome.Broken;
  const proc = procOf(o, thread);
  if (o.procSweeps[proc] === 1) return o.broken(`GCSweepBegin: proc ${o.symbols.procs.text(proc)} is sweeping already`);
  o.procSweeps[proc] = 1;
  tellRange(o, cursor, thread, EventKind.RangeBegin, o.names.sweep, ResourceKind.Proc, proc).stack = o.stack(cursor, 0);
  return Outcome.Done;
};

const sweepActive: Handler = (o, cursor, thread) => {
  const proc = o.internProc(cursor, 0);
  if (o.procStatus[proc] === ProcStatus.None)
    return o.broken(`GCSweepActive: proc ${o.argument(cursor, 0)} does not exist`);
  if ((o.procSweeps[proc] === 1) === o.initial)
    return o.broken(
      `GCSweepActive: proc ${o.argument(cursor, 0)} is ${o.initial ? "sweeping already" : "not sweeping"}`,
    );
  o.procSweeps[proc] = 1;
  tellRange(o, cursor, thread, EventKind.RangeActive, o.names.sweep, ResourceKind.Proc, proc);
  return Outcome.Done;
};

const sweepEnd: Handler = (o, cursor, thread) => {
  if (!contextFits(o, cursor, thread, Need.Must, Need.Maybe)) return Outcome.Broken;
  const proc = procOf(o, thread);
  if (o.procSweeps[proc] === 0) return o.broken(`GCSweepEnd: proc ${o.symbols.procs.text(proc)} is not sweeping`);
  o.procSweeps[proc] = 0;
  const event = tellRange(o, cursor, thread, EventKind.RangeEnd, o.names.sweep, ResourceKind.Proc, proc);
  event.value = o.argument(cursor, 0);
  event.value2 = o.argument(cursor, 1);
  return Outcome.Done;
};

function tellMark(o: Ordering, cursor: number, thread: ThreadIndex, kind: EventKind): Outcome {
  tellRange(o, cursor, thread, kind, o.names.mark, ResourceKind.None, -1);
  return Outcome.Done;
}

// The mark phase begins and ends on any thread, so its events are numbered.

const gcActive: Handler = (o, cursor, thread) => {
  const sequence = o.argument(cursor, 0);
  if (o.initial) {
    if (o.gcState !== GCState.Undetermined) return o.broken("GCActive: expected it before all other GC events");
    o.gcSeq = sequence;
    o.gcState = GCState.Running;
    return tellMark(o, cursor, thread, EventKind.RangeActive);
  }
  if (sequence !== o.gcSeq + 1) return Outcome.Wait;
  if (o.gcState !== GCState.Running) return o.broken("GCActive: no mark phase is under way");
  if (!contextFits(o, cursor, thread, Need.Must, Need.Must)) return Outcome.Broken;
  o.gcSeq = sequence;
  return tellMark(o, cursor, thread, EventKind.RangeActive);
};

const gcBegin: Handler = (o, cursor, thread) => {
  const sequence = o.argument(cursor, 0);
  if (o.gcState !== GCState.Undetermined) {
    if (sequence !== o.gcSeq + 1) return Outcome.Wait;
    if (o.gcState === GCState.Running) return o.broken("GCBegin: a mark phase is under way already");
    if (!contextFits(o, cursor, thread, Need.Must, Need.Must)) return Outcome.Broken;
  }
  o.gcSeq = sequence;
  o.gcState = GCState.Running;
  tellMark(o, cursor, thread, EventKind.RangeBegin);
  o.event.stack = o.stack(cursor, 1);
  return Outcome.Done;
};

const gcEnd: Handler = (o, cursor, thread) => {
  const sequence = o.argument(cursor, 0);
  if (sequence !== o.gcSeq + 1) return Outcome.Wait;
  if (o.gcState !== GCState.Running) return o.broken("GCEnd: no mark phase is under way");
  if (!contextFits(o, cursor, thread, Need.Must, Need.Must)) return Outcome.Broken;
  o.gcSeq = sequence;
  o.gcState = GCState.NotRunning;
  return tellMark(o, cursor, thread, EventKind.RangeEnd);
};

export const RANGE_HANDLERS: readonly (readonly [number, Handler])[] = [
  [Wire.STWBegin, stwBegin],
  [Wire.STWEnd, stwEnd],
  [Wire.GCMarkAssistBegin, assistBegin],
  [Wire.GCMarkAssistActive, assistActive],
  [Wire.GCMarkAssistEnd, assistEnd],
  [Wire.GCSweepBegin, sweepBegin],
  [Wire.GCSweepActive, sweepActive],
  [Wire.GCSweepEnd, sweepEnd],
  [Wire.GCActive, gcActive],
  [Wire.GCBegin, gcBegin],
  [Wire.GCEnd, gcEnd],
];
