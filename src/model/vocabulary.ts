/** The kinds of events, as Go's internal/trace names them; KIND_NAMES gives the names. */
export const EventKind = {
  Sync: 0,
  Metric: 1,
  Label: 2,
  StackSample: 3,
  RangeBegin: 4,
  RangeActive: 5,
  RangeEnd: 6,
  TaskBegin: 7,
  TaskEnd: 8,
  RegionBegin: 9,
  RegionEnd: 10,
  Log: 11,
  StateTransition: 12,
  Experimental: 13,
} as const;
export type EventKind = (typeof EventKind)[keyof typeof EventKind];

export const KIND_NAMES = [
  "Sync",
  "Metric",
  "Label",
  "StackSample",
  "RangeBegin",
  "RangeActive",
  "RangeEnd",
  "TaskBegin",
  "TaskEnd",
  "RegionBegin",
  "RegionEnd",
  "Log",
  "StateTransition",
  "Experimental",
] as const;

/** What a transition or a range is about. */
export const ResourceKind = { None: 0, Goroutine: 1, Proc: 2, Thread: 3 } as const;
export type ResourceKind = (typeof ResourceKind)[keyof typeof ResourceKind];

export const RESOURCE_NAMES = ["None", "Goroutine", "Proc", "Thread"] as const;

/** A goroutine's state, before or after a transition. */
export const GoState = { Undetermined: 0, NotExist: 1, Runnable: 2, Running: 3, Waiting: 4, Syscall: 5 } as const;
export type GoState = (typeof GoState)[keyof typeof GoState];

export const GO_STATE_NAMES = ["Undetermined", "NotExist", "Runnable", "Running", "Waiting", "Syscall"] as const;

/** A proc's state, before or after a transition. */
export const ProcState = { Undetermined: 0, NotExist: 1, Running: 2, Idle: 3 } as const;
export type ProcState = (typeof ProcState)[keyof typeof ProcState];

export const PROC_STATE_NAMES = ["Undetermined", "NotExist", "Running", "Idle"] as const;

/**
 * The state of a goroutine's span. Every nanosecond of a goroutine is in exactly one of them.
 * A syscall is in `Syscall` while its goroutine still has its proc, in `SyscallBlocked` after the proc was taken.
 */
export const SpanState = { Running: 0, Runnable: 1, Waiting: 2, Syscall: 3, SyscallBlocked: 4 } as const;
export type SpanState = (typeof SpanState)[keyof typeof SpanState];

export const SPAN_STATE_NAMES = ["running", "runnable", "blocked", "syscall", "syscall, blocked"] as const;

/** Why a goroutine waits while the trace has a gap: what it did is not known. */
export const REASON_GAP = "not known: events are missing";

/** Names that the Go runtime gives to ranges and metrics. */
export const RANGE_GC_MARK = "GC concurrent mark phase";
export const RANGE_SWEEP = "GC incremental sweep";
export const RANGE_ASSIST = "GC mark assist";
export const RANGE_STW_PREFIX = "stop-the-world (";
export const METRIC_GOMAXPROCS = "/sched/gomaxprocs:threads";
export const METRIC_HEAP_LIVE = "/memory/classes/heap/objects:bytes";
export const METRIC_HEAP_GOAL = "/gc/heap/goal:bytes";

/** With the collector off there is no goal: newer runtimes say 0, older ones some 8 EiB. */
const ABSURD_HEAP_BYTES = 2 ** 60;

/** A reading of the heap's goal, bytes; 0 where there is none. */
export function heapGoalBytes(reading: number): number {
  return reading >= ABSURD_HEAP_BYTES ? 0 : reading;
}
