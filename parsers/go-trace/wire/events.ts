/**
 * The wire format's event types, Go 1.22 to 1.27, as data. Source of the facts: Go's internal/trace/tracev2 (spec.go,
 * events.go). `args` are the varints that follow the type; for a timed event the time difference that comes before
 * them is left out.
 */
export interface EventSpec {
  readonly type: number;
  readonly name: string;
  readonly args: readonly string[];
  /** First header version that may hold it: 22, 23, 25, 26. */
  readonly since: number;
}

export const Wire = {
  EventBatch: 1,
  Stacks: 2,
  Stack: 3,
  Strings: 4,
  String: 5,
  CPUSamples: 6,
  CPUSample: 7,
  Frequency: 8,
  ProcsChange: 9,
  ProcStart: 10,
  ProcStop: 11,
  ProcSteal: 12,
  ProcStatus: 13,
  GoCreate: 14,
  GoCreateSyscall: 15,
  GoStart: 16,
  GoDestroy: 17,
  GoDestroySyscall: 18,
  GoStop: 19,
  GoBlock: 20,
  GoUnblock: 21,
  GoSyscallBegin: 22,
  GoSyscallEnd: 23,
  GoSyscallEndBlocked: 24,
  GoStatus: 25,
  STWBegin: 26,
  STWEnd: 27,
  GCActive: 28,
  GCBegin: 29,
  GCEnd: 30,
  GCSweepActive: 31,
  GCSweepBegin: 32,
  GCSweepEnd: 33,
  GCMarkAssistActive: 34,
  GCMarkAssistBegin: 35,
  GCMarkAssistEnd: 36,
  HeapAlloc: 37,
  HeapGoal: 38,
  GoLabel: 39,
  UserTaskBegin: 40,
  UserTaskEnd: 41,
  UserRegionBegin: 42,
  UserRegionEnd: 43,
  UserLog: 44,
  GoSwitch: 45,
  GoSwitchDestroy: 46,
  GoCreateBlocked: 47,
  GoStatusStack: 48,
  ExperimentalBatch: 49,
  Sync: 50,
  ClockSnapshot: 51,
  EndOfGeneration: 52,
  Span: 128,
  SpanAlloc: 129,
  SpanFree: 130,
  HeapObject: 131,
  HeapObjectAlloc: 132,
  HeapObjectFree: 133,
  GoroutineStack: 134,
  GoroutineStackAlloc: 135,
  GoroutineStackFree: 136,
} as const;

/** Events of a thread's batch: each a type, a time difference and these arguments. */
export const TIMED_EVENTS: readonly EventSpec[] = [
  timed("ProcsChange", "procs", "stack"),
  timed("ProcStart", "proc", "procSeq"),
  timed("ProcStop"),
  timed("ProcSteal", "proc", "procSeq", "thread"),
  timed("ProcStatus", "proc", "status"),
  timed("GoCreate", "goroutine", "newStack", "stack"),
  timed("GoCreateSyscall", "goroutine"),
  timed("GoStart", "goroutine", "goSeq"),
  timed("GoDestroy"),
  timed("GoDestroySyscall"),
  timed("GoStop", "reason", "stack"),
  timed("GoBlock", "reason", "stack"),
  timed("GoUnblock", "goroutine", "goSeq", "stack"),
  timed("GoSyscallBegin", "procSeq", "stack"),
  timed("GoSyscallEnd"),
  timed("GoSyscallEndBlocked"),
  timed("GoStatus", "goroutine", "thread", "status"),
  timed("STWBegin", "kind", "stack"),
  timed("STWEnd"),
  timed("GCActive", "gcSeq"),
  timed("GCBegin", "gcSeq", "stack"),
  timed("GCEnd", "gcSeq"),
  timed("GCSweepActive", "proc"),
  timed("GCSweepBegin", "stack"),
  timed("GCSweepEnd", "swept", "reclaimed"),
  timed("GCMarkAssistActive", "goroutine"),
  timed("GCMarkAssistBegin", "stack"),
  timed("GCMarkAssistEnd"),
  timed("HeapAlloc", "bytes"),
  timed("HeapGoal", "bytes"),
  timed("GoLabel", "label"),
  timed("UserTaskBegin", "task", "parent", "name", "stack"),
  timed("UserTaskEnd", "task", "stack"),
  timed("UserRegionBegin", "task", "name", "stack"),
  timed("UserRegionEnd", "task", "name", "stack"),
  timed("UserLog", "task", "category", "message", "stack"),
  timed("GoSwitch", "goroutine", "goSeq"),
  timed("GoSwitchDestroy", "goroutine", "goSeq"),
  timed("GoCreateBlocked", "goroutine", "newStack", "stack"),
  timed("GoStatusStack", "goroutine", "thread", "status", "stack"),
  timed("Span", "id", "pages", "kindClass"),
  timed("SpanAlloc", "id", "pages", "kindClass"),
  timed("SpanFree", "id"),
  timed("HeapObject", "id", "type"),
  timed("HeapObjectAlloc", "id", "type"),
  timed("HeapObjectFree", "id"),
  timed("GoroutineStack", "id", "order"),
  timed("GoroutineStackAlloc", "id", "order"),
  timed("GoroutineStackFree", "id"),
];

/** Arguments that any timed event has at the most. */
export const MAX_ARGS = 4;

/** Limits that the runtime keeps to, so that a larger number means damage. */
export const MAX_BATCH_BYTES = 64 * 1024;
export const MAX_STACK_FRAMES = 128;
export const MAX_STRING_BYTES = 1024;

const NAMES: readonly (string | undefined)[] = Object.entries(Wire).reduce<string[]>((names, [name, type]) => {
  names[type] = name;
  return names;
}, []);

/** An event type's name, for messages. */
export function wireName(type: number): string {
  return NAMES[type] ?? `type ${type}`;
}

function timed(name: keyof typeof Wire, ...args: string[]): EventSpec {
  const type = Wire[name];
  const since = type >= Wire.Span ? 23 : type <= Wire.UserLog ? 22 : 23;
  return { type, name, args, since };
}
