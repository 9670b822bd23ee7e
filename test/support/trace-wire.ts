/**
 * The facts of Go's trace format since 1.22, as tests know them. Kept apart from the parser's own tables on
 * purpose: a slip in one shows as a disagreement with the other.
 * Source: Go 1.27, src/internal/trace/tracev2/events.go.
 */

/** What an argument means, hence how it may be written in a test. */
export type ArgumentType = "number" | "string" | "stack" | "procStatus" | "goStatus" | "thread";

export interface Argument {
  readonly name: string;
  readonly type: ArgumentType;
}

export interface TimedEvent {
  readonly code: number;
  /** Without the time difference that each of them begins with. */
  readonly args: readonly Argument[];
}

/** Codes of the events that give a file its structure. */
export const STRUCTURE = {
  EventBatch: 1,
  Stacks: 2,
  Stack: 3,
  Strings: 4,
  String: 5,
  CPUSamples: 6,
  CPUSample: 7,
  Frequency: 8,
  ExperimentalBatch: 49,
  Sync: 50,
  ClockSnapshot: 51,
  EndOfGeneration: 52,
} as const;

/** Stands for "no thread", "no proc", "no goroutine" where an id is expected: all 64 bits set. */
export const NONE = (1n << 64n) - 1n;

export const PROC_STATUS: ReadonlyMap<string, number> = new Map([
  ["bad", 0],
  ["running", 1],
  ["idle", 2],
  ["syscall", 3],
  ["abandoned", 4],
]);

export const GO_STATUS: ReadonlyMap<string, number> = new Map([
  ["bad", 0],
  ["runnable", 1],
  ["running", 2],
  ["syscall", 3],
  ["waiting", 4],
]);

/** Code, name and arguments; an argument is a number unless it says otherwise. */
const TIMED = `
  9   ProcsChange           procs stack:stack
  10  ProcStart             p seq
  11  ProcStop
  12  ProcSteal             p seq m:thread
  13  ProcStatus            p status:procStatus
  14  GoCreate              g start:stack stack:stack
  15  GoCreateSyscall       g
  16  GoStart               g seq
  17  GoDestroy
  18  GoDestroySyscall
  19  GoStop                reason:string stack:stack
  20  GoBlock               reason:string stack:stack
  21  GoUnblock             g seq stack:stack
  22  GoSyscallBegin        seq stack:stack
  23  GoSyscallEnd
  24  GoSyscallEndBlocked
  25  GoStatus              g m:thread status:goStatus
  26  STWBegin              kind:string stack:stack
  27  STWEnd
  28  GCActive              seq
  29  GCBegin               seq stack:stack
  30  GCEnd                 seq
  31  GCSweepActive         p
  32  GCSweepBegin          stack:stack
  33  GCSweepEnd            swept reclaimed
  34  GCMarkAssistActive    g
  35  GCMarkAssistBegin     stack:stack
  36  GCMarkAssistEnd
  37  HeapAlloc             bytes
  38  HeapGoal              bytes
  39  GoLabel               label:string
  40  UserTaskBegin         task parent name:string stack:stack
  41  UserTaskEnd           task stack:stack
  42  UserRegionBegin       task name:string stack:stack
  43  UserRegionEnd         task name:string stack:stack
  44  UserLog               task key:string value:string stack:stack
  45  GoSwitch              g seq
  46  GoSwitchDestroy       g seq
  47  GoCreateBlocked       g start:stack stack:stack
  48  GoStatusStack         g m:thread status:goStatus stack:stack
  128 Span                  id npages kindclass
  129 SpanAlloc             id npages kindclass
  130 SpanFree              id
  131 HeapObject            id type
  132 HeapObjectAlloc       id type
  133 HeapObjectFree        id
  134 GoroutineStack        id order
  135 GoroutineStackAlloc   id order
  136 GoroutineStackFree    id
`;

/** Events that stand in a thread's batch, by name. */
export const TIMED_EVENTS: ReadonlyMap<string, TimedEvent> = new Map(
  TIMED.trim()
    .split("\n")
    .map((line) => {
      const [code, name, ...args] = line.trim().split(/\s+/);
      return [name!, { code: Number(code), args: args.map(argument) }];
    }),
);

function argument(text: string): Argument {
  const [name, type = "number"] = text.split(":");
  return { name: name!, type: type as ArgumentType };
}

/** The first 16 bytes of a file. */
export function header(minor: number): string {
  return `go 1.${minor} trace\0\0\0`;
}
