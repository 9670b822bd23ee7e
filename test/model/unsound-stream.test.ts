/**
 * Streams that no sound file gives, but a damaged one may: the tables made of them never contradict themselves. Each
 * case was found by damaging recorded traces at random.
 */
import { describe, expect, test } from "vitest";

import type { GoroutineIndex, ProcIndex, SpanIndex, StringIndex, ThreadIndex } from "../../src/base/indices.ts";
import { integrityFaults } from "../../src/model/integrity.ts";
import { spanOwner, type Trace } from "../../src/model/trace.ts";
import { EventKind, GoState, ProcState, REASON_GAP, ResourceKind, SpanState } from "../../src/model/vocabulary.ts";
import { buildScripted, type ScriptedEvent } from "../support/scripted-source.ts";

const sync = (time: number, afterGap = false): ScriptedEvent => ({ kind: EventKind.Sync, time, afterGap });

function goes(time: number, goroutine: number, from: GoState, to: GoState, proc = -1): ScriptedEvent {
  return {
    kind: EventKind.StateTransition,
    resource: ResourceKind.Goroutine,
    time,
    subject: goroutine,
    from,
    to,
    proc: proc as ProcIndex,
    thread: 0 as ThreadIndex,
  };
}

function procGoes(time: number, proc: number, from: ProcState, to: ProcState): ScriptedEvent {
  return { kind: EventKind.StateTransition, resource: ResourceKind.Proc, time, subject: proc, from, to };
}

function spansOf(trace: Trace, goroutine: number): (readonly [start: number, state: number])[] {
  const from = trace.goroutines.spanOffsets[goroutine]!;
  const to = trace.goroutines.spanOffsets[goroutine + 1]!;
  return Array.from({ length: to - from }, (_, i) => [trace.spans.start[from + i]!, trace.spans.state[from + i]!]);
}

const { NotExist, Undetermined, Runnable, Running, Waiting, Syscall } = GoState;

describe("tables of an unsound stream are sound", () => {
  test("a goroutine whose status is told after it was created keeps its first span", () => {
    const trace = buildScripted([
      sync(0),
      goes(100, 0, NotExist, Runnable),
      goes(150, 0, Undetermined, Waiting),
      sync(200),
    ]);
    expect(integrityFaults(trace)).toEqual([]);
    expect(spansOf(trace, 0)).toEqual([
      [100, SpanState.Runnable],
      [150, SpanState.Waiting],
    ]);
  });

  test("a goroutine that is told of after its end stays ended", () => {
    const trace = buildScripted([
      sync(0),
      goes(10, 0, NotExist, Running),
      goes(20, 0, Running, NotExist),
      goes(30, 0, Runnable, Running),
      sync(40),
    ]);
    expect(integrityFaults(trace)).toEqual([]);
    expect(trace.goroutines.ended[0]).toBe(20);
    expect(spansOf(trace, 0)).toEqual([[10, SpanState.Running]]);
  });

  test("a goroutine met in the middle of its life counts from the Sync before", () => {
    const trace = buildScripted([sync(5), goes(30, 1, Running, Waiting), sync(40)]);
    expect(integrityFaults(trace)).toEqual([]);
    expect(trace.goroutines.created[1]).toBe(5);
  });

  test("a goroutine of which nothing but its end is told has no life", () => {
    const trace = buildScripted([sync(0), goes(30, 1, Running, NotExist), sync(40)]);
    expect(integrityFaults(trace)).toEqual([]);
    expect(trace.goroutines.created[1]).toBeNaN();
  });

  test("two goroutines that claim a proc from the same Sync on are listed on it by time", () => {
    const trace = buildScripted([
      sync(0),
      goes(10, 0, NotExist, Running, 0),
      goes(20, 1, Undetermined, Running, 0),
      sync(30),
    ]);
    expect(integrityFaults(trace)).toEqual([]);
    expect(Array.from(trace.procs.run, (span) => spanOwner(trace, span as SpanIndex))).toEqual([1, 0]);
  });

  test("a transition of no proc, and a region of no goroutine, are passed over", () => {
    const region = { kind: EventKind.RegionBegin, time: 20, task: 0 as never, goroutine: -1 as GoroutineIndex };
    const trace = buildScripted([sync(0), procGoes(10, -1, ProcState.Running, ProcState.Idle), region, sync(30)]);
    expect(integrityFaults(trace)).toEqual([]);
    expect(trace.regions.length).toBe(0);
  });
});

