import { NO_PROC, type ProcIndex, type ThreadIndex } from "../../../src/base/indices.ts";
import { EventKind, ProcState, ResourceKind } from "../../../src/model/vocabulary.ts";
import { MAX_ARGS, Wire } from "../wire/events.ts";
import { contextFits, Need, procOf } from "./context.ts";
import { Outcome, ProcStatus, procStatusName, type Handler, type Ordering } from "./ordering.ts";

const STATE_OF_STATUS = [
  ProcState.Undetermined,
  ProcState.Running,
  ProcState.Idle,
  ProcState.Running,
  ProcState.Idle,
] as const;

function tellProc(
  o: Ordering,
  cursor: number,
  thread: ThreadIndex,
  proc: ProcIndex,
  from: ProcState,
  to: ProcState,
): Outcome {
  const event = o.tell(EventKind.StateTransition, thread, o.frontier.time[cursor]!);
  event.resource = ResourceKind.Proc;
  event.subject = proc;
  event.from = from;
  event.to = to;
  return Outcome.Done;
}

const procStart: Handler = (o, cursor, thread) => {
  const proc = o.internProc(cursor, 0);
  const sequence = o.argument(cursor, 1);
  // A thread in a syscall that still has its proc has not been robbed of it yet: wait until it is.
  if (
    o.procStatus[proc] !== ProcStatus.Idle ||
    !o.procSucceeds(proc, sequence) ||
    (thread >= 0 && procOf(o, thread) !== NO_PROC)
  )
    return Outcome.Wait;
  if (!contextFits(o, cursor, thread, Need.No, Need.Maybe)) return Outcome.Broken;
  o.procStatus[proc] = ProcStatus.Running;
  o.setProcSequence(proc, sequence);
  tellProc(o, cursor, thread, proc, ProcState.Idle, ProcState.Running);
  o.threadProc[thread] = proc;
  return Outcome.Done;
};

const procStop: Handler = (o, cursor, thread) => {
  if (!contextFits(o, cursor, thread, Need.Must, Need.Maybe)) return Outcome.Broken;
  const proc = procOf(o, thread);
  const status = o.procStatus[proc];
  if (status !== ProcStatus.Running && status !== ProcStatus.Syscall)
    return o.broken(
      `ProcStop: expected proc ${o.symbols.procs.text(proc)} running, found it ${procStatusName(status)}`,
    );
  o.procStatus[proc] = ProcStatus.Idle;
  tellProc(o, cursor, thread, proc, ProcState.Running, ProcState.Idle);
  o.threadProc[thread] = NO_PROC;
  return Outcome.Done;
};

const procSteal: Handler = (o, cursor, thread) => {
  const proc = o.internProc(cursor, 0);
  const sequence = o.argument(cursor, 1);
  const status = o.procStatus[proc];
  const stealable = status === ProcStatus.Syscall || status === ProcStatus.SyscallAbandoned;
  if (!stealable || !o.procSucceeds(proc, sequence)) return Outcome.Wait;
  if (!contextFits(o, cursor, thread, Need.Maybe, Need.Maybe)) return Outcome.Broken;
  o.procStatus[proc] = ProcStatus.Idle;
  o.setProcSequence(proc, sequence);
  // An abandoned proc has lost its thread, which may have moved on.
  if (status === ProcStatus.SyscallAbandoned) return tellProc(o, cursor, thread, proc, ProcState.Idle, ProcState.Idle);
  const slot = cursor * MAX_ARGS + 2;
  const victim = o.internThread(o.frontier.low[slot]!, o.frontier.high[slot]!);
  if (victim < 0 || o.threadSeen[victim] === 0)
    return o.broken(`ProcSteal: proc ${o.symbols.procs.text(proc)} is taken from a thread that was never seen`);
  if (o.threadProc[victim] !== proc)
    return o.broken(
      `ProcSteal: expected proc ${o.symbols.procs.text(proc)} on thread ${o.symbols.threads.text(victim)}, found ${procName(o, o.threadProc[victim]!)}`,
    );
  tellProc(o, cursor, thread, proc, ProcState.Running, ProcState.Idle);
  o.threadProc[victim] = NO_PROC;
  return Outcome.Done;
};

function procName(o: Ordering, proc: number): string {
  return proc < 0 ? "no proc" : `proc ${o.symbols.procs.text(proc)}`;
}

const procStatus: Handler = (o, cursor, thread) => {
  const proc = o.internProc(cursor, 0);
  const status = o.argument(cursor, 1);
  if (status === ProcStatus.None || status > ProcStatus.SyscallAbandoned)
    return o.broken(`ProcStatus: found status ${status}, expected 1 to 4`);
  const known = o.procStatus[proc]!;
  let from: ProcState = STATE_OF_STATUS[status]!;
  let to = from;
  let holder: ThreadIndex | undefined;
  if (known === ProcStatus.None) {
    from = o.initial ? ProcState.Undetermined : ProcState.NotExist;
    o.procStatus[proc] = status;
  } else if (status === ProcStatus.SyscallAbandoned && known === ProcStatus.Syscall) {
    // It is about to be stolen, but its thread is still known: tell it there, as running.
    from = to = ProcState.Running;
    holder = (o.searches(o.threadProc.length) ? o.threadProc.indexOf(proc) : -1) as ThreadIndex;
    if (holder < 0)
      return o.broken(`ProcStatus: expected a thread that holds proc ${o.symbols.procs.text(proc)}, found none`);
  } else if (known !== status) {
    return o.broken(
      `ProcStatus: expected proc ${o.symbols.procs.text(proc)} ${procStatusName(known)}, found it ${procStatusName(status)}`,
    );
  }
  o.setProcSequence(proc, 0);
  tellProc(o, cursor, holder ?? thread, proc, from, to);
  if (thread >= 0 && (status === ProcStatus.Running || status === ProcStatus.Syscall)) o.threadProc[thread] = proc;
  return Outcome.Done;
};

const procsChange: Handler = (o, cursor, thread) => {
  if (!contextFits(o, cursor, thread, Need.Must, Need.Must)) return Outcome.Broken;
  const event = o.tell(EventKind.Metric, thread, o.frontier.time[cursor]!);
  event.name = o.names.gomaxprocs;
  event.value = o.argument(cursor, 0);
  event.valueLow = o.argumentLow(cursor, 0);
  event.stack = o.stack(cursor, 1);
  return Outcome.Done;
};

export const PROC_HANDLERS: readonly (readonly [number, Handler])[] = [
  [Wire.ProcsChange, procsChange],
  [Wire.ProcStart, procStart],
  [Wire.ProcStop, procStop],
  [Wire.ProcSteal, procSteal],
  [Wire.ProcStatus, procStatus],
];

/** Follows the end of a goroutine in a syscall whose thread still held a proc: the proc counts as stolen by its own thread. */
export function tellSelfSteal(o: Ordering, cursor: number, thread: ThreadIndex, proc: ProcIndex): void {
  tellProc(o, cursor, thread, proc, ProcState.Running, ProcState.Idle);
}
