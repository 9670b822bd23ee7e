/** Lists of goroutines narrowed by brackets of time, their histograms, and all about one of them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

import { beforeAll, describe, expect, it } from "vitest";
import type { GoroutineFilter, GoroutineRow, ScopeRequest } from "../../src/engine/analyses/types.ts";
import { createEngine } from "../../src/engine/host.ts";

const engine = createEngine();
const ALL: GoroutineFilter = { brackets: [] };
const BY_ID = { by: "id", descending: false };
const MANY = 1e6;
let whole: ScopeRequest;
let rows: readonly GoroutineRow[];
let keys: readonly string[];

beforeAll(async () => {
  const bytes = gunzipSync(readFileSync(join(import.meta.dirname, "../../testdata/sample.trace.gz")));
  const opened = await engine.open(
    { kind: "file", file: new File([new Uint8Array(bytes)], "sample") },
    () => undefined,
  );
  if (!opened.ok) throw new Error(opened.error.message);
  whole = { from: 0, to: opened.summary.durationNs, goroutines: { kind: "all" } };
  const page = await engine.goroutineRows(whole, BY_ID, 0, MANY);
  rows = page.rows;
  keys = page.columns.map(({ key }) => key);
});

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
const value = (row: GoroutineRow, by: string): number =>
  by === "lifetime" ? row.lifetime : (row.times[keys.indexOf(by)] ?? 0);

describe("brackets of time", () => {
  it("list the goroutines of each bar of each histogram", async () => {
    const { lifetime, columns } = await engine.goroutineSpread(whole, ALL);
    expect(columns.map(({ by }) => by)).toEqual(keys);
    for (const { by, histogram, none } of [lifetime, ...columns]) {
      expect(none + sum(histogram.map(({ count }) => count))).toBe(rows.length);
      const bar = histogram.toSorted((a, b) => b.count - a.count)[0]!;
      const filter = { brackets: [{ by, minNs: bar.from, belowNs: bar.to }] };
      const listed = await engine.goroutineRows(whole, BY_ID, 0, MANY, filter);
      expect(listed.total).toBe(bar.count);
      const byHand = rows.filter((row) => value(row, by) >= bar.from && value(row, by) < bar.to);
      expect(listed.rows.map(({ goroutine }) => goroutine.index)).toEqual(
        byHand.map(({ goroutine }) => goroutine.index),
      );
    }
  });

  it("narrow all histograms but their own, and come together", async () => {
    const [first, second] = [
      { by: "lifetime", minNs: 0, belowNs: 1e7 },
      { by: "t0", minNs: 1, belowNs: 1e5 },
    ];
    const meets = (row: GoroutineRow, { by, minNs, belowNs }: typeof first): boolean =>
      value(row, by) >= minNs && value(row, by) < belowNs;
    const { lifetime, columns } = await engine.goroutineSpread(whole, { brackets: [first, second] });
    const all = ({ histogram, none }: typeof lifetime): number => none + sum(histogram.map(({ count }) => count));
    expect(all(lifetime)).toBe(rows.filter((row) => meets(row, second)).length);
    expect(all(columns.find(({ by }) => by === "t0")!)).toBe(rows.filter((row) => meets(row, first)).length);
    const both = rows.filter((row) => meets(row, first) && meets(row, second)).length;
    expect(all(columns.find(({ by }) => by === "t1")!)).toBe(both);
    expect((await engine.goroutineRows(whole, BY_ID, 0, 1, { brackets: [first, second] })).total).toBe(both);
    expect(both).toBeGreaterThan(0);
    expect(both).toBeLessThan(rows.length);
  });
});

describe("places of creation", () => {
  it("count each goroutine once, and list those of a place", async () => {
    const places = await engine.creationStacks(whole);
    expect(sum(places.map(({ goroutines }) => goroutines))).toBe(rows.length);
    for (const { stack, goroutines, first, frames } of places) {
      const listed = await engine.goroutineRows(whole, BY_ID, 0, MANY, { brackets: [], creationStack: stack });
      expect(listed.total).toBe(goroutines);
      expect(listed.rows.map(({ goroutine }) => goroutine.index)).toContain(first.index);
      expect((await engine.goroutine(first.index)).creationStack).toEqual(frames);
    }
  });
});

describe("one goroutine", () => {
  it("has its spans page by page, those that reach into a window", async () => {
    const { index } = rows[0]!.goroutine;
    const { from, to } = whole;
    const { firstSpan, spanCount, created } = await engine.goroutine(index);
    const all = await engine.goroutineSpans(index, from, to, 0, MANY);
    expect([all.total, all.rows.length, all.rows[0]!.span]).toEqual([spanCount, spanCount, firstSpan]);
    expect((await engine.goroutineSpans(index, from, to, 3, 4)).rows).toEqual(all.rows.slice(3, 7));
    const [a, b] = [created + (to - created) / 3, created + (to - created) / 2];
    const within = await engine.goroutineSpans(index, a, b, 0, MANY);
    expect(within.rows).toEqual(all.rows.filter(({ start, end }) => start <= b && end > a));
    expect((await engine.goroutineAccount(index, a, b)).spanCount).toBe(within.total);
  });

  it("was woken as often as its waits ended, from places that are told; who woke it is related", async () => {
    const busy = rows.toSorted((a, b) => value(b, "t0") - value(a, "t0")).slice(0, 20);
    let known = 0;
    for (const { goroutine } of busy) {
      const spans = (await engine.goroutineSpans(goroutine.index, whole.from, whole.to, 0, MANY)).rows;
      const ended = spans.filter(({ state }, i) => state === "runnable" && spans[i - 1]?.state === "blocked").length;
      const { wakings, related, children } = await engine.goroutineAccount(goroutine.index, whole.from, whole.to);
      if (wakings.total === wakings.rows.length) expect(sum(wakings.rows.map(({ count }) => count))).toBe(ended);
      const kin = new Set(related.rows.map(({ index }) => index));
      for (const waking of wakings.rows) {
        if (waking.goroutine === undefined || waking.goroutine.index === goroutine.index) continue;
        if (related.total === related.rows.length) expect(kin.has(waking.goroutine.index)).toBe(true);
        if (waking.stack.length > 0) known++;
      }
      for (const child of children.rows.slice(0, 5))
        expect((await engine.goroutine(child.index)).parent!.index).toBe(goroutine.index);
    }
    expect(known).toBeGreaterThan(0);
    await expect(engine.goroutineAccount(9e6 as never, 0, 1)).rejects.toThrow("no goroutine 9000000");
  });
});
