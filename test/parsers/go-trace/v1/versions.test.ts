/**
 * The same run, told by each of the formats as the runtimes of their time wrote it: a goroutine that starts another,
 * waits for it, does a syscall that blocks and one that does not, and a collection.
 */
import { describe, expect, test } from "vitest";
import { V1Parser } from "../../../../parsers/go-trace/v1/parser.ts";
import { Raw, V1_VERSIONS } from "../../../../parsers/go-trace/v1/specs.ts";
import type { StackIndex } from "../../../../src/base/indices.ts";
import type { Symbols } from "../../../../src/model/symbols.ts";
import { EventKind, GoState, ResourceKind } from "../../../../src/model/vocabulary.ts";
import { listing, trimmed } from "../../../support/listing.ts";
import { V1Writer } from "./v1-writer.ts";

/** 1 ns a tick. */
const GHZ = 1_000_000_000;
const MAIN = 1;
const HELPER = 7;
const BEFORE = 3;
const HELPER_PC = 0x45f2a0;
const CALL_PC = 0x401020n;

function program(version: number): Uint8Array {
  const seq = (n: number): readonly number[] => (version < 7 ? [] : [n]);
  const w = new V1Writer(version).batch(0, 5_000_000);
  w.event(Raw.GoCreate, 1, BEFORE, 0, 0).event(Raw.GoWaiting, 1, BEFORE);
  w.event(Raw.GoCreate, 1, MAIN, 0, 0)
    .event(Raw.ProcStart, 1, 40)
    .event(Raw.GoStart, 1, MAIN, ...seq(1));
  w.event(Raw.Gomaxprocs, 1, 2, 0);
  w.event(Raw.GoCreate, 4, HELPER, version < 7 ? HELPER_PC : 2, 1);
  w.event(Raw.GoBlockRecv, 10, 1);
  w.event(Raw.GoStart, 5, HELPER, ...seq(1));
  w.event(Raw.GoSysCall, 5, 1);
  w.event(Raw.GoUnblock, 5, MAIN, ...seq(2), 1);
  w.event(Raw.GoEnd, 5);
  w.event(Raw.GoStart, 5, MAIN, ...seq(3));
  w.event(Raw.GoSysCall, 5, 1);
  w.event(Raw.GoSysBlock, 5).event(Raw.ProcStop, 5);
  w.event(Raw.ProcStart, 20, 41);
  w.event(Raw.GoSysExit, 5, MAIN, version < 7 ? w.nextSequence : 4, 0);
  w.event(Raw.GoStart, 5, MAIN, ...seq(5));
  w.event(Raw.GCStart, 5, ...seq(0), 1);
  w.event(Raw.STWStart, 5, ...(version < 10 ? [] : [version < 21 ? 0 : 1])).event(Raw.STWDone, 5);
  w.event(Raw.GCSweepStart, 5, 1).event(Raw.GCSweepDone, 5, ...(version < 9 ? [] : [4096, 1024]));
  w.event(Raw.GCDone, 5).event(Raw.HeapAlloc, 5, 123_456);
  if (version >= 7) {
    w.string(1, "main.helper").string(2, "/src/main.go").string(3, "main.main");
    w.stack(1, [CALL_PC, 3, 2, 12], [0x401000, 3, 2, 9]).stack(2, [HELPER_PC, 1, 2, 20]);
  } else w.stack(1, [CALL_PC], [0x401000]);
  return w.frequency(GHZ).finish();
}

