import { describe, expect, it } from "vitest";
import { NOTHING } from "../../src/app/selection.ts";
import { pauseRows } from "../../views/details/pause-rows.ts";
import { longest, pauseReason, timeParts } from "../../views/overview/facts.ts";
import { neighbourPause } from "../../views/details/pause-steps.ts";
import { Style } from "../../src/timeline/style.ts";
import type { PauseList } from "../../src/engine/protocol.ts";

const PAUSES: PauseList = {
  pauses: [
    { range: 4, name: "stop-the-world (GC sweep termination)", start: 100, ns: 30, cycle: 1 },
    { range: 9, name: "stop-the-world (GC mark termination)", start: 500, ns: 70, cycle: 1 },
    { range: 2, name: "stop-the-world (start trace)", start: 900, ns: 70, cycle: undefined },
  ],
  cycles: [{ range: 5, start: 130, ns: 370 }],
};
const WHOLE = { from: 0, to: 1000 };

describe("the list of pauses", () => {
  it("is by time, or by length with equals by time", () => {
    expect(pauseRows(PAUSES, "pauses", "start").map(({ range }) => range)).toEqual([4, 9, 2]);
    expect(pauseRows(PAUSES, "pauses", "ns").map(({ range }) => range)).toEqual([9, 2, 4]);
  });

  it("says why the world stopped, and in which cycle, counted from one", () => {
    const [first, , last] = pauseRows(PAUSES, "pauses", "start");
    expect(first).toMatchObject({ name: "GC sweep termination", cycle: 1, style: Style.StopTheWorld });
    expect(last).toMatchObject({ name: "start trace", cycle: undefined });
    const nameless = { ...PAUSES, pauses: [{ ...PAUSES.pauses[0]!, name: "" }] };
    expect(pauseRows(nameless, "pauses", "start")[0]?.name).toBe("reason not recorded");
    expect(pauseRows(PAUSES, "cycles", "ns")).toMatchObject([{ range: 5, cycle: 1, ns: 370 }]);
  });
});

describe("stepping through pauses", () => {
  it("starts from the selected one", () => {
    expect(neighbourPause(PAUSES, { kind: "range", range: 9 }, WHOLE, 1)?.range).toBe(2);
    expect(neighbourPause(PAUSES, { kind: "range", range: 9 }, WHOLE, -1)?.range).toBe(4);
    expect(neighbourPause(PAUSES, { kind: "range", range: 2 }, WHOLE, 1)).toBeUndefined();
  });

  it("or from the edge of the window", () => {
    expect(neighbourPause(PAUSES, NOTHING, WHOLE, 1)?.range).toBe(4);
    expect(neighbourPause(PAUSES, NOTHING, WHOLE, -1)?.range).toBe(2);
    expect(neighbourPause(PAUSES, NOTHING, { from: 200, to: 300 }, 1)?.range).toBe(9);
    expect(neighbourPause(PAUSES, { kind: "range", range: 5 }, { from: 200, to: 300 }, -1)?.range).toBe(4);
    expect(neighbourPause(PAUSES, NOTHING, { from: 0, to: 10 }, -1)).toBeUndefined();
  });
});

it("names of pauses lose what all have in common", () => {
  expect(pauseReason("stop-the-world (GOMAXPROCS)")).toBe("GOMAXPROCS");
  expect(pauseReason("GC mark assist")).toBe("GC mark assist");
});

it("the longest is the first of equals, and of none there is none", () => {
  expect(longest(PAUSES.pauses)?.range).toBe(9);
  expect(longest([])).toBeUndefined();
});

it("parts of goroutine time add up to all of it, whatever styles occur", () => {
  const styles = [0, 1, 2, 3, 4, 5, 6, 7, 8];
  const times = styles.map((style) => ({ state: "", style, ns: 2 ** style }));
  const goroutineNs = 2 ** styles.length - 1;
  const overview = { times, goroutineNs, procBusyNs: 0, procNs: 0, longestRunnable: undefined };
  const parts = timeParts(overview);
  expect(parts.reduce((sum, { ns }) => sum + ns, 0)).toBe(goroutineNs);
  expect(timeParts({ ...overview, times: [times[1]!] })).toEqual([
    { name: "runnable", style: Style.Runnable, members: [Style.Runnable], ns: 2 },
  ]);
});
