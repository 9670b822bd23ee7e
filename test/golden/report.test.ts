/** What the report says of every recorded trace is what Go says: counts, metrics, ranges, pauses, goroutines, tasks. */
import { expect, describe, test } from "vitest";
import { loadTrace } from "../../src/engine/load.ts";
import { reportJson } from "../../src/export/report-json.ts";
import { answerOf, bytesOf, differences, goldenTraces } from "../support/answers.ts";

const FIELDS = [
  "events",
  "duration_ns",
  "kinds",
  "metrics",
  "ranges",
  "stw",
  "gc_mark",
  "goroutines",
  "regions",
  "tasks",
];

async function* source(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

describe("report", () => {
  test.each(goldenTraces())("of $name", { timeout: 60_000 }, async (golden) => {
    const loaded = await loadTrace(source(bytesOf(golden)));
    if (!loaded.ok) throw new Error(loaded.error.message);
    const report: unknown = JSON.parse([...reportJson(loaded.trace)].join(""));
    expect(differences(answerOf(golden), report, FIELDS)).toEqual([]);
  });
});
