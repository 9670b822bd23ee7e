import {
  GoState,
  METRIC_GOMAXPROCS,
  METRIC_HEAP_GOAL,
  METRIC_HEAP_LIVE,
  RANGE_ASSIST,
  RANGE_GC_MARK,
  RANGE_SWEEP,
  ResourceKind,
} from "../../../src/model/vocabulary.ts";
import { Raw } from "./specs.ts";

/**
 * What records become in the vocabulary of Go 1.22 and newer. Source: Go 1.27's internal/trace/tracev1.go.
 */

/** A record by which the goroutine that it happened on stops running. */
export interface OwnTransition {
  readonly to: GoState;
  readonly reason: string;
}

function blocks(reason: string): OwnTransition {
  return { to: GoState.Waiting, reason };
}

function yields(reason: string): OwnTransition {
  return { to: GoState.Runnable, reason };
}

export const OWN_TRANSITIONS: ReadonlyMap<number, OwnTransition> = new Map<number, OwnTransition>([
  [Raw.GoEnd, { to: GoState.NotExist, reason: "" }],
  [Raw.GoStop, blocks("forever")],
  [Raw.GoSched, yields("runtime.Gosched")],
  [Raw.GoPreempt, yields("preempted")],
  [Raw.GoSleep, blocks("sleep")],
  [Raw.GoBlock, blocks("")],
  [Raw.GoBlockSend, blocks("chan send")],
  [Raw.GoBlockRecv, blocks("chan receive")],
  [Raw.GoBlockSelect, blocks("select")],
  [Raw.GoBlockSync, blocks("sync")],
  [Raw.GoBlockCond, blocks("sync.(*Cond).Wait")],
  [Raw.GoBlockNet, blocks("network")],
  [Raw.GoBlockGC, blocks("GC mark assist wait for work")],
]);

/** Go 1.21 says why it stops the world. Older versions do so for the collector alone, and say for which of its phases since Go 1.10. */
const STW_REASONS_21: readonly string[] = [
  "",
  "GC mark termination",
  "GC sweep termination",
  "write heap dump",
  "goroutine profile",
  "goroutine profile cleanup",
  "all goroutine stack trace",
  "read mem stats",
  "AllThreadsSyscall",
  "GOMAXPROCS",
  "start trace",
  "stop trace",
  "CountPagesInUse (test)",
  "ReadMetricsSlow (test)",
  "ReadMemStatsSlow (test)",
  "PageCachePagesLeaked (test)",
  "ResetDebugLog (test)",
];
const STW_REASONS_BEFORE_21: readonly string[] = ["GC mark termination", "GC sweep termination"];

export function stwReason(version: number, kind: number): string {
  return (version < 21 ? STW_REASONS_BEFORE_21 : STW_REASONS_21)[kind] ?? "";
}

/** Where no proc was, Go's readers name one of these; they never start or stop. */
export const FakeProc = {
  /** Wakes goroutines whose timers fire. */
  Timer: 1000001,
  /** Wakes goroutines that wait for the network. */
  Netpoll: 1000002,
  /** Syscalls come back here. */
  Syscall: 1000003,
  /** Begins garbage collections. */
  GC: 1000004,
} as const;

export interface RangeRule {
  readonly name: string;
  readonly scope: ResourceKind;
  readonly begins: boolean;
}

export const RANGES: ReadonlyMap<number, RangeRule> = new Map<number, RangeRule>([
  [Raw.GCStart, { name: RANGE_GC_MARK, scope: ResourceKind.None, begins: true }],
  [Raw.GCDone, { name: RANGE_GC_MARK, scope: ResourceKind.None, begins: false }],
  [Raw.GCSweepStart, { name: RANGE_SWEEP, scope: ResourceKind.Proc, begins: true }],
  [Raw.GCSweepDone, { name: RANGE_SWEEP, scope: ResourceKind.Proc, begins: false }],
  [Raw.GCMarkAssistStart, { name: RANGE_ASSIST, scope: ResourceKind.Goroutine, begins: true }],
  [Raw.GCMarkAssistDone, { name: RANGE_ASSIST, scope: ResourceKind.Goroutine, begins: false }],
]);

export const METRICS: ReadonlyMap<number, string> = new Map<number, string>([
  [Raw.Gomaxprocs, METRIC_GOMAXPROCS],
  [Raw.HeapAlloc, METRIC_HEAP_LIVE],
  [Raw.HeapGoal, METRIC_HEAP_GOAL],
]);

/** How a record is told. */
export const Shape = {
  Nothing: 0,
  Own: 1,
  Start: 2,
  Create: 3,
  Unblock: 4,
  Status: 5,
  Syscall: 6,
  SyscallBlocks: 7,
  SyscallEnd: 8,
  ProcStart: 9,
  ProcStop: 10,
  Metric: 11,
  Range: 12,
  Stw: 13,
  Task: 14,
  Region: 15,
  Log: 16,
  Sample: 17,
} as const;

/** Shape by record type. */
export const SHAPES: Readonly<Uint8Array> = shapes([
  ...[...OWN_TRANSITIONS.keys()].map((type) => [type, Shape.Own] as const),
  ...[...RANGES.keys()].map((type) => [type, Shape.Range] as const),
  ...[...METRICS.keys()].map((type) => [type, Shape.Metric] as const),
  [Raw.GoStart, Shape.Start],
  [Raw.GoStartLocal, Shape.Start],
  [Raw.GoStartLabel, Shape.Start],
  [Raw.GoCreate, Shape.Create],
  [Raw.GoUnblock, Shape.Unblock],
  [Raw.GoUnblockLocal, Shape.Unblock],
  [Raw.GoWaiting, Shape.Status],
  [Raw.GoInSyscall, Shape.Status],
  [Raw.GoSysCall, Shape.Syscall],
  [Raw.GoSysBlock, Shape.SyscallBlocks],
  [Raw.GoSysExit, Shape.SyscallEnd],
  [Raw.GoSysExitLocal, Shape.SyscallEnd],
  [Raw.ProcStart, Shape.ProcStart],
  [Raw.ProcStop, Shape.ProcStop],
  [Raw.STWStart, Shape.Stw],
  [Raw.STWDone, Shape.Stw],
  [Raw.UserTaskCreate, Shape.Task],
  [Raw.UserTaskEnd, Shape.Task],
  [Raw.UserRegion, Shape.Region],
  [Raw.UserLog, Shape.Log],
  [Raw.CPUSample, Shape.Sample],
]);

function shapes(entries: readonly (readonly [number, number])[]): Uint8Array {
  const table = new Uint8Array(64);
  for (const [type, shape] of entries) table[type] = shape;
  return table;
}
