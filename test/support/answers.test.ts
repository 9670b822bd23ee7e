import { expect, test } from "vitest";
import { answerOf, differences, goldenTraces, type Answer } from "./answers.ts";

const want: Answer = {
  events: 10,
  order_sha256: "",
  kinds: { Sync: 2, Metric: 8 },
  metrics: { m: { last: 1_000_000_000 } },
  goroutines: [
    { id: 1, name: "main.main", exec_ns: 1_000_000_000, block_ns: { sleep: 5 }, ended_ns: null },
    { id: 2, name: "", exec_ns: 0, block_ns: {}, ended_ns: 7 },
  ],
};
const fields = ["events", "kinds", "metrics", "goroutines"];
/** The answer as a report, with one piece of its text replaced. */
function changed(from: string, to: string): unknown {
  const text = JSON.stringify(want);
  expect(text).toContain(from);
  return JSON.parse(text.replace(from, to));
}

test.each([
  ["more about a goroutine", '"name":"main.main"', '"name":"main.main","regions":[]'],
  ["more about the trace", '"events":10', '"events":10,"format":"go 1.26"'],
  ["a time of zero spelt out", '{"sleep":5}', '{"sleep":5,"sync":0}'],
  ["a number that is close", '"last":1000000000', '"last":1000000100'],
])("a report may say %s", (_, from, to) => {
  expect(differences(want, changed(from, to), fields)).toEqual([]);
});

test("a report may list goroutines in any order", () => {
  const [first, second] = want["goroutines"] as readonly object[];
  expect(differences(want, { ...want, goroutines: [second, first] }, fields)).toEqual([]);
});

test.each([
  [
    "a time that is off by one",
    '"exec_ns":1000000000',
    '"exec_ns":1000000001',
    /goroutines\[0\].exec_ns: want 1000000000, got 1000000001/,
  ],
  ["a time that is off by one in a map", '"sleep":5', '"sleep":6', /block_ns.sleep: want 5, got 6/],
  ["a reason too many", '"sleep":5', '"sleep":5,"sync":1', /block_ns.sync: unexpected 1/],
  ["a kind too many", '"Sync":2', '"Sync":2,"Log":1', /kinds.Log: unexpected 1/],
  ["a number that is far off", '"last":1000000000', '"last":1000010000', /metrics.m.last/],
  ["a goroutine too many", '"ended_ns":7}', '"ended_ns":7},{"id":3}', /goroutines: want 2 rows, got 3/],
  ["an end where there is none", '"ended_ns":null', '"ended_ns":3', /ended_ns: want null, got 3/],
  ["a field that is missing", '"name":"",', "", /goroutines\[1\].name: missing/],
  ["a part that is missing", '"kinds"', '"sorts"', /kinds: missing/],
])("finds %s", (_, from, to, message) => {
  expect(differences(want, changed(from, to), fields).join("\n")).toMatch(message);
});

test("a trace that Go reads in part must be said to be damaged, and no less of it be read", () => {
  const partial: Answer = { events: 10, order_sha256: "", partial_error: "broken" };
  expect(differences(partial, { events: 12, partial_error: "cut" }, fields)).toEqual([]);
  expect(differences(partial, { events: 9, partial_error: "cut" }, fields)).toEqual([
    "events: want at least 10, got 9",
  ]);
  expect(differences(partial, { events: 12 }, fields).join()).toMatch(/partial_error: missing/);
});

test("every trace in testdata has an answer with events and the hash of its listing", () => {
  const traces = goldenTraces();
  expect(traces.length).toBeGreaterThan(50);
  for (const trace of traces.filter((t) => !t.name.startsWith("hundred-thousand"))) {
    const answer = answerOf(trace);
    expect(answer.events, trace.name).toBeGreaterThan(0);
    expect(answer.order_sha256, trace.name).toMatch(/^[0-9a-f]{64}$/);
  }
});
