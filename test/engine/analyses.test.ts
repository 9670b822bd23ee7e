import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { matches } from "../../src/base/matches.ts";
import { Recent } from "../../src/engine/analyses/recent.ts";
import type { GoroutineChoice, GoroutineRow, ScopeRequest } from "../../src/engine/analyses/types.ts";
import { createEngine } from "../../src/engine/host.ts";
import type { TraceSummary } from "../../src/engine/protocol.ts";

const TRACE = join(import.meta.dirname, "../../testdata/traces/gc-1.24.trace");
const ALL: GoroutineChoice = { kind: "all" };
const BY_ID = { by: "id", descending: false };

const engine = createEngine();
let summary: TraceSummary;
let whole: ScopeRequest;

beforeAll(async () => {
  const file = new File([new Uint8Array(readFileSync(TRACE))], "gc.trace");
  const opened = await engine.open({ kind: "file", file }, () => undefined);
  if (!opened.ok) throw new Error(opened.error.message);
  summary = opened.summary;
  whole = { from: 0, to: summary.durationNs, goroutines: ALL };
});

describe("the collector's cycles and stops", () => {
  it("are those of the list of pauses, over the whole trace", async () => {
    const [report, pauses] = await Promise.all([engine.gc(whole), engine.pauses()]);
    expect(report.cycles.length).toBeGreaterThan(2);
    expect(report.cycles.map(({ range }) => range)).toEqual(pauses.cycles.map(({ range }) => range));
    expect(report.stops.map(({ range, ns }) => ({ range, ns }))).toEqual(
      pauses.pauses.map(({ range, ns }) => ({ range, ns })),
    );
    expect(report.histogram.reduce((sum, { count }) => sum + count, 0)).toBe(report.stops.length);
    expect(report.duration.max).toBe(Math.max(...report.stops.map(({ ns }) => ns)));
  });

  it("name who asked", async () => {
    const { stops } = await engine.gc(whole);
    const { askedBy, range } = stops.find((stop) => stop.askedBy !== undefined)!;
    expect((await engine.range(range)).goroutine).toEqual(askedBy);
  });

  it("are narrowed to a window", async () => {
    const { cycles } = await engine.gc(whole);
    const second = cycles[1]!;
    const within = { ...whole, from: second.markStart + second.markNs / 2, to: second.markStart + second.markNs / 2 };
    expect((await engine.gc(within)).cycles.map(({ number }) => number)).toEqual([2]);
  });

  it("are the rows of a CSV file", async () => {
    const lines = (await engine.csv("cycles", whole)).trimEnd().split("\r\n");
    expect(lines[0]).toMatch(/^number,trigger,mark_start_ns,/);
    expect(lines).toHaveLength(1 + (await engine.gc(whole)).cycles.length);
    expect((await engine.csv("stops", whole)).trimEnd().split("\r\n")).toHaveLength(
      1 + (await engine.gc(whole)).stops.length,
    );
  });
});

describe("the overview of a scope", () => {
  it("adds up to what is known of the whole trace", async () => {
    const [report, overview] = await Promise.all([engine.scopeOverview(whole), engine.overview()]);
    expect(report.goroutineNs).toBeCloseTo(overview.goroutineNs, 3);
    expect(report.goroutines).toBe((await engine.goroutineGroups(whole)).goroutines);
    const partNs = summary.durationNs / report.parts;
    for (const { style, goroutines } of report.states) {
      const ns = overview.times.find((time) => time.style === style)!.ns;
      expect(goroutines.reduce((sum, mean) => sum + mean, 0) * partNs).toBeCloseTo(ns, 0);
    }
    expect(report.states).toHaveLength(overview.times.length);
  });

  it("names what facts lead to", async () => {
    const { facts } = await engine.scopeOverview(whole);
    const { groups } = await engine.outline();
    const kinds = facts.map(({ kind }) => kind);
    expect(kinds).toContain("pause");
    for (const fact of facts) {
      if (fact.kind === "blocked") expect(groups[fact.groupIndex]!.name).toBe(fact.group);
      if ("at" in fact) expect((await engine.span(fact.at.span)).goroutine).toEqual(fact.at.goroutine);
    }
    const { stops } = await engine.gc(whole);
    const [longest] = stops.toSorted((a, b) => b.ns - a.ns);
    expect(facts.find(({ kind }) => kind === "pause")).toMatchObject({ range: longest!.range, ns: longest!.ns });
  });

  it("is a CSV file of times, and one of facts", async () => {
    const { times, facts } = await engine.scopeOverview(whole);
    expect((await engine.csv("times", whole)).trimEnd().split("\r\n")).toHaveLength(1 + times.length);
    expect((await engine.csv("facts", whole)).trimEnd().split("\r\n")).toHaveLength(1 + facts.length);
  });
});

