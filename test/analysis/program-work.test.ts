import { describe, expect, it } from "vitest";
import { programWorkAt } from "../../src/analysis/program-work.ts";
import type { GoroutineIndex } from "../../src/base/indices.ts";
import { annotated } from "../support/annotated-trace.ts";
import { drawTrace } from "../support/fixture-trace.ts";

const G1 = 0 as GoroutineIndex;
const NONE = -1;

/** G1 serves a request from 10 on, in it looks something up from 20 to 40; two regions had begun before the trace. */
const TRACE = annotated(drawTrace("G1 |rrrrrrrrrr|\nG2 |rrrrrrrrrr|"), {
  tasks: [{ name: "GET /", start: 10, end: 90 }],
  regions: [
    { goroutine: 0, name: "inner", start: Number.NaN, end: 5, task: NONE },
    { goroutine: 0, name: "outer", start: Number.NaN, end: 8, task: NONE },
    { goroutine: 0, name: "serve", start: 10, end: 90, task: 0 },
    { goroutine: 0, name: "look up", start: 20, end: 40, task: NONE },
  ],
});

function namesAt(goroutine: GoroutineIndex, time: number): readonly [readonly string[], number] {
  const { task, regions } = programWorkAt(TRACE, goroutine, time);
  const { strings } = TRACE.symbols;
  return [regions.map((region) => strings.get(TRACE.regions.name[region]! as Parameters<typeof strings.get>[0])), task];
}

describe("what a goroutine worked for at a time", () => {
  it("is the regions it was in, the outermost first, and the task of the innermost that has one", () => {
    expect(namesAt(G1, 3)).toEqual([["outer", "inner"], NONE]);
    expect(namesAt(G1, 6)).toEqual([["outer"], NONE]);
    expect(namesAt(G1, 9)).toEqual([[], NONE]);
    expect(namesAt(G1, 30)).toEqual([["serve", "look up"], 0]);
    expect(namesAt(G1, 40)).toEqual([["serve"], 0]);
    expect(namesAt(G1, 95)).toEqual([[], NONE]);
  });

  it("is a task that it began itself, where no region tells of one", () => {
    const { tasks } = TRACE;
    const begun = { ...TRACE, tasks: { ...tasks, startGoroutine: Int32Array.of(1) } };
    expect(programWorkAt(begun, 1 as GoroutineIndex, 50)).toEqual({ task: 0, regions: [] });
    expect(programWorkAt(begun, 1 as GoroutineIndex, 90)).toEqual({ task: NONE, regions: [] });
  });
});
