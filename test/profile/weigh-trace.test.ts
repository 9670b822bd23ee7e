import fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { StackIndex } from "../../src/base/indices.ts";
import { loadTrace } from "../../src/engine/load.ts";
import { wholeTrace, type Scope } from "../../src/model/scope.ts";
import type { Trace } from "../../src/model/trace.ts";
import { SpanState } from "../../src/model/vocabulary.ts";
import { traceProfile } from "../../src/profile/from-trace.ts";
import { SPLITS, type SplitBy } from "../../src/profile/partition.ts";
import { regionWindows } from "../../src/profile/windows.ts";
import { weighTrace, type TraceProfileType, type WeighOptions } from "../../src/profile/weigh-trace.ts";
import { buildTrace, drawTrace, type FixtureGoroutine, type FixtureTrace } from "../support/fixture-trace.ts";
import { randomTrace } from "../support/random-trace.ts";
import { sampleLines } from "../support/pprof.ts";
import { loadText } from "../support/loaded-trace.ts";
import { traceBytes } from "../support/trace-text.ts";

const { Running, Runnable, Waiting, Syscall, SyscallBlocked } = SpanState;

/** A goroutine that runs from the start, waits for something with a stack of its own, and runs again to its end. */
function waiter(id: number, reason: string, from: number, to: number): FixtureGoroutine {
  return {
    id,
    spans: [
      { start: 0, state: Running },
      { start: from, state: Waiting, reason, stack: [`wait${id}`] },
      { start: to, state: Running },
    ],
    ended: 1000,
  };
}

function trace(...goroutines: FixtureTrace["goroutines"]): Trace {
  return buildTrace({ durationNs: 1000, goroutines });
}

/** Each stack as "leaf count ns"; "-" for no stack. */
function rows(of: Trace, type: TraceProfileType, scope: Scope = wholeTrace(of), options?: WeighOptions): string[] {
  const { stack, count, ns } = weighTrace(of, type, scope, options);
  return Array.from(stack, (row, i) => {
    const leaf = of.symbols.framesOf(row as StackIndex)[0]?.function ?? "-";
    return `${leaf} ${count[i]} ${ns[i]}`;
  });
}

function total(of: Trace, type: TraceProfileType, scope: Scope): number {
  return weighTrace(of, type, scope).ns.reduce((sum, ns) => sum + ns, 0);
}

describe("what counts", () => {
  test("of an id that came to life again are all lives, if the last never ran", async () => {
    const lives = (last: string): Promise<Trace> =>
      loadText(`
        go 1.22
        generation 1 @100
          thread 9
            @110 GoCreateSyscall g=17
            @130 GoDestroySyscall
            @150 GoCreateSyscall g=17
            @155 GoSyscallEndBlocked
            ${last}`);
    expect(rows(await lives(""), "syscall")).toEqual(["- 2 25"]);
    const ran = await lives(
      "ProcStart p=0 seq=1\n            GoStart g=17 seq=1\n        thread 1\n          ProcStatus p=0 status=idle",
    );
    expect(rows(ran, "syscall")).toEqual([]);
  });

  test("net is the reason network alone; sync what has chan, sync or select in it", () => {
    const reasons = ["network", "chan receive", "select", "select (no cases)", "sync.Mutex.Lock", "sleep", "GC assist"];
    const waits = trace(...reasons.map((reason, i) => waiter(i, reason, 100, 110 + i)));
    expect(rows(waits, "net")).toEqual(["wait0 1 10"]);
    expect(rows(waits, "sync")).toEqual(["wait1 1 11", "wait2 1 12", "wait3 1 13", "wait4 1 14"]);
  });

  test("a syscall is one, with its proc and after, and is charged to where it was called", () => {
    const calls = trace({
      id: 1,
      spans: [
        { start: 0, state: Running },
        { start: 10, state: Syscall, stack: ["read"] },
        { start: 30, state: SyscallBlocked },
        { start: 70, state: Runnable },
        { start: 75, state: Running },
        { start: 80, state: Syscall, stack: ["read"] },
        { start: 81, state: Running },
      ],
    });
    expect(rows(calls, "syscall")).toEqual(["read 2 61"]);
    expect(rows(calls, "sched")).toEqual(["- 1 5"]);
  });

  test("the wait for a proc before a goroutine first ran does not, as in go tool trace", () => {
    const started = trace({
      id: 1,
      spans: [
        { start: 0, state: Runnable, stack: ["go"] },
        { start: 40, state: Running },
        { start: 50, state: Runnable, stack: ["wake"] },
        { start: 57, state: Running },
      ],
    });
    expect(rows(started, "sched")).toEqual(["wake 1 7"]);
  });

  test("what had not ended when the trace did does not, unless asked for; what a goroutine's end ended does", () => {
    const open = drawTrace(`
      G1 |rrss|
      G2 |rss.|
    `);
    expect(rows(open, "sync")).toEqual(["- 1 20"]);
    expect(rows(open, "sync", wholeTrace(open), { openAtEnd: true })).toEqual(["- 2 40"]);
  });

  test("a goroutine that was there before the trace is charged from when the trace spoke of it", () => {
    const before = trace({
      id: 1,
      spans: [
        { start: 0, state: Syscall, stack: ["cgo"] },
        { start: 90, state: Runnable },
      ],
      ended: 95,
    });
    const mentioned = { ...before, goroutines: { ...before.goroutines, mentioned: Float64Array.of(60) } };
    expect(rows(mentioned, "syscall")).toEqual(["cgo 1 30"]);
  });

  test("samples stand for ten milliseconds each", () => {
    const plain = drawTrace("G1 |rrrr|");
    const samples = {
      length: 3,
      time: Float64Array.of(5, 15, 35),
      goroutine: Int32Array.of(0, -1, 0),
      proc: Int32Array.of(0, 0, 0),
      thread: Int32Array.of(0, 0, 0),
      stack: Int32Array.of(-1, -1, -1),
    };
    const sampled = { ...plain, samples };
    expect(rows(sampled, "cpu")).toEqual(["- 3 30000000"]);
    expect(rows(sampled, "cpu", { from: 0, to: 20 })).toEqual(["- 2 20000000"]);
    expect(rows(sampled, "cpu", { from: 0, to: 20, goroutines: new Set([0]) })).toEqual(["- 1 10000000"]);
  });
});

