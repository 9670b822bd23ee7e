/** All about single tasks and regions, and both as parts of a scope. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { beforeAll, describe, expect, it } from "vitest";
import type { RegionRow, ScopeRequest, TaskRow } from "../../src/engine/analyses/types.ts";
import { createEngine } from "../../src/engine/host.ts";

const engine = createEngine();
let whole: ScopeRequest;
let tasks: readonly TaskRow[];
let regions: readonly RegionRow[];
const BY_START = { by: "start", descending: false };

beforeAll(async () => {
  const bytes = readFileSync(join(import.meta.dirname, "../../testdata/traces/tasks-1.27.trace"));
  const file = new File([new Uint8Array(bytes)], "tasks");
  const opened = await engine.open({ kind: "file", file }, () => undefined);
  if (!opened.ok) throw new Error(opened.error.message);
  whole = { from: 0, to: opened.summary.durationNs, goroutines: { kind: "all" } };
  tasks = (await engine.taskRows(whole, {}, BY_START, 0, 100)).rows;
  regions = (await engine.regionRows(whole, {}, BY_START, 0, 100)).rows;
});

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

describe("a task", () => {
  it("is told as the list has it, with its parent and its subtasks", async () => {
    for (const row of tasks) {
      const { task, id, name, start, end, began, ended, childCount, logCount, goroutineCount } = await engine.task(
        row.task,
      );
      expect({ task, id, name, start, end, began, ended }).toEqual({
        ...pick(row),
        task: row.task,
        id: row.id,
        name: row.name,
      });
      expect([childCount, logCount, goroutineCount]).toEqual([row.children, row.logs, row.goroutines]);
    }
    const breakfast = tasks.find(({ name }) => name === "make breakfast")!;
    const { children } = await engine.task(breakfast.task);
    expect(children.map(({ name }) => name).sort()).toEqual(["cook coffee", "cook eggs", "cook toast"]);
    for (const child of children) expect((await engine.task(child.task)).parent!.task).toBe(breakfast.task);
  });

  it("has spent what its goroutines did, each from the first to the last thing it did for it", async () => {
    for (const { task } of tasks) {
      const { times, goroutineNs, goroutines } = await engine.task(task);
      const told = times.filter(({ kind }) => kind !== "range").map(({ totalNs }) => totalNs);
      expect(sum(told)).toBeCloseTo(goroutineNs, 6);
      expect(goroutineNs).toBeCloseTo(sum(goroutines.map(({ from, to }) => to - from)), 6);
    }
  });

  it("has its logs and regions in order, a page of them at a time, searched in any case of letters", async () => {
    const coffee = tasks.find(({ name }) => name === "cook coffee")!;
    const { total, rows } = await engine.taskEvents(coffee.task, "", 0, 100);
    const times = rows.map(({ time }) => time);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(rows.map(({ kind }) => kind)).toContain("log");
    expect((await engine.taskEvents(coffee.task, "", 2, 3)).rows).toEqual(rows.slice(2, 5));
    expect(total).toBe(rows.length);
    const heat = await engine.taskEvents(coffee.task, "HEAT", 0, 100);
    expect(heat.rows.map(({ kind, text }) => [kind, text])).toEqual([
      ["region begins", "heat"],
      ["region ends", "heat"],
    ]);
    expect((await engine.taskEvents(coffee.task, "nobody says this", 0, 100)).total).toBe(0);
  });

  it("that there is not is refused", async () => {
    await expect(engine.task(99)).rejects.toThrow("no task 99");
    await expect(engine.taskEvents(-1, "", 0, 1)).rejects.toThrow("no task -1");
    await expect(engine.region(1e6)).rejects.toThrow("no region 1000000");
  });
});

describe("a region", () => {
  it("is told as the list has it; its time adds up to how long it lasted", async () => {
    expect(regions.length).toBeGreaterThan(5);
    for (const row of regions) {
      const details = await engine.region(row.region);
      expect(details).toMatchObject({ ...pick(row), name: row.name, goroutine: row.goroutine, task: row.task });
      const told = details.times.filter(({ kind }) => kind !== "range").map(({ totalNs }) => totalNs);
      expect(sum(told)).toBeCloseTo(details.end - details.start, 6);
      expect(details.startStack.length).toBeGreaterThan(0);
    }
  });

  it("comes in the order of any column, narrowed to a name and place, and to a bracket of durations", async () => {
    const { types, count, histogram } = await engine.regions(whole);
    expect(sum(types.map((type) => type.count))).toBe(count);
    expect(count).toBe(regions.length);
    expect(sum(histogram.map((bucket) => bucket.count))).toBe(sum(types.map(({ complete }) => complete)));
    for (const { name, frameRow, frame, count: many, histogram: buckets } of types) {
      const listed = await engine.regionRows(whole, { name, frameRow }, BY_START, 0, 100);
      expect(listed.total).toBe(many);
      expect(frame!.function).toMatch(/^main\./);
      for (const { from, to, count: within } of buckets) {
        const choice = { name, frameRow, minNs: from, belowNs: to };
        expect((await engine.regionRows(whole, choice, BY_START, 0, 100)).total).toBe(within);
      }
    }
    const { columns } = await engine.regionRows(whole, {}, BY_START, 0, 0);
    for (const [i, { key, totalNs }] of columns.entries()) {
      const { rows } = await engine.regionRows(whole, {}, { by: key, descending: true }, 0, 100);
      const times = rows.map((row) => row.times[i]!);
      expect(times).toEqual(times.toSorted((a, b) => b - a));
      expect(sum(times)).toBeCloseTo(totalNs, 6);
    }
    expect((await engine.csv("regions", whole)).trimEnd().split("\r\n")).toHaveLength(1 + count);
  });
});

describe("the goroutines of a task, as a scope", () => {
  it("are those that did something for it or its subtasks; groups and their goroutines agree", async () => {
    for (const { task, name } of tasks) {
      const scope: ScopeRequest = { ...whole, goroutines: { kind: "task", task } };
      const { goroutines, lifetimeNs, rows, columns } = await engine.goroutineGroups(scope);
      const page = await engine.goroutineRows(scope, { by: "id", descending: false }, 0, 100);
      expect(page.total).toBe(goroutines);
      expect(sum(page.rows.map(({ lifetime }) => lifetime))).toBeCloseTo(lifetimeNs, 5);
      columns.forEach(({ totalNs }, i) => expect(sum(rows.map((row) => row.times[i]!.total))).toBeCloseTo(totalNs, 5));
      const own = (await engine.task(task)).goroutines.map(({ goroutine }) => goroutine.index);
      expect(page.rows.map(({ goroutine }) => goroutine.index)).toEqual(expect.arrayContaining(own));
      if (name === "make breakfast") expect(goroutines).toBeGreaterThan(own.length);
    }
    await expect(engine.gc({ ...whole, goroutines: { kind: "task", task: 77 } })).rejects.toThrow("no task 77");
  });
});

function pick({ start, end, began, ended }: TaskRow | RegionRow): object {
  return { start, end, began, ended };
}
