import { NO_STACK, type FrameIndex, type StackIndex } from "../../src/base/indices.ts";
import { Symbols } from "../../src/model/symbols.ts";
import { SparseColumn } from "../../src/model/sparse-column.ts";
import { indexOwners, type Trace } from "../../src/model/trace.ts";
import { METRIC_HEAP_GOAL, METRIC_HEAP_LIVE, ProcState, ResourceKind, SpanState } from "../../src/model/vocabulary.ts";

/** A trace by hand, as tables: spans of goroutines as lists or, by `drawTrace`, as text. */
export interface FixtureTrace {
  readonly durationNs: number;
  readonly goroutines: readonly FixtureGoroutine[];
  readonly ranges?: readonly FixtureRange[];
  /** Readings [time, bytes] of the heap. */
  readonly heapLive?: readonly (readonly [number, number])[];
  readonly heapGoal?: readonly (readonly [number, number])[];
}

export interface FixtureGoroutine {
  readonly id: number;
  readonly name?: string;
  /** Abutting, in time order; the first start is when the goroutine appears. */
  readonly spans: readonly FixtureSpan[];
  /** Undefined: still there when the trace ends. */
  readonly ended?: number;
  /** Id of the creator, where it was created within the trace. */
  readonly parent?: number;
}

export interface FixtureSpan {
  readonly start: number;
  readonly state: SpanState;
  readonly reason?: string;
  readonly proc?: number;
  /** Id of the goroutine that woke it. */
  readonly waker?: number;
  /** Function names, leaf first. */
  readonly stack?: readonly string[];
}

export interface FixtureRange {
  readonly name: string;
  readonly start: number;
  /** Undefined: had not ended. */
  readonly end?: number;
}

export function buildTrace(fixture: FixtureTrace): Trace {
  const symbols = new Symbols();
  const { goroutines, durationNs } = fixture;
  const rowOf = new Map(goroutines.map(({ id }) => [id, symbols.goroutines.intern(id, 0)]));
  const flat = goroutines.flatMap((goroutine, row) => goroutine.spans.map((span) => ({ ...span, row })));
  const procCount = Math.max(0, ...flat.map((span) => (span.proc ?? -1) + 1));
  for (let proc = 0; proc < procCount; proc++) symbols.procs.intern(proc, 0);
  symbols.threads.intern(7, 0);
  const reasons = ["", ...new Set(flat.map((span) => span.reason ?? "").filter((reason) => reason !== ""))];
  const offsets = [0];
  for (const goroutine of goroutines) offsets.push(offsets.at(-1)! + goroutine.spans.length);
  const runs = Array.from({ length: procCount }, (_, proc) =>
    flat
      .map((span, index) => ({ span, index }))
      .filter(
        ({ span }) => span.proc === proc && (span.state === SpanState.Running || span.state === SpanState.Syscall),
      )
      .sort((a, b) => a.span.start - b.span.start),
  );
  const runOffsets = [0];
  for (const run of runs) runOffsets.push(runOffsets.at(-1)! + run.length);
  const ranges = fixture.ranges ?? [];
  const none = (length: number): Int32Array => new Int32Array(length).fill(-1);

  return {
    format: "go 1.26",
    durationNs,
    eventCount: flat.length,
    kindCounts: { 0: 0, 1: 0, 2: 0, 3: 0, 4: 0, 5: 0, 6: 0, 7: 0, 8: 0, 9: 0, 10: 0, 11: 0, 12: flat.length, 13: 0 },
    damage: [],
    clocks: [],
    symbols,
    goroutines: {
      length: goroutines.length,
      name: Int32Array.from(goroutines, ({ name }) => symbols.strings.intern(name ?? "main.main")),
      created: Float64Array.from(goroutines, ({ spans }) => spans[0]?.start ?? 0),
      mentioned: Float64Array.from(goroutines, ({ spans }) => spans[0]?.start ?? Number.NaN),
      born: Uint8Array.from(goroutines, ({ parent }) => (parent === undefined ? 0 : 1)),
      started: Float64Array.from(
        goroutines,
        ({ spans }) => spans.find(({ state }) => state === SpanState.Running)?.start ?? Number.NaN,
      ),
      ended: Float64Array.from(goroutines, ({ ended }) => ended ?? Number.NaN),
      parent: Int32Array.from(goroutines, ({ parent }) => (parent === undefined ? -1 : rowOf.get(parent)!)),
      creationStack: none(goroutines.length),
      spanOffsets: Uint32Array.from(offsets),
      spanOwners: indexOwners(Uint32Array.from(offsets)),
    },
    spans: {
      length: flat.length,
      start: Float64Array.from(flat, ({ start }) => start),
      state: Uint8Array.from(flat, ({ state }) => state),
      reason: Uint16Array.from(flat, ({ reason }) => reasons.indexOf(reason ?? "")),
      reasons: Int32Array.from(reasons, (reason) => symbols.strings.intern(reason)),
      stack: Int32Array.from(flat, ({ stack }) => (stack === undefined ? NO_STACK : internStack(symbols, stack))),
      waker: SparseColumn.from(flat.map(({ waker }) => (waker === undefined ? -1 : rowOf.get(waker)!))),
      proc: Int32Array.from(flat, ({ proc }) => proc ?? -1),
      thread: Int32Array.from(flat, ({ proc }) => (proc === undefined ? -1 : 0)),
    },
    procs: {
      length: procCount,
      stateOffsets: Uint32Array.from({ length: procCount + 1 }, (_, proc) => proc),
      stateStart: new Float64Array(procCount),
      state: new Uint8Array(procCount).fill(ProcState.Running),
      stateThread: new Int32Array(procCount),
      runOffsets: Uint32Array.from(runOffsets),
      run: Int32Array.from(runs.flat(), ({ index }) => index),
    },
    threads: { length: 1, runCounts: Uint32Array.of(runs.flat().length) },
    ranges: {
      length: ranges.length,
      name: Int32Array.from(ranges, ({ name }) => symbols.strings.intern(name)),
      scope: new Uint8Array(ranges.length).fill(ResourceKind.None),
      subject: none(ranges.length),
      start: Float64Array.from(ranges, ({ start }) => start),
      end: Float64Array.from(ranges, ({ end }) => end ?? Number.NaN),
      goroutine: none(ranges.length),
      proc: none(ranges.length),
      stack: none(ranges.length),
      swept: new Float64Array(ranges.length),
      reclaimed: new Float64Array(ranges.length),
      active: new Uint8Array(ranges.length),
      charged: none(ranges.length),
    },
    metrics: [series(METRIC_HEAP_LIVE, fixture.heapLive), series(METRIC_HEAP_GOAL, fixture.heapGoal)],
    ...withoutUserEvents(goroutines.length),
    syncs: Float64Array.of(0),
  };
}

