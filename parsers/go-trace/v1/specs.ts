/** Record types of the v1 formats, Go 1.5 to 1.21, as they stand in the low six bits of a record's first byte. */
export const Raw = {
  Batch: 1,
  Frequency: 2,
  Stack: 3,
  Gomaxprocs: 4,
  ProcStart: 5,
  ProcStop: 6,
  GCStart: 7,
  GCDone: 8,
  STWStart: 9,
  STWDone: 10,
  GCSweepStart: 11,
  GCSweepDone: 12,
  GoCreate: 13,
  GoStart: 14,
  GoEnd: 15,
  GoStop: 16,
  GoSched: 17,
  GoPreempt: 18,
  GoSleep: 19,
  GoBlock: 20,
  GoUnblock: 21,
  GoBlockSend: 22,
  GoBlockRecv: 23,
  GoBlockSelect: 24,
  GoBlockSync: 25,
  GoBlockCond: 26,
  GoBlockNet: 27,
  GoSysCall: 28,
  GoSysExit: 29,
  GoSysBlock: 30,
  GoWaiting: 31,
  GoInSyscall: 32,
  HeapAlloc: 33,
  HeapGoal: 34,
  TimerGoroutine: 35,
  FutileWakeup: 36,
  String: 37,
  GoStartLocal: 38,
  GoUnblockLocal: 39,
  GoSysExitLocal: 40,
  GoStartLabel: 41,
  GoBlockGC: 42,
  GCMarkAssistStart: 43,
  GCMarkAssistDone: 44,
  UserTaskCreate: 45,
  UserTaskEnd: 46,
  UserRegion: 47,
  UserLog: 48,
  CPUSample: 49,
} as const;
export type Raw = (typeof Raw)[keyof typeof Raw];

/** An argument that only some versions write. Versions are the minor ones: 7 is Go 1.7. */
interface VersionedArg {
  readonly name: string;
  readonly since?: number;
  readonly before?: number;
}

interface RecordSpec {
  readonly type: Raw;
  readonly since: number;
  /** Records without a time are part of no stream: they carry tables and settings. */
  readonly timed: boolean;
  readonly args: readonly (string | VersionedArg)[];
}

function timed(type: Raw, since: number, ...args: readonly (string | VersionedArg)[]): RecordSpec {
  return { type, since, timed: true, args };
}

function untimed(type: Raw, since: number, ...args: readonly (string | VersionedArg)[]): RecordSpec {
  return { type, since, timed: false, args };
}

const OLD_UNUSED: VersionedArg = { name: "unused", before: 7 };
const NEW_SEQUENCE: VersionedArg = { name: "seq", since: 7 };

/**
 * What each record holds after its first byte. Timed records begin with a time, as difference to the record before
 * them in the batch; before Go 1.7 a difference of global sequence numbers precedes it.
 * Source: runtime/trace.go and internal/trace/parser.go of the Go releases 1.5 to 1.21.
 */