describe("groups of goroutines", () => {
  it("add up to what the overview says", async () => {
    const [report, overview] = await Promise.all([engine.goroutineGroups(whole), engine.overview()]);
    const stateNs = report.columns
      .filter(({ kind }) => kind !== "range")
      .reduce((sum, { totalNs }) => sum + totalNs, 0);
    expect(stateNs).toBeCloseTo(overview.goroutineNs, 3);
    expect(report.lifetimeNs).toBeCloseTo(overview.goroutineNs, 3);
    for (const { style, ns } of overview.times) {
      const columns = report.columns.filter((column) => column.kind !== "range" && column.style === style);
      expect(columns.reduce((sum, { totalNs }) => sum + totalNs, 0)).toBeCloseTo(ns, 3);
    }
  });

  it("are those of the timeline", async () => {
    const [report, outline] = await Promise.all([engine.goroutineGroups(whole), engine.outline()]);
    for (const row of report.rows) expect(outline.groups[row.group]!.name).toBe(row.name);
  });

  it("can be chosen one by one, by goroutine, and by name", async () => {
    const { rows } = await engine.goroutineGroups(whole);
    const largest = rows.toSorted((a, b) => b.count - a.count)[0]!;
    const ofGroup = await engine.goroutineGroups({ ...whole, goroutines: { kind: "group", group: largest.group } });
    expect(ofGroup.rows.map(({ name, count }) => ({ name, count }))).toEqual([
      { name: largest.name, count: largest.count },
    ]);
    const byName = await engine.goroutineGroups({ ...whole, goroutines: { kind: "match", text: largest.name } });
    expect(byName.rows.find(({ name }) => name === largest.name)!.count).toBe(largest.count);
    const { rows: one } = await engine.goroutineRows(whole, BY_ID, 0, 1);
    const alone = { ...whole, goroutines: { kind: "goroutine", goroutine: one[0]!.goroutine.index } as const };
    expect((await engine.goroutineGroups(alone)).goroutines).toBe(1);
  });

  it("are refused where the trace has none", async () => {
    const group = { ...whole, goroutines: { kind: "group", group: 9999 } as const };
    await expect(engine.goroutineGroups(group)).rejects.toThrow("no group 9999");
    const goroutine = { ...whole, goroutines: { kind: "goroutine", goroutine: 99999 as never } as const };
    await expect(engine.gc(goroutine)).rejects.toThrow("no goroutine 99999");
  });

  it("of an empty part of time have spent none", async () => {
    const nothing = await engine.goroutineGroups({ ...whole, from: 5, to: 5 });
    expect(nothing.columns).toEqual([]);
    expect(nothing.lifetimeNs).toBe(0);
  });
});

