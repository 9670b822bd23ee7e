/** What events carry beside what the listing shows: arguments, stacks in full, clocks. */
import { describe, expect, test } from "vitest";
import { V2Parser } from "../../../../parsers/go-trace/v2/parser.ts";
import { EventKind } from "../../../../src/model/vocabulary.ts";
import { traceBytes } from "../../../support/trace-text.ts";

const HEADER_BYTES = 16;

/** What `look` finds at each event of a kind. */
function at<T>(text: string, kind: EventKind, look: (parser: V2Parser) => T): T[] {
  const bytes = traceBytes(text);
  const parser = new V2Parser(Number(new TextDecoder().decode(bytes.subarray(5, 7))), HEADER_BYTES);
  parser.push(bytes.subarray(HEADER_BYTES));
  parser.end();
  const found: T[] = [];
  while (parser.next()) if (parser.event.kind === kind) found.push(look(parser));
  expect(parser.damage).toEqual([]);
  return found;
}

const RUNNING = `
  generation 1 @1000
    thread 0
      ProcStatus p=0 status=running
      GoStatus g=1 m=0 status=running
  `;

describe("an event", () => {
  test("of a sweep says how much was swept and reclaimed", () => {
    const text = `go 1.26 ${RUNNING}
      GCSweepBegin stack=none
      GCSweepEnd swept=8192 reclaimed=4096`;
    expect(at(text, EventKind.RangeEnd, ({ event }) => [event.value, event.value2])).toEqual([[8192, 4096]]);
  });

  test("of an experiment has its arguments", () => {
    const text = `go 1.26 ${RUNNING}
      SpanAlloc id=11 npages=22 kindclass=33
      HeapObjectFree id=44`;
    const [alloc, free] = at(text, EventKind.Experimental, ({ event }) => [event.value, event.value2, event.value3]);
    expect(alloc).toEqual([11, 22, 33]);
    expect(free![0]).toBe(44);
  });

  test("of a creation has two stacks: the creator's and the one to start with", () => {
    const text = `go 1.26 ${RUNNING}
      GoCreate g=2 start="main.worker w.go:20" stack="main.spawn m.go:6 < main.main m.go:3"`;
    const stacks = at(text, EventKind.StateTransition, ({ event, symbols }) =>
      [event.stack, event.subjectStack].map((stack) =>
        symbols.framesOf(stack).map((f) => `${f.function} ${f.file}:${f.line}`),
      ),
    );
    expect(stacks.at(-1)).toEqual([["main.spawn m.go:6", "main.main m.go:3"], ["main.worker w.go:20"]]);
  });

  test("keeps program counters of 64 bits", () => {
    const text = `go 1.26 ${RUNNING}
      GoStop reason="r" stack="main.f m.go:6@0xffffffff80001000 < main.main m.go:3@0x8000000000000001"`;
    const pcs = at(text, EventKind.StateTransition, ({ event, symbols }) =>
      symbols.framesOf(event.stack).map((f) => f.pc),
    );
    expect(pcs.at(-1)).toEqual([0xffffffff80001000n, 0x8000000000000001n]);
  });

  test("has the same stack in every generation, whatever its number there", () => {
    const text = `go 1.26 ${RUNNING}
      GoStop reason="r" stack="main.other m.go:1"
      GoStart 1 1
      GoStop reason="r" stack="main.f m.go:6 < main.main m.go:3"
      generation 2 @2000
        thread 0
          ProcStatus p=0 status=running
          GoStatus g=1 m=none status=runnable
          GoStart 1 1
          GoStop reason="r" stack="main.f m.go:6 < main.main m.go:3"`;
    const stacks = at(text, EventKind.StateTransition, ({ event }) => event.stack).filter((stack) => stack !== -1);
    expect(stacks).toHaveLength(3);
    expect(stacks[2]).toBe(stacks[1]);
    expect(stacks[2]).not.toBe(stacks[0]);
  });
});

describe("a clock snapshot", () => {
  test("comes with its generation's Sync, since Go 1.25", () => {
    const text = `
      go 1.25
      generation 1 @1000 freq=500000000
        sync @1000 freq=500000000 mono=77 sec=1750000000 nsec=5 dt=10
        thread 0
          ProcStatus p=0 status=running
      generation 2 @2000 freq=500000000
        sync @2000 freq=500000000 mono=2077 sec=1750000001 nsec=250 dt=0
        thread 0
          ProcStatus p=0 status=running`;
    expect(at(text, EventKind.Sync, ({ clock }) => clock)).toEqual([
      { traceNs: 20, monoNs: 77, wallNs: 1750000000e9 + 5 },
      { traceNs: 2000, monoNs: 2077, wallNs: 1750000001e9 + 250 },
      undefined,
    ]);
  });

  test("is not there before", () => {
    expect(at(`go 1.23 ${RUNNING}`, EventKind.Sync, ({ clock }) => clock)).toEqual([undefined, undefined]);
  });
});