const RECORDS: readonly RecordSpec[] = [
  untimed(Raw.Batch, 5, "p", { name: "batchSeq", before: 7 }, "ticks"),
  untimed(Raw.Frequency, 5, "ticksPerSecond", OLD_UNUSED),
  untimed(Raw.TimerGoroutine, 5, "g", OLD_UNUSED),
  timed(Raw.Gomaxprocs, 5, "value", "stack"),
  timed(Raw.ProcStart, 5, "thread"),
  timed(Raw.ProcStop, 5),
  timed(Raw.GCStart, 5, NEW_SEQUENCE, "stack"),
  timed(Raw.GCDone, 5),
  timed(Raw.STWStart, 5, { name: "value", since: 10 }),
  timed(Raw.STWDone, 5),
  timed(Raw.GCSweepStart, 5, "stack"),
  timed(Raw.GCSweepDone, 5, { name: "value", since: 9 }, { name: "value2", since: 9 }),
  timed(Raw.GoCreate, 5, "g", "newStack", "stack"),
  timed(Raw.GoStart, 5, "g", NEW_SEQUENCE),
  timed(Raw.GoEnd, 5),
  timed(Raw.GoStop, 5, "stack"),
  timed(Raw.GoSched, 5, "stack"),
  timed(Raw.GoPreempt, 5, "stack"),
  timed(Raw.GoSleep, 5, "stack"),
  timed(Raw.GoBlock, 5, "stack"),
  timed(Raw.GoUnblock, 5, "g", NEW_SEQUENCE, "stack"),
  timed(Raw.GoBlockSend, 5, "stack"),
  timed(Raw.GoBlockRecv, 5, "stack"),
  timed(Raw.GoBlockSelect, 5, "stack"),
  timed(Raw.GoBlockSync, 5, "stack"),
  timed(Raw.GoBlockCond, 5, "stack"),
  timed(Raw.GoBlockNet, 5, "stack"),
  timed(Raw.GoSysCall, 5, "stack"),
  timed(Raw.GoSysExit, 5, "g", "seq", "ticks"),
  timed(Raw.GoSysBlock, 5),
  timed(Raw.GoWaiting, 5, "g"),
  timed(Raw.GoInSyscall, 5, "g"),
  timed(Raw.HeapAlloc, 5, "value"),
  timed(Raw.HeapGoal, 5, "value"),
  timed(Raw.FutileWakeup, 5),
  timed(Raw.GoStartLocal, 7, "g"),
  timed(Raw.GoUnblockLocal, 7, "g", "stack"),
  timed(Raw.GoSysExitLocal, 7, "g", "ticks"),
  timed(Raw.GoStartLabel, 8, "g", "seq", "string"),
  timed(Raw.GoBlockGC, 8, "stack"),
  timed(Raw.GCMarkAssistStart, 9, "stack"),
  timed(Raw.GCMarkAssistDone, 9),
  timed(Raw.UserTaskCreate, 11, "task", "parent", "string", "stack"),
  timed(Raw.UserTaskEnd, 11, "task", "stack"),
  timed(Raw.UserRegion, 11, "task", "value", "string", "stack"),
  timed(Raw.UserLog, 11, "task", "string", "stack"),
  timed(Raw.CPUSample, 19, "ticks", "p", "g", "stack"),
];

/** The versions that the format changed in, by their minor number; each is what a header says. */
export const V1_VERSIONS: readonly number[] = [5, 7, 8, 9, 10, 11, 19, 21];

/** Record types fit six bits. */
const TYPES = 64;

export type ArgName =
  | "g"
  | "seq"
  | "stack"
  | "newStack"
  | "ticks"
  | "thread"
  | "value"
  | "value2"
  | "task"
  | "parent"
  | "string"
  | "p";

/** The records of one version, looked up by type. */
export interface Format {
  readonly version: number;
  /** 1 for a type that this version knows, other than Stack and String, which have their own shape. */
  readonly known: Uint8Array;
  readonly timed: Uint8Array;
  /** Number of varints after the first byte. */
  readonly argCount: Uint8Array;
  /** How many of them stand before the named ones: the time, and before Go 1.7 the sequence number. */
  readonly lead: number;
  /** Position of a named argument after the leading ones, by type; -1 if the type has none. */
  readonly argIndex: Readonly<Record<ArgName, Int8Array>>;
}

/** The format of a version, one of V1_VERSIONS. */
export function formatOf(version: number): Format {
  const names: readonly ArgName[] = [
    "g",
    "seq",
    "stack",
    "newStack",
    "ticks",
    "thread",
    "value",
    "value2",
    "task",
    "parent",
    "string",
    "p",
  ];
  const argIndex = Object.fromEntries(names.map((name) => [name, new Int8Array(TYPES).fill(-1)])) as Record<
    ArgName,
    Int8Array
  >;
  const format: Format = {
    version,
    known: new Uint8Array(TYPES),
    timed: new Uint8Array(TYPES),
    argCount: new Uint8Array(TYPES),
    lead: version < 7 ? 2 : 1,
    argIndex,
  };
  for (const record of RECORDS) {
    if (record.since > version) continue;
    const args = record.args
      .map((arg) => (typeof arg === "string" ? { name: arg } : arg))
      .filter((arg: VersionedArg) => (arg.since ?? 0) <= version && version < (arg.before ?? Infinity));
    format.known[record.type] = 1;
    format.timed[record.type] = record.timed ? 1 : 0;
    format.argCount[record.type] = args.length + (record.timed ? format.lead : 0);
    for (const name of names) argIndex[name][record.type] = args.findIndex((arg) => arg.name === name);
  }
  return format;
}