describe("after a gap", () => {
  const before = [
    sync(0),
    goes(10, 0, NotExist, Running, 0),
    goes(20, 1, NotExist, Running, 1),
    goes(30, 0, Running, Syscall, 0),
  ];

  test("a goroutine goes on in the state it is told to be in, from the Sync on", () => {
    const trace = buildScripted([...before, sync(100, true), goes(110, 0, Undetermined, Waiting), sync(200)]);
    expect(integrityFaults(trace)).toEqual([]);
    expect(spansOf(trace, 0)).toEqual([
      [10, SpanState.Running],
      [30, SpanState.Syscall],
      [31, SpanState.Waiting],
      [100, SpanState.Waiting],
    ]);
  });

  test("what goroutines did in it is not known, and procs were not there", () => {
    const idle = procGoes(15, 0, ProcState.Undetermined, ProcState.Running);
    const trace = buildScripted([
      ...before,
      { ...idle, time: 35 },
      sync(100, true),
      goes(110, 0, Undetermined, Waiting),
      procGoes(120, 0, ProcState.Undetermined, ProcState.Idle),
      sync(200),
    ]);
    expect(integrityFaults(trace)).toEqual([]);
    const { spans, goroutines, procs, symbols } = trace;
    const gap = goroutines.spanOffsets[0]! + 2;
    expect([spans.start[gap], spans.start[gap + 1]]).toEqual([36, 100]);
    expect(symbols.strings.get(spans.reasons[spans.reason[gap]!] as StringIndex)).toBe(REASON_GAP);
    expect(Array.from(procs.stateStart.subarray(0, procs.stateOffsets[1]))).toEqual([0, 36, 100]);
    expect(Array.from(procs.state.subarray(0, procs.stateOffsets[1]))).toEqual([
      ProcState.Running,
      ProcState.NotExist,
      ProcState.Idle,
    ]);
  });

  test("and another one nothing is told of anybody twice", () => {
    const trace = buildScripted([...before, sync(100, true), sync(200, true), sync(300)]);
    expect(integrityFaults(trace)).toEqual([]);
    expect(spansOf(trace, 0)).toHaveLength(3);
    expect(trace.goroutines.ended[0]).toBe(100);
  });

  test("a goroutine that is not told of has gone", () => {
    const trace = buildScripted([...before, sync(100, true), goes(110, 0, Undetermined, Waiting), sync(200)]);
    expect(trace.goroutines.ended[1]).toBe(100);
    expect(trace.goroutines.ended[0]).toBeNaN();
  });

  test("a syscall from before does not lose its proc any more", () => {
    const idle = procGoes(105, 0, ProcState.Undetermined, ProcState.Idle);
    const trace = buildScripted([...before, sync(100, true), idle, goes(110, 0, Undetermined, Waiting), sync(200)]);
    expect(integrityFaults(trace)).toEqual([]);
    expect(spansOf(trace, 0).map(([, state]) => state)).not.toContain(SpanState.SyscallBlocked);
  });

  test("a range that was under way counts up to the gap", () => {
    const stop = {
      kind: EventKind.RangeBegin,
      time: 40,
      resource: ResourceKind.Goroutine,
      subject: 1,
      goroutine: 1 as GoroutineIndex,
    };
    const trace = buildScripted([...before, stop, sync(100, true), sync(200)]);
    expect(integrityFaults(trace)).toEqual([]);
    expect(trace.ranges.end[0]).toBe(40);
  });
});