describe("rows of goroutines", () => {
  async function allRows(by: string, descending: boolean, size: number): Promise<readonly GoroutineRow[]> {
    const rows: GoroutineRow[] = [];
    for (let first = 0, total = 1; first < total; first += size) {
      const page = await engine.goroutineRows(whole, { by, descending }, first, size);
      expect(page.first).toBe(first);
      total = page.total;
      rows.push(...page.rows);
    }
    return rows;
  }

  it("come page by page, each once", async () => {
    const rows = await allRows("id", false, 3);
    const ids = rows.map(({ goroutine }) => Number(goroutine.id));
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
    expect(new Set(rows.map(({ goroutine }) => goroutine.index)).size).toBe(rows.length);
    expect(rows).toHaveLength((await engine.goroutineGroups(whole)).goroutines);
  });

  it("come in the order of any column, what has no value last", async () => {
    const { columns } = await engine.goroutineRows(whole, BY_ID, 0, 1);
    const lifetimes = (await allRows("lifetime", true, 50)).map(({ lifetime }) => lifetime);
    expect(lifetimes).toEqual(lifetimes.toSorted((a, b) => b - a));
    for (const [i, { key, totalNs }] of columns.entries()) {
      const times = (await allRows(key, true, 50)).map((row) => row.times[i]!);
      expect(times).toEqual(times.toSorted((a, b) => b - a));
      expect(times.reduce((sum, ns) => sum + ns, 0)).toBeCloseTo(totalNs, 3);
    }
    const ended = (await allRows("ended", true, 50)).map((row) => row.ended);
    expect(ended.findLastIndex((time) => !Number.isNaN(time))).toBe(
      ended.filter((time) => !Number.isNaN(time)).length - 1,
    );
  });
});

describe("scheduling", () => {
  it("counts each wait once: by group, by duration, over time", async () => {
    const { overall, groups, histogram, overTime } = await engine.scheduler(whole);
    expect(overall.count).toBeGreaterThan(10);
    const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);
    expect(sum(groups.map(({ latency }) => latency.count))).toBe(overall.count);
    expect(sum(histogram.map(({ count }) => count))).toBe(overall.count);
    expect(sum(overTime.map(({ latency }) => latency.count))).toBe(overall.count);
  });

  it("names the longest waits, and the groups as the timeline does", async () => {
    const [{ overall, longest, groups }, outline] = await Promise.all([engine.scheduler(whole), engine.outline()]);
    expect(longest[0]!.end - longest[0]!.start).toBe(overall.max);
    const details = await engine.span(longest[0]!.span);
    expect(details).toMatchObject({ state: "runnable", goroutine: longest[0]!.goroutine });
    for (const { group, name } of groups) expect(outline.groups[group]!.name).toBe(name);
  });

  it("tells of each proc, and how many were runnable as the groups do", async () => {
    const [{ procs, overTime }, groups] = await Promise.all([engine.scheduler(whole), engine.goroutineGroups(whole)]);
    expect(procs.map(({ id }) => id)).toHaveLength(summary.procCount);
    const partNs = summary.durationNs / overTime.length;
    const runnableNs = overTime.reduce((sum, { runnable }) => sum + runnable * partNs, 0);
    expect(runnableNs).toBeCloseTo(groups.columns.find(({ name }) => name === "runnable")!.totalNs, 0);
  });

  it("comes as CSV", async () => {
    const { groups } = await engine.scheduler(whole);
    expect((await engine.csv("latency", whole)).trimEnd().split("\r\n")).toHaveLength(2 + groups.length);
    expect((await engine.csv("procs", whole)).trimEnd().split("\r\n")).toHaveLength(1 + summary.procCount);
  });
});

