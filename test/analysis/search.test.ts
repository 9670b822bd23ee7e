import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { firstPlaces, placesOf } from "../../src/analysis/search/places.ts";
import { search } from "../../src/analysis/search/search.ts";
import { countStacks } from "../../src/analysis/search/stack-counts.ts";
import type { SearchHit } from "../../src/analysis/search/types.ts";
import type { Trace } from "../../src/model/trace.ts";
import { loadBytes, loadText, simulatedBytes } from "../support/loaded-trace.ts";

const TOLD = `
go 1.26
generation 1 @1000 freq=1000000000
  thread 0
    ProcStatus p=0 status=running
    GoStatus g=1 m=0 status=running
    +10 UserTaskBegin task=1 parent=0 name="order" stack="main.serve main.go:3"
    +10 UserRegionBegin task=1 name="check order" stack="main.serve main.go:4"
    +10 UserLog task=1 key="state" value="order is empty" stack="main.serve main.go:5"
    +10 UserRegionEnd task=1 name="check order" stack="main.serve main.go:6"
    +10 GoBlock "chan receive" "main.Serve main.go:12 < main.main main.go:3"
  sample @1020 m=0 p=0 g=1 stack="main.serve main.go:11"
`;

function found(trace: Trace, text: string): readonly SearchHit[] {
  return search(trace, countStacks(trace), text).hits;
}

describe("a search", () => {
  it("finds names of every kind that contain the text, in any case", async () => {
    const trace = await loadText(TOLD);
    const said = (text: string): string[] =>
      found(trace, text).map(({ kind, text: name, places }) => `${kind} ${name} ${places}`);
    expect(said("ORDER")).toEqual(["task order 1", "region check order 1", "log order is empty 1"]);
    expect(said("chan")).toEqual(["reason chan receive 1"]);
    expect(said("main.*erve")).toEqual(["function main.Serve 1", "function main.serve 1"]);
    expect(said("g1")).toEqual(["goroutine G1 1"]);
    expect(said("1")).toEqual(["goroutine G1 1"]);
    expect(said("2")).toEqual([]);
    expect(said("  ")).toEqual([]);
    expect(said("*")).toEqual([]);
  });

  it("leads to the places: spans, samples, and stretches of goroutines", async () => {
    const trace = await loadText(TOLD);
    const at = (text: string): readonly (readonly number[])[] => {
      const { start, end, span, goroutine } = placesOf(trace, found(trace, text));
      return Array.from(start, (from, i) => [from, end[i]! - from, span[i]!, goroutine[i]!]);
    };
    const [region] = at("check order");
    expect(region).toEqual([expect.any(Number), 20, -1, 0]);
    const [log] = at("order is empty");
    expect(log).toEqual([region![0]! + 10, 0, -1, 0]);
    const [blocked] = at("chan receive");
    expect(blocked![2]).toBe(1);
    expect(at("main.serve").map(([, , span]) => span)).toEqual([-1, 1]);
  });

  it("tells of as many places as there are, whatever the trace", () =>
    fc.assert(
      fc.asyncProperty(simulatedBytes, fc.constantFrom("a", "e", "main", "sync", "task", "1"), async (bytes, text) => {
        const trace = await loadBytes(bytes);
        for (const hit of found(trace, text)) {
          const places = placesOf(trace, [hit]);
          expect([hit.text, places.total]).toEqual([hit.text, hit.places]);
          expect(places.start).toHaveLength(hit.places);
          expect([...places.start]).toEqual([...places.start].toSorted((a, b) => a - b));
          places.start.forEach((start, i) => expect(places.end[i]).toBeGreaterThanOrEqual(start));
        }
      }),
      { numRuns: 30 },
    ));
});

describe("of more places than are held", () => {
  it("the first by time are, whatever the order they are told in", () => {
    const times = fc.array(fc.nat(10_000), { maxLength: 300 });
    fc.assert(
      fc.property(times, fc.integer({ min: 1, max: 100 }), (starts, most) => {
        const places = firstPlaces(
          10_000,
          (tell) => starts.forEach((start, row) => tell(start, () => start + 1, row, 0)),
          most,
        );
        expect(places.total).toBe(starts.length);
        expect([...places.start]).toEqual(starts.toSorted((a, b) => a - b).slice(0, most));
        places.span.forEach((row, i) => expect(starts[row]).toBe(places.start[i]));
      }),
    );
  });
});
