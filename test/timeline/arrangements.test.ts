import { describe, expect, it } from "vitest";
import type { GoroutineIndex } from "../../src/base/indices.ts";
import { Style } from "../../src/timeline/style.ts";
import { Timeline } from "../../src/timeline/timeline.ts";
import type { Arrangement, GoroutineFilter } from "../../src/timeline/types.ts";
import { drawTile } from "../../src/timeline/tile.ts";
import { annotated } from "../support/annotated-trace.ts";
import { buildTrace, drawTrace } from "../support/fixture-trace.ts";

const NONE: GoroutineFilter = { text: "", frame: "", states: 0, leastNs: 0 };
const BY_CREATOR: Arrangement = { grouping: "creator", order: "seen", filter: NONE };

const running = (start: number): readonly { start: number; state: 0 }[] => [{ start, state: 0 }];

describe("goroutines by creator", () => {
  const trace = buildTrace({
    durationNs: 100,
    goroutines: [
      { id: 1, name: "main.main", spans: running(0) },
      { id: 2, name: "main.serve", spans: running(10), parent: 1 },
      { id: 3, name: "main.serve", spans: running(20), parent: 1 },
      { id: 4, name: "main.read", spans: running(30), parent: 3 },
      { id: 5, name: "main.split", spans: running(40), parent: 1 },
      { id: 6, name: "main.split", spans: running(50), parent: 5 },
      { id: 7, name: "main.read", spans: running(60), parent: 1 },
    ],
  });

  it("are a tree of start functions, in which recursion adds nothing", () => {
    const timeline = new Timeline(trace);
    const { groups } = timeline.arrangements.arrange(BY_CREATOR);
    const lines = groups.map(
      ({ index, name, depth, scope }) =>
        `${"  ".repeat(depth)}${name} ${[...timeline.members(index).ids].join(" ")} (${scope})`,
    );
    const scopeOf = (name: string): number => timeline.outline().groups.find((group) => group.name === name)!.index;
    expect(lines).toEqual([
      `main.main 1 (${scopeOf("main.main")})`,
      `  main.serve 2 3 (${scopeOf("main.serve")})`,
      `    main.read 4 (${scopeOf("main.read")})`,
      `  main.split 5 6 (${scopeOf("main.split")})`,
      `  main.read 7 (${scopeOf("main.read")})`,
    ]);
  });

  it("hang on the nearest creator that the filter leaves", () => {
    const { groups } = new Timeline(trace).arrangements.arrange({ ...BY_CREATOR, filter: { ...NONE, text: "read" } });
    expect(groups.map(({ name, depth, count }) => [name, depth, count])).toEqual([
      ["main.read", 0, 1],
      ["main.read", 0, 1],
    ]);
  });
});

describe("a filter", () => {
  it("asks for a state that lasted, and says how many it leaves", () => {
    const trace = drawTrace(`
      G1 main.a |rrssssssrr|
      G2 main.b |rrssrrssrr|
      G3 main.c |rrqqqqqqrr|
    `);
    const { arrangements } = new Timeline(trace);
    const filter = { ...NONE, states: 1 << Style.BlockedSync, leastNs: 60 };
    const { groups, shown, total } = arrangements.arrange({ grouping: "function", order: "active", filter });
    expect(groups.map(({ name }) => name)).toEqual(["main.a"]);
    expect([shown, total]).toEqual([1, 3]);
  });

  it("finds a function on a goroutine's own stacks, not on those of who woke it", () => {
    const trace = buildTrace({
      durationNs: 100,
      goroutines: [
        { id: 1, spans: [{ start: 0, state: 2, reason: "sleep", stack: ["time.Sleep", "main.wait", "main.main"] }] },
        { id: 2, spans: [{ start: 0, state: 1, waker: 1, stack: ["main.wait", "main.main"] }] },
      ],
    });
    const { arrangements } = new Timeline(trace);
    const filter = { ...NONE, frame: "main.WAIT" };
    const { groups } = arrangements.arrange({ grouping: "none", order: "seen", filter });
    expect(groups).toHaveLength(1);
    expect([...arrangements.members(groups[0]!.index)]).toEqual([0]);
  });
});

