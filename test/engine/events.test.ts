/** Events as the page lists them: those of the command line, wherever one looks, however they are narrowed. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { nextTask } from "../../src/base/next-task.ts";
import { openTrace } from "../../parsers/open.ts";
import { TraceEvents } from "../../src/engine/events/events.ts";
import { PAGE_EVENTS } from "../../src/engine/events/event-log.ts";
import type { EventChoice, EventRow } from "../../src/engine/events/types.ts";
import type { ScopeRequest } from "../../src/engine/analyses/types.ts";
import { EventFilter, type EventFilterOptions } from "../../src/export/event-filter.ts";
import { EventListing } from "../../src/export/event-listing.ts";
import { Timeline } from "../../src/timeline/timeline.ts";
import { answerOf, bytesOf, goldenTraces } from "../support/answers.ts";
import { loadBytes } from "../support/loaded-trace.ts";

const ALL = { kind: "all" } as const;
const opened: TraceEvents[] = [];

afterEach(() => {
  for (const events of opened.splice(0)) events.close();
});

interface Asked {
  readonly timeline: Timeline;
  readonly events: TraceEvents;
  readonly whole: ScopeRequest;
}

async function ask(bytes: Uint8Array, source = bytes): Promise<Asked> {
  const trace = await loadBytes(bytes);
  const timeline = new Timeline(trace);
  const file = new File([new Uint8Array(source)], "some.trace");
  const events = new TraceEvents(timeline, { kind: "file", file });
  opened.push(events);
  return { timeline, events, whole: { from: 0, to: trace.durationNs, goroutines: ALL } };
}

/** All that match, once all were looked at. */
async function count({ events, whole }: Asked, choice: EventChoice = {}, scope = whole): Promise<number> {
  for (;;) {
    const { isComplete, found } = await events.events(scope, choice, 0, 0);
    if (isComplete) return found;
    await nextTask();
  }
}

async function lines(asked: Asked, choice: EventChoice = {}, scope = asked.whole): Promise<string[]> {
  const found = await count(asked, choice, scope);
  return (await asked.events.eventLines(scope, choice, found)).split("\n").slice(0, -1);
}

