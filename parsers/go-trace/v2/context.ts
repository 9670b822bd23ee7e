import type { GoroutineIndex, ProcIndex, ThreadIndex } from "../../../src/base/indices.ts";
import { wireName } from "../wire/events.ts";
import { GoStatus, goStatusName, type Ordering } from "./ordering.ts";

/** What an event asks of the thread that emits it. */
export const Need = { No: 0, Maybe: 1, Must: 2 } as const;
export type Need = (typeof Need)[keyof typeof Need];

/** Whether the thread's context is as the event asks; if not, `failure` says so. */
export function contextFits(o: Ordering, cursor: number, thread: ThreadIndex, proc: Need, goroutine: Need): boolean {
  if (thread < 0) return refuse(o, cursor, "a thread", "none");
  const p = o.threadProc[thread]!;
  const g = o.threadGoroutine[thread]!;
  if (proc === Need.Must && p < 0) return refuse(o, cursor, "a proc", "none");
  if (proc === Need.No && p >= 0) return refuse(o, cursor, "no proc", `proc ${o.symbols.procs.text(p)}`);
  if (goroutine === Need.Must && g < 0) return refuse(o, cursor, "a goroutine", "none");
  if (goroutine === Need.No && g >= 0)
    return refuse(o, cursor, "no goroutine", `goroutine ${o.symbols.goroutines.text(g)}`);
  return true;
}

/** For events of user code: thread, proc and goroutine are there, and the goroutine is running. */
export function runsUserCode(
  o: Ordering,
  cursor: number,
  thread: ThreadIndex,
  status: number = GoStatus.Running,
): boolean {
  if (!contextFits(o, cursor, thread, Need.Must, Need.Must)) return false;
  const g = o.threadGoroutine[thread]!;
  if (o.goStatus[g] === status) return true;
  return refuse(
    o,
    cursor,
    `goroutine ${o.symbols.goroutines.text(g)} ${goStatusName(status)}`,
    `it ${goStatusName(o.goStatus[g])}`,
  );
}

export function procOf(o: Ordering, thread: ThreadIndex): ProcIndex {
  return o.threadProc[thread] as ProcIndex;
}

export function goroutineOf(o: Ordering, thread: ThreadIndex): GoroutineIndex {
  return o.threadGoroutine[thread] as GoroutineIndex;
}

function refuse(o: Ordering, cursor: number, expected: string, found: string): false {
  o.failure = `${wireName(o.frontier.type[cursor]!)}: expected ${expected}, found ${found}`;
  return false;
}