describe("a scope", () => {
  test("clips what reaches over its ends", () => {
    const one = trace(waiter(1, "select", 100, 200));
    expect(rows(one, "sync", { from: 150, to: 170 })).toEqual(["wait1 1 20"]);
    expect(rows(one, "sync", { from: 0, to: 120 })).toEqual(["wait1 1 20"]);
    expect(rows(one, "sync", { from: 200, to: 300 })).toEqual([]);
  });

  test("takes the goroutines it names", () => {
    const two = trace(waiter(1, "select", 100, 200), waiter(2, "select", 100, 300));
    expect(rows(two, "sync", { ...wholeTrace(two), goroutines: new Set([1]) })).toEqual(["wait2 1 200"]);
    expect(rows(two, "sync", { ...wholeTrace(two), goroutines: new Set() })).toEqual([]);
  });

  test("split in two, sums to the whole", () => {
    fc.assert(
      fc.property(randomTrace(), fc.double({ min: 0, max: 1, noNaN: true }), (random, share) => {
        const middle = Math.floor(share * random.durationNs);
        for (const type of ["net", "sync", "syscall", "sched"] as const) {
          const parts =
            total(random, type, { from: 0, to: middle }) + total(random, type, { from: middle, to: random.durationNs });
          expect(parts).toBe(total(random, type, wholeTrace(random)));
        }
      }),
    );
  });

  test("split by goroutine, sums to the whole", () => {
    fc.assert(
      fc.property(randomTrace(), (random) => {
        const all = wholeTrace(random);
        for (const type of ["net", "sync", "syscall", "sched"] as const) {
          let sum = 0;
          for (let row = 0; row < random.goroutines.length; row++)
            sum += total(random, type, { ...all, goroutines: new Set([row]) });
          expect(sum).toBe(total(random, type, all));
        }
      }),
    );
  });
});

describe("all of the time", () => {
  test("is shared out to the stacks of waits, and of the samples taken while running", () => {
    const one = trace({
      id: 1,
      spans: [
        { start: 0, state: Runnable, stack: ["go"] },
        { start: 10, state: Running },
        { start: 111, state: Waiting, reason: "select", stack: ["wait"] },
        { start: 200, state: Running },
      ],
      ended: 300,
    });
    const stacks = [one.spans.stack[0]!, one.spans.stack[2]!];
    const sampled: Trace = {
      ...one,
      samples: {
        length: 3,
        time: Float64Array.of(20, 110, 111),
        goroutine: Int32Array.of(0, 0, 0),
        proc: new Int32Array(3),
        thread: new Int32Array(3),
        stack: Int32Array.of(stacks[0]!, stacks[1]!, stacks[1]!),
      },
    };
    expect(rows(one, "wall")).toEqual(["go 1 10", "- 2 201", "wait 1 89"]);
    expect(rows(sampled, "wall")).toEqual(["go 2 60", "wait 2 140", "- 1 100"]);
  });

  test("is the goroutines' time, in any scope and split in any way", () => {
    fc.assert(
      fc.property(randomTrace(), fc.double({ min: 0, max: 1, noNaN: true }), (random, share) => {
        const middle = Math.floor(share * random.durationNs);
        let present = 0;
        for (let g = 0; g < random.goroutines.length; g++) {
          present += Math.max(0, Math.min(middle, random.goroutines.ended[g]!) - random.goroutines.created[g]!);
        }
        for (const splitBy of SPLITS) {
          const parts = weighTrace(random, "wall", { from: 0, to: middle }, { splitBy });
          expect(parts.ns.reduce((sum, ns) => sum + ns, 0)).toBe(present);
        }
      }),
    );
  });

  test("split by reason or by group, says so in labels and at the root", () => {
    const two = trace(
      { ...waiter(1, "select", 100, 200), name: "main.a" },
      { ...waiter(2, "select", 100, 300), name: "main.b" },
    );
    const lines = (splitBy: SplitBy): readonly string[] =>
      sampleLines(traceProfile(two, "sync", wholeTrace(two), [], { splitBy }));
    expect(lines("reason")).toEqual(["4194304 wait2:10;0 blocked: select:0 | 2 300 | state=blocked reason=select"]);
    expect(lines("group")).toEqual([
      "4194304 wait1:10;0 main.a:0 | 1 100 | group=main.a",
      "4194304 wait2:10;0 main.b:0 | 1 200 | group=main.b",
    ]);
  });
});

