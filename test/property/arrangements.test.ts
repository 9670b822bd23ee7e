import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { GoroutineIndex } from "../../src/base/indices.ts";
import { goroutineEnd, type Trace } from "../../src/model/trace.ts";
import { SpanState } from "../../src/model/vocabulary.ts";
import { isIdle } from "../../src/timeline/goroutine-filter.ts";
import { reasonStyles, spanStyle } from "../../src/timeline/goroutine-style.ts";
import { Timeline } from "../../src/timeline/timeline.ts";
import type { Arrangement, GoroutineFilter, GroupOrder, Grouping } from "../../src/timeline/types.ts";
import { randomTrace } from "../support/random-trace.ts";

const ORDERS: readonly GroupOrder[] = ["active", "seen", "lifetime", "running", "runnable", "blocked"];
const GROUPINGS: readonly Grouping[] = ["function", "creator", "task", "label", "none"];

const filter: fc.Arbitrary<GoroutineFilter> = fc.record({
  text: fc.constantFrom("", "", "a", "G2", "main.*b"),
  frame: fc.constant(""),
  states: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 511 })),
  leastNs: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 2000 })),
});
const arrangement: fc.Arbitrary<Arrangement> = fc.record({
  grouping: fc.constantFrom(...GROUPINGS),
  order: fc.constantFrom(...ORDERS),
  filter,
});

/** Goroutine by goroutine, span by span. */
function brutePasses(trace: Trace, { text, states, leastNs }: GoroutineFilter, g: number): boolean {
  const name = trace.symbols.strings.get(trace.goroutines.name[g] as never);
  const named = {
    "": true,
    a: name.includes("a"),
    G2: trace.symbols.goroutines.text(g) === "2",
    "main.*b": name === "main.b",
  };
  if (!named[text as keyof typeof named]) return false;
  if (states === 0 && leastNs === 0) return true;
  return spansOf(trace, g).some(({ style, ns }) => (states === 0 || (states & (1 << style)) !== 0) && ns >= leastNs);
}

function spansOf(trace: Trace, g: number): { readonly state: number; readonly style: number; readonly ns: number }[] {
  const styles = reasonStyles(trace);
  const first = trace.goroutines.spanOffsets[g]!;
  const last = trace.goroutines.spanOffsets[g + 1]!;
  return Array.from({ length: last - first }, (_, i) => {
    const span = first + i;
    const end = span + 1 < last ? trace.spans.start[span + 1]! : goroutineEnd(trace, g as GoroutineIndex);
    return {
      state: trace.spans.state[span]!,
      style: spanStyle(trace, styles, span),
      ns: end - trace.spans.start[span]!,
    };
  });
}

function valueOf(trace: Trace, order: GroupOrder, g: number): number {
  const total = (state: number): number =>
    spansOf(trace, g).reduce((sum, span) => sum + (span.state === state ? span.ns : 0), 0);
  const created = trace.goroutines.created[g]!;
  switch (order) {
    case "active":
      return (
        total(SpanState.Running) +
        total(SpanState.Runnable) +
        total(SpanState.Syscall) +
        total(SpanState.SyscallBlocked)
      );
    case "seen":
      return -created;
    case "lifetime":
      return goroutineEnd(trace, g as GoroutineIndex) - created;
    case "running":
      return total(SpanState.Running);
    case "runnable":
      return total(SpanState.Runnable);
    case "blocked":
      return total(SpanState.Waiting);
  }
}

describe("an arrangement", () => {
  it("holds each goroutine that passes its filter once, and no other", () => {
    fc.assert(
      fc.property(randomTrace(6, 12), arrangement, (trace, wanted) => {
        const { arrangements } = new Timeline(trace);
        const { groups, shown, total } = arrangements.arrange(wanted);
        const all = Array.from({ length: trace.goroutines.length }, (_, g) => g);
        const expected = all.filter((g) => isIdle(wanted.filter) || brutePasses(trace, wanted.filter, g));
        const held = groups.flatMap(({ index }) => [...arrangements.members(index)]);
        expect(held.toSorted((a, b) => a - b)).toEqual(expected);
        expect([shown, total]).toEqual([expected.length, all.length]);
        for (const { index, count } of groups) expect(arrangements.members(index)).toHaveLength(count);
        for (const g of all) {
          const group = arrangements.groupOf(wanted, g as GoroutineIndex);
          expect(group === -1).toBe(!expected.includes(g));
          if (group !== -1) expect([...arrangements.members(group)]).toContain(g);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("has groups and their goroutines in the order asked for", () => {
    fc.assert(
      fc.property(randomTrace(6, 12), arrangement, (trace, wanted) => {
        const { arrangements } = new Timeline(trace);
        const { groups } = arrangements.arrange(wanted);
        const { order } = wanted;
        const sums = groups.map(({ index }) => {
          const values = [...arrangements.members(index)].map((g) => valueOf(trace, order, g));
          return order === "seen" ? Math.max(...values) : values.reduce((sum, value) => sum + value, 0);
        });
        // Nobody has a creator here, so that no group lies within another.
        expect(sums).toEqual(sums.toSorted((a, b) => b - a));
        for (const { index } of groups) {
          const within = order === "active" ? "seen" : order;
          const values = [...arrangements.ordered(index, order)].map((g) => valueOf(trace, within, g));
          expect(values).toEqual(values.toSorted((a, b) => b - a));
        }
      }),
      { numRuns: 200 },
    );
  });

  it("keeps the tracks of its groups when only the order changes", () => {
    fc.assert(
      fc.property(randomTrace(6, 12), arrangement, fc.constantFrom(...ORDERS), (trace, wanted, order) => {
        const { arrangements } = new Timeline(trace);
        const tracks = (one: Arrangement): number[] => arrangements.arrange(one).groups.map(({ index }) => index);
        expect(tracks({ ...wanted, order }).toSorted((a, b) => a - b)).toEqual(
          tracks(wanted).toSorted((a, b) => a - b),
        );
      }),
    );
  });
});