describe("tasks", () => {
  const tasks = createEngine();
  let scope: ScopeRequest;
  beforeAll(async () => {
    const bytes = readFileSync(join(import.meta.dirname, "../../testdata/traces/tasks-1.27.trace"));
    const opened = await tasks.open(
      { kind: "file", file: new File([new Uint8Array(bytes)], "tasks") },
      () => undefined,
    );
    if (!opened.ok) throw new Error(opened.error.message);
    scope = { from: 0, to: opened.summary.durationNs, goroutines: ALL };
  });
  const BY_START = { by: "start", descending: false };
  const LONGEST = { by: "ns", descending: true };

  it("are counted by type, and all listed", async () => {
    const { types, count } = await tasks.tasks(scope);
    expect(count).toBeGreaterThan(2);
    expect(types.reduce((sum, type) => sum + type.count, 0)).toBe(count);
    const { total, rows } = await tasks.taskRows(scope, {}, BY_START, 0, 1000);
    expect([total, rows.length]).toEqual([count, count]);
    const starts = rows.map(({ start }) => start);
    expect(starts).toEqual(starts.toSorted((a, b) => a - b));
    expect((await tasks.csv("tasks", scope)).trimEnd().split("\r\n")).toHaveLength(1 + count);
  });

  it("are listed longest first, page by page", async () => {
    const all = (await tasks.taskRows(scope, {}, LONGEST, 0, 1000)).rows;
    const lengths = all.map(({ start, end }) => end - start);
    expect(lengths).toEqual(lengths.toSorted((a, b) => b - a));
    expect((await tasks.taskRows(scope, {}, LONGEST, 1, 2)).rows).toEqual(all.slice(1, 3));
  });

  it("are narrowed to a type, to a bracket of its durations, and to a text", async () => {
    const { types } = await tasks.tasks(scope);
    const type = types.find(({ complete }) => complete > 0)!;
    const ofType = await tasks.taskRows(scope, { name: type.name }, BY_START, 0, 1000);
    expect(ofType.total).toBe(type.count);
    let inBuckets = 0;
    for (const { from, to, count } of type.histogram) {
      const within = await tasks.taskRows(scope, { name: type.name, minNs: from, belowNs: to }, BY_START, 0, 1000);
      expect(within.total).toBe(count);
      inBuckets += count;
    }
    expect(inBuckets).toBe(type.complete);
    expect((await tasks.taskRows(scope, { text: type.name }, BY_START, 0, 1000)).total).toBeGreaterThanOrEqual(
      type.count,
    );
    expect((await tasks.taskRows(scope, { text: "no task says this" }, BY_START, 0, 10)).total).toBe(0);
  });

  it("that a program does not make are none", async () => {
    expect(await engine.tasks(whole)).toEqual({ types: [], count: 0, histogram: [] });
  });
});

describe("mutator utilization", () => {
  const flags = { stw: true, background: true, assist: true, sweep: false, perProc: false };

  it("is the same however many points are asked for at once", async () => {
    const windows = [1e4, 1e5, 1e6];
    const together = await engine.mmu(whole, flags, windows, [0.5]);
    for (const [i, windowNs] of windows.entries()) {
      expect(await engine.mmu({ ...whole }, { ...flags }, [windowNs], [0.5])).toEqual([together[i]]);
    }
    expect(together.map(({ windowNs }) => windowNs)).toEqual(windows);
    expect(together.every(({ mmu, percentiles }) => mmu >= 0 && mmu <= percentiles[0]!)).toBe(true);
  });

  it("is worst in a window that has the minimum", async () => {
    const [point] = await engine.mmu(whole, flags, [1e5], []);
    const [worst] = await engine.worstWindows(whole, flags, 1e5);
    expect(worst!.utilization).toBeCloseTo(point!.mmu, 9);
    expect(worst!.end - worst!.start).toBeCloseTo(1e5, 3);
  });

  it("depends on the window, not on the goroutines", async () => {
    const some = { ...whole, goroutines: { kind: "match", text: "main" } as const };
    expect(await engine.mmu(some, flags, [1e5], [0.1])).toEqual(await engine.mmu(whole, flags, [1e5], [0.1]));
  });
});

describe("a pattern", () => {
  it.each([
    ["net/http.(*conn).serve", "http", true],
    ["net/http.(*conn).serve", "HTTP*Serve", true],
    ["net/http.(*conn).serve", "serve*http", false],
    ["net/http.(*conn).serve", "(*conn)", true],
    ["main.main", "", true],
    ["", "main", false],
    ["main.main.func1", "main*main*main", false],
  ])("matches %j by %j: %s", (name, pattern, matched) => {
    expect(matches(name, pattern)).toBe(matched);
  });
});

describe("recent values", () => {
  it("are computed once, and again when they were pushed out", () => {
    const recent = new Recent<{ readonly key: string }>(2);
    const computed: string[] = [];
    const get = (key: string): void => {
      recent.get(key, () => {
        computed.push(key);
        return { key };
      });
    };
    for (const key of ["a", "b", "a", "c", "a", "b"]) get(key);
    expect(computed).toEqual(["a", "b", "c", "b"]);
  });
});