describe("a goroutine that did something for several tasks", () => {
  const trace = annotated(drawTrace("G1 main.a |rrrrrrrrrr|\nG2 main.b |rrrrrrrrrr|\nG3 main.c |rrrrrrrrrr|", 10), {
    tasks: [
      { name: "pay", start: 0, end: 90, begunBy: 2 },
      { name: "ship", start: 0, end: 100 },
      { name: "pay", start: 50, end: 60 },
    ],
    members: [
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
      [2, 1],
      [1, 2],
      [0, 2],
    ],
    regions: [
      { goroutine: 0, name: "charge", start: 0, end: 20, task: 0 },
      { goroutine: 0, name: "pack", start: 20, end: 60, task: 1 },
      // One within the other counts once.
      { goroutine: 1, name: "charge", start: 0, end: 30, task: 0 },
      { goroutine: 1, name: "audit", start: 10, end: 20, task: 2 },
      { goroutine: 1, name: "pack", start: 40, end: 75, task: 1 },
    ],
  });
  const { groups } = new Timeline(trace).arrangements.arrange({ grouping: "task", order: "active", filter: NONE });

  it("is in the group of each, which says how many were longer at work for another", () => {
    expect(groups.map(({ name, count, also }) => [name, count, also])).toEqual([
      ["ship", 3, 1],
      ["pay", 3, 2],
    ]);
    const { arrangements } = new Timeline(trace);
    const arrangement: Arrangement = { grouping: "task", order: "active", filter: NONE };
    const [ship, pay] = arrangements.arrange(arrangement).groups;
    expect(arrangements.arrange(arrangement).shown).toBe(3);
    expect([[...arrangements.members(pay!.index)], [...arrangements.members(ship!.index)]]).toEqual([
      [0, 1, 2],
      [0, 1, 2],
    ]);
    // By its regions, or, without any, by the tasks that it began.
    const own = [0, 1, 2].map((g) => arrangements.groupOf(arrangement, g as GoroutineIndex));
    expect(own).toEqual([ship!.index, ship!.index, pay!.index]);
  });

  it("has that group by a number that no filter changes", () => {
    const filter = { ...NONE, text: "main.c" };
    const left = new Timeline(trace).arrangements.arrange({ grouping: "task", order: "active", filter }).groups;
    expect(left).toMatchObject([
      { name: "ship", key: groups[0]!.key, count: 1, also: 1 },
      { name: "pay", key: groups[1]!.key, count: 1, also: 0 },
    ]);
  });
});

describe("a goroutine with several labels", () => {
  it("is in the group of that which it had longest, each until it stopped to run", () => {
    const trace = annotated(drawTrace("G1 main.a |rrssssrrrrrr|", 10), {
      labels: [
        { goroutine: 0, time: 5, label: "GC (fractional)" },
        { goroutine: 0, time: 60, label: "GC (dedicated)" },
        { goroutine: 0, time: 70, label: "GC (idle)" },
      ],
    });
    const { groups } = new Timeline(trace).arrangements.arrange({ grouping: "label", order: "active", filter: NONE });
    expect(groups.map(({ name, count, also }) => [name, count, also])).toEqual([
      ["GC (idle)", 1, 0],
      ["GC (fractional)", 1, 1],
      ["GC (dedicated)", 1, 1],
    ]);
  });
});

describe("a filter, of tasks", () => {
  const trace = annotated(drawTrace("G1 main.a |rrssssssrr|\nG2 main.b |rrrrrrrrrr|", 10), {
    tasks: [
      { name: "pay", start: 0, end: 50 },
      { name: "pay", start: 20, end: 60 },
      { name: "ship main.a", start: 0, end: 100 },
      { name: "rest", start: 0, end: 100 },
    ],
    members: [
      [0, 0],
      [1, 1],
      [2, 1],
    ],
  });
  const left = (change: Partial<GoroutineFilter>): unknown => {
    const timeline = new Timeline(trace);
    const filter = { ...NONE, ...change };
    const arranged = timeline.arrangements.arrange({ grouping: "function", order: "active", filter });
    const types = arranged.taskTypes.map(({ index, name, key }) => {
      expect(timeline.outline().taskTypes[key]!.name).toBe(name);
      return [name, ...timeline.taskMembers(index).tasks];
    });
    expect(types.flatMap(([, ...tasks]) => tasks)).toHaveLength(arranged.tasksShown);
    expect(arranged.tasksTotal).toBe(4);
    return types;
  };

  it("leaves those of goroutines that pass, and those whose name has the text", () => {
    expect(left({ text: "main.a" })).toEqual([
      ["pay", 0],
      ["ship main.a", 2],
    ]);
    expect(left({ text: "nothing" })).toEqual([]);
  });

  it("asks a goroutine of theirs for what a name cannot have", () => {
    expect(left({ states: 1 << Style.BlockedSync })).toEqual([["pay", 0]]);
    expect(left({ text: "ship", states: 1 << Style.BlockedSync })).toEqual([]);
    expect(left({ text: "ship", states: 1 << Style.Running })).toEqual([["ship main.a", 2]]);
  });

  it("draws the bars of those that are left only", () => {
    const timeline = new Timeline(trace);
    const filter = { ...NONE, text: "main.b" };
    const { taskTypes } = timeline.arrangements.arrange({ grouping: "function", order: "active", filter });
    const track = { kind: "task-type", index: taskTypes.find(({ name }) => name === "pay")!.index } as const;
    const tile = drawTile(timeline, { tracks: [track], from: 0, to: 100, pixels: 20 });
    expect([tile.start[0], tile.end.at(-1)]).toEqual([16, 64]);
  });
});

describe("tracks of groups that are no longer kept", () => {
  it("are refused", () => {
    const { arrangements } = new Timeline(drawTrace("G1 main.a |rr|"));
    const one = arrangements.arrange({ grouping: "creator", order: "seen", filter: NONE }).groups[0]!.index;
    for (let i = 0; i < 4; i++)
      arrangements.arrange({ grouping: "none", order: "seen", filter: { ...NONE, leastNs: i } });
    expect(() => arrangements.members(one)).toThrow(`no group ${one}`);
  });
});
