import { describe, expect, it } from "vitest";
import { Style } from "../../src/timeline/style.ts";
import { Timeline } from "../../src/timeline/timeline.ts";
import type { Arrangement, GoroutineFilter } from "../../src/timeline/types.ts";
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

describe("tracks of groups that are no longer kept", () => {
  it("are refused", () => {
    const { arrangements } = new Timeline(drawTrace("G1 main.a |rr|"));
    const one = arrangements.arrange({ grouping: "creator", order: "seen", filter: NONE }).groups[0]!.index;
    for (let i = 0; i < 4; i++)
      arrangements.arrange({ grouping: "none", order: "seen", filter: { ...NONE, leastNs: i } });
    expect(() => arrangements.members(one)).toThrow(`no group ${one}`);
  });
});