/** What the command line lists. */
async function listed(bytes: Uint8Array, options: EventFilterOptions = {}): Promise<string[]> {
  const trace = await openTrace(once(bytes));
  if (!trace.ok) throw new Error(trace.message);
  const { parser } = trace;
  const filter = new EventFilter(parser, options);
  const listing = new EventListing(parser);
  const found: string[] = [];
  const drain = (): void => {
    while (parser.next()) if (filter.matches()) found.push(listing.line());
  };
  for await (const chunk of trace.chunks) {
    parser.push(chunk);
    drain();
  }
  parser.end();
  drain();
  return found;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function spelt({ time, kind, thread, proc, goroutine, about, stack }: EventRow): string {
  return [time, kind, `m=${thread}`, `p=${proc}`, `g=${goroutine}`, about, stack]
    .filter((part) => part !== "")
    .join(" ");
}

describe("events", () => {
  it.each(goldenTraces().filter(({ path }) => !path.endsWith(".gz")))(
    "are those that Go reads: $name",
    async (golden) => {
      const asked = await ask(bytesOf(golden));
      const want = answerOf(golden);
      const got = await lines(asked);
      const hash = createHash("sha256");
      for (const line of got) hash.update(`${line}\n`);
      expect(got).toHaveLength(want.events);
      expect(hash.digest("hex")).toBe(want.order_sha256);
    },
  );
});

describe("the sample's events", () => {
  const compressed = readFileSync("testdata/sample.trace.gz");
  let bytes: Uint8Array;
  let asked: Asked;
  let all: string[];

  beforeAll(async () => {
    bytes = bytesOf(goldenTraces().find(({ name }) => name === "sample")!);
    all = await listed(bytes);
  });

  it("are had from anywhere, from a compressed file, and say where they lead", async () => {
    asked = await ask(bytes, compressed);
    expect(await count(asked)).toBe(all.length);
    expect(all.length).toBeGreaterThan(5 * PAGE_EVENTS);
    for (const first of [0, 17, PAGE_EVENTS - 3, 3 * PAGE_EVENTS + 1, all.length - 5]) {
      const { rows } = await asked.events.events(asked.whole, {}, first, 10);
      expect(rows.map(spelt)).toEqual(all.slice(first, first + 10));
      expect(rows.map(({ number }) => number)).toEqual(rows.map((_, i) => first + i));
      for (const { place, time } of rows) {
        if (place) expect(place.start <= time && time <= place.end).toBe(true);
      }
    }
    const { trace } = asked.timeline;
    const { rows } = await asked.events.events(asked.whole, { kind: "RangeEnd" }, 0, 50);
    for (const { place, time } of rows) expect(place?.kind === "range" && trace.ranges.end[place.row]).toBe(time);
  });

  it("are narrowed as the command line narrows them", async () => {
    asked = await ask(bytes);
    const busy = /g=(\d+) .*Running->Waiting/.exec(all.find((line) => line.includes("Running->Waiting"))!)![1]!;
    const cases: readonly EventFilterOptions[] = [
      { kind: "RangeBegin" },
      { kind: "StateTransition", goroutine: busy },
      { from: 1e9, to: 1.01e9 },
      { from: 1e9, to: 1.2e9, kind: "Label" },
      { from: 1, to: 2 },
    ];
    for (const { from = 0, to = asked.whole.to, ...choice } of cases) {
      const scope = { ...asked.whole, from, to };
      expect(await lines(asked, choice, scope)).toEqual(await listed(bytes, { from, to, ...choice }));
    }
  });

  it("are narrowed by proc, by text of reason or stack, and by the scope's goroutines", async () => {
    asked = await ask(bytes);
    const onProc = all.filter((line) => / p=2 /.test(line) || / proc=2 /.test(line) || /scope=Proc\(2\)/.test(line));
    expect(await lines(asked, { proc: "2" })).toEqual(onProc);

    const sleeps = await lines(asked, { text: "SLEEP", kind: "StateTransition" });
    expect(sleeps.length).toBeGreaterThan(0);
    expect(sleeps).toEqual(expect.arrayContaining(all.filter((line) => line.includes('reason="sleep"'))));
    await count(asked, { text: "importProduct", kind: "StateTransition" });
    const stacks = await asked.events.events(asked.whole, { text: "importProduct", kind: "StateTransition" }, 0, 20);
    expect(stacks.rows.length).toBe(20);
    for (const { functions } of stacks.rows) expect(functions.join()).toContain("importProduct");

    const scope: ScopeRequest = { ...asked.whole, goroutines: { kind: "match", text: "main.customer" } };
    const { trace } = asked.timeline;
    const ids = new Set<string>();
    trace.goroutines.name.forEach((name, row) => {
      if (trace.symbols.strings.get(name as never).includes("main.customer"))
        ids.add(trace.symbols.goroutines.text(row));
    });
    const concerns = (line: string): boolean =>
      [/ g=(\d+) /, / goroutine=(\d+) /, /scope=Goroutine\((\d+)\)/].some((id) => ids.has(id.exec(line)?.[1] ?? ""));
    expect(await lines(asked, {}, scope)).toEqual(all.filter(concerns));
  });

  it("are found by their time", async () => {
    asked = await ask(bytes);
    await count(asked);
    await count(asked, { kind: "Label" });
    const labels = all.filter((line) => line.includes(" Label "));
    for (const time of [0, 5e8, 1.5e9, asked.whole.to]) {
      const before = (list: string[]): number => list.filter((line) => Number(line.split(" ", 1)[0]) < time).length;
      expect(await asked.events.eventAt(asked.whole, {}, time)).toBe(before(all));
      expect(await asked.events.eventAt(asked.whole, { kind: "Label" }, time)).toBe(before(labels));
    }
  });

  it("come while they are still read; reading stops and goes on", async () => {
    asked = await ask(bytes);
    let early = await asked.events.events(asked.whole, {}, 0, 50);
    while (early.rows.length < 50) early = await asked.events.events(asked.whole, {}, 0, 50);
    expect(early.rows.map(spelt)).toEqual(all.slice(0, 50));
    expect(early.isComplete).toBe(false);
    asked.events.pauseEvents(true);
    const { read } = await asked.events.events(asked.whole, {}, all.length - 1, 1);
    const later = await asked.events.events(asked.whole, {}, all.length - 1, 1);
    expect(later.rows).toEqual([]);
    // What was under way when it was stopped comes to its end.
    expect(later.read - read).toBeLessThan(all.length / 2);
    asked.events.pauseEvents(false);
    expect(await count(asked)).toBe(all.length);
  });
});

it("says so where the source is not what it was", async () => {
  const [one, other] = ["channels-1.27", "mutex-1.27"].map((name) =>
    bytesOf(goldenTraces().find((golden) => golden.name === name)!),
  );
  const changed = await ask(one!, other!);
  await expect(count(changed)).rejects.toThrow(/some\.trace has changed since it was opened: it holds \d+ events now/);
  const gone = await ask(one!, gzipSync("no trace"));
  await expect(count(gone)).rejects.toThrow(/cannot be read a second time/);
});