function expected(version: number): string {
  const leaf = version < 7 ? "0x401020:0" : "main.main:12";
  return `
    0 Sync m=-1 p=-1 g=-1
    2 StateTransition m=-1 p=0 g=3 goroutine=3 Undetermined->Waiting reason=""
    4 StateTransition m=40 p=0 g=-1 proc=0 Undetermined->Running
    5 StateTransition m=40 p=0 g=1 goroutine=1 Undetermined->Running reason=""
    10 StateTransition m=40 p=0 g=1 goroutine=7 NotExist->Runnable reason="" stack=2 ${leaf}
    20 StateTransition m=40 p=0 g=1 goroutine=1 Running->Waiting reason="chan receive" stack=2 ${leaf}
    25 StateTransition m=40 p=0 g=7 goroutine=7 Runnable->Running reason=""
    30 StateTransition m=40 p=0 g=7 goroutine=7 Running->Syscall reason="" stack=2 ${leaf}
    31 StateTransition m=40 p=0 g=7 goroutine=7 Syscall->Running reason=""
    35 StateTransition m=40 p=0 g=7 goroutine=1 Waiting->Runnable reason="" stack=2 ${leaf}
    40 StateTransition m=40 p=0 g=7 goroutine=7 Running->NotExist reason=""
    45 StateTransition m=40 p=0 g=1 goroutine=1 Runnable->Running reason=""
    50 StateTransition m=40 p=0 g=1 goroutine=1 Running->Syscall reason="" stack=2 ${leaf}
    60 StateTransition m=40 p=0 g=-1 proc=0 Running->Idle
    80 StateTransition m=41 p=0 g=-1 proc=0 Idle->Running
    85 StateTransition m=-1 p=1000003 g=1 goroutine=1 Syscall->Runnable reason=""
    90 StateTransition m=41 p=0 g=1 goroutine=1 Runnable->Running reason=""
    95 RangeBegin m=-1 p=1000004 g=1 range="GC concurrent mark phase" scope=None stack=2 ${leaf}
    100 RangeBegin m=41 p=0 g=1 range="stop-the-world (GC mark termination)" scope=Goroutine(1)
    105 RangeEnd m=41 p=0 g=1 range="stop-the-world (GC mark termination)" scope=Goroutine(1)
    110 RangeBegin m=41 p=0 g=1 range="GC incremental sweep" scope=Proc(0) stack=2 ${leaf}
    115 RangeEnd m=41 p=0 g=1 range="GC incremental sweep" scope=Proc(0)
    120 RangeEnd m=41 p=0 g=1 range="GC concurrent mark phase" scope=None
    125 Metric m=41 p=0 g=1 metric="/memory/classes/heap/objects:bytes" value=123456
    126 Sync m=-1 p=-1 g=-1
  `;
}

describe("a run", () => {
  test.each(V1_VERSIONS)("told by Go 1.%i", (version) => {
    const { lines, damage } = listing(program(version));
    expect(damage).toEqual([]);
    expect(lines).toEqual(trimmed(expected(version)));
  });

  test.each(V1_VERSIONS)("told by Go 1.%i reads the same byte by byte", (version) => {
    const bytes = program(version);
    expect(listing(bytes, 1)).toEqual(listing(bytes));
  });
});

describe("frames", () => {
  test("of Go 1.5 are addresses, and a goroutine begins at one", () => {
    const parser = parsed(program(5));
    const creation = parser.transitions.find(({ from }) => from === GoState.NotExist)!;
    expect(parser.symbols.framesOf(creation.subjectStack)).toEqual([
      { function: "0x45f2a0", file: "", line: 0, pc: BigInt(HELPER_PC) },
    ]);
    expect(parser.symbols.framesOf(creation.stack).map((frame) => frame.function)).toEqual(["0x401020", "0x401000"]);
  });

  test("of Go 1.7 and newer have function, file and line", () => {
    const parser = parsed(program(7));
    const creation = parser.transitions.find(({ from }) => from === GoState.NotExist)!;
    expect(parser.symbols.framesOf(creation.subjectStack)).toEqual([
      { function: "main.helper", file: "/src/main.go", line: 20, pc: BigInt(HELPER_PC) },
    ]);
  });
});

/** Of a goroutine. */
interface Transition {
  readonly from: number;
  readonly stack: StackIndex;
  readonly subjectStack: StackIndex;
}

function parsed(bytes: Uint8Array): { readonly symbols: Symbols; readonly transitions: readonly Transition[] } {
  const version = Number(/1\.(\d+)/.exec(new TextDecoder().decode(bytes.subarray(0, 8)))![1]);
  const parser = new V1Parser(version);
  parser.push(bytes.subarray(16));
  parser.end();
  const transitions: Transition[] = [];
  while (parser.next()) {
    const { kind, resource, from, stack, subjectStack } = parser.event;
    if (kind === EventKind.StateTransition && resource === ResourceKind.Goroutine)
      transitions.push({ from, stack, subjectStack });
  }
  return { symbols: parser.symbols, transitions };
}