test("of regions, the outermost count, and those that the trace cuts off to its ends", () => {
  const plain = trace(waiter(1, "select", 100, 200), waiter(2, "select", 100, 200));
  const name = plain.symbols.strings.intern("fetch");
  const region = (start: number, end: number, goroutine: number, inherited = 0): readonly number[] => [
    start,
    end,
    goroutine,
    inherited,
  ];
  const list = [
    region(Number.NaN, 110, 0),
    region(120, 160, 0),
    region(130, 200, 0),
    region(0, 1000, 0, 1),
    region(190, Number.NaN, 1),
  ];
  const column = (i: number): Float64Array => Float64Array.from(list, (row) => row[i]!);
  const regions: Trace["regions"] = {
    ...plain.regions,
    length: list.length,
    offsets: Uint32Array.of(0, 4, 5),
    goroutine: Int32Array.from(column(2)),
    name: new Int32Array(list.length).fill(name),
    start: column(0),
    end: column(1),
    inherited: Uint8Array.from(column(3)),
  };
  const withRegions = { ...plain, regions };
  const scope = wholeTrace(withRegions);
  expect(rows(withRegions, "sync", scope, { windows: regionWindows(withRegions, scope, "fetch") })).toEqual([
    "wait1 1 50",
    "wait2 1 10",
  ]);
  expect(rows(withRegions, "sync", scope, { windows: regionWindows(withRegions, scope, "other") })).toEqual([]);
});

test("the profile has go tool trace's types, a frame to a location, and says what it is of", () => {
  const one = trace(waiter(1, "select", 100, 200));
  const clock = { ...one, clocks: [{ traceNs: 50, monoNs: 0, wallNs: 1_700_000_000_000_000_000 }] };
  const profile = traceProfile(clock, "sync", { from: 150, to: 400 }, ["Trace: x"]);
  expect(profile).toMatchObject({
    sampleTypes: [
      { type: "contentions", unit: "count" },
      { type: "delay", unit: "nanoseconds" },
    ],
    periodType: { type: "trace", unit: "count" },
    period: 1,
    comments: ["Trace: x"],
    durationNanos: 250,
    functions: [{ name: "wait1", systemName: "wait1", file: "main.go" }],
    locations: [{ address: 0x400000n, lines: [{ function: 0, line: 10 }] }],
    mappings: [{ hasFunctions: true, file: "" }],
  });
  expect(profile.timeNanos / 1000n).toBe(1_700_000_000_000_000n);
  expect(sampleLines(profile)).toEqual(["4194304 wait1:10 | 1 50 | "]);
  expect(traceProfile(one, "cpu", wholeTrace(one))).toMatchObject({
    sampleTypes: [
      { type: "samples", unit: "count" },
      { type: "cpu", unit: "nanoseconds" },
    ],
    period: 10_000_000,
    timeNanos: 0n,
  });
});

test("stacks of the same program counters are one sample, named as the last of them", () => {
  const renamed = trace(waiter(1, "select", 100, 200), waiter(2, "select", 100, 150));
  expect(sampleLines(traceProfile(renamed, "sync", wholeTrace(renamed)))).toEqual(["4194304 wait1:10 | 2 150 | "]);
});

test("from bytes on: a syscall under way when the trace begins lasts from its first mention", async () => {
  const bytes = traceBytes(`
    go 1.26
    generation 1 @1000 freq=1000000000
      thread 0
        @1100 GoStatus g=1 m=0 status=syscall
        @1150 GoSyscallEndBlocked
      thread 1
        @1010 ProcStatus p=0 status=running
        @1020 GoStatus g=2 m=1 status=running
  `);
  const result = await loadTrace(chunks(bytes));
  if (!result.ok) throw new Error(result.error.message);
  expect(result.trace.damage).toEqual([]);
  expect(rows(result.trace, "syscall")).toEqual(["- 1 50"]);
});

async function* chunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