function internStack(symbols: Symbols, functions: readonly string[]): StackIndex {
  const frames = functions.map((name, depth): FrameIndex =>
    symbols.frames.intern(
      0x400000 + depth,
      0,
      symbols.strings.intern(name),
      symbols.strings.intern("main.go"),
      10 + depth,
    ),
  );
  return symbols.stacks.intern(frames);
}

function series(name: string, readings: readonly (readonly [number, number])[] = []): Trace["metrics"][number] {
  return {
    name,
    time: Float64Array.from(readings, ([time]) => time),
    value: Float64Array.from(readings, ([, value]) => value),
  };
}

function withoutUserEvents(goroutines: number): Pick<Trace, "tasks" | "regions" | "logs" | "labels" | "samples"> {
  const ints = new Int32Array(0);
  const floats = new Float64Array(0);
  return {
    tasks: {
      length: 0,
      name: ints,
      parent: ints,
      start: floats,
      end: floats,
      startGoroutine: ints,
      endGoroutine: ints,
      startStack: ints,
      goroutineCount: ints,
      regionCount: ints,
      logCount: ints,
      childCount: ints,
      memberTask: ints,
      memberGoroutine: ints,
    },
    regions: {
      length: 0,
      offsets: new Uint32Array(goroutines + 1),
      goroutine: ints,
      task: ints,
      name: ints,
      start: floats,
      end: floats,
      startStack: ints,
      endStack: ints,
      inherited: new Uint8Array(0),
    },
    logs: { length: 0, time: floats, goroutine: ints, task: ints, category: ints, message: ints, stack: ints },
    labels: { length: 0, time: floats, goroutine: ints, label: ints },
    samples: { length: 0, time: floats, goroutine: ints, proc: ints, thread: ints, stack: ints },
  };
}

/** What the letters of a drawing mean. */
const LETTERS: Readonly<Record<string, { readonly state: SpanState; readonly reason?: string }>> = {
  r: { state: SpanState.Running },
  q: { state: SpanState.Runnable },
  s: { state: SpanState.Waiting, reason: "chan receive" },
  n: { state: SpanState.Waiting, reason: "network" },
  z: { state: SpanState.Waiting, reason: "sleep" },
  g: { state: SpanState.Waiting, reason: "GC mark assist wait for work" },
  w: { state: SpanState.Waiting, reason: "system goroutine wait" },
  c: { state: SpanState.Syscall },
  b: { state: SpanState.SyscallBlocked },
};

const LINE = /^G(\d+)(?: (\S+))? *\|([^|]*)\|(?:([^|]*)\|)?$/;

/**
 * A trace drawn as text, one goroutine a line, each letter `unitNs` long: running, queued (runnable), sync, network,
 * z (asleep), gc, waiting for else, c (syscall), blocked syscall, `.` not there. A second drawing says the proc; without
 * it all is on proc 0.
 *
 *     G1 main.main  |rrrrqqrrss|
 *     G2 main.serve |..qqrrss..|..1100....|
 */
export function drawTrace(text: string, unitNs = 10, more: Partial<FixtureTrace> = {}): Trace {
  const lines = text.split("\n").flatMap((line) => (line.trim() === "" ? [] : [line.trim()]));
  const goroutines = lines.map((line) => drawnGoroutine(line, unitNs));
  const durationNs = Math.max(...lines.map((line) => LINE.exec(line)![3]!.length)) * unitNs;
  return buildTrace({ durationNs, goroutines, ...more });
}

function drawnGoroutine(line: string, unitNs: number): FixtureGoroutine {
  const match = LINE.exec(line);
  if (match === null) throw new Error(`not a goroutine's drawing: ${line}`);
  const [, id, name, states, procs] = match;
  const spans: FixtureSpan[] = [];
  let ended: number | undefined;
  let before = ".";
  Array.from(states!).forEach((letter, at) => {
    const proc = procs?.[at] ?? "0";
    const key = letter + ("rc".includes(letter) ? proc : "");
    if (letter === "." && spans.length > 0) ended ??= at * unitNs;
    if (letter !== "." && key !== before) {
      const meaning = LETTERS[letter];
      if (meaning === undefined || ended !== undefined) throw new Error(`unexpected '${letter}' at ${at} in ${line}`);
      spans.push({ start: at * unitNs, ...meaning, ...("rc".includes(letter) ? { proc: Number(proc) } : {}) });
    }
    before = key;
  });
  return { id: Number(id), spans, ...(name === undefined ? {} : { name }), ...(ended === undefined ? {} : { ended }) };
}
