/**
 * What we say of every recorded trace is what Go says: counts, metrics, ranges, pauses, goroutines, tasks, blocking
 * profiles. And the tables that it is read from do not contradict themselves.
 */
import { describe, expect, test } from "vitest";
import { loadTrace } from "../../src/engine/load.ts";
import { reportJson } from "../../src/export/report-json.ts";
import { integrityFaults } from "../../src/model/integrity.ts";
import { profileRows } from "../../src/profile/from-trace.ts";
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

describe("report", () => {
  test.each(goldenTraces())("of $name", { timeout: 60_000 }, async (golden) => {
    const loaded = await loadTrace(once(bytesOf(golden)));
    if (!loaded.ok) throw new Error(loaded.error.message);
    const { trace } = loaded;
    expect(integrityFaults(trace)).toEqual([]);
    const report = JSON.parse([...reportJson(trace)].join("")) as object;
    // Where ids of goroutines come back, Go's profiles count the last goroutine of each, ours all of them.
    const fields = golden.name.startsWith("cgo-") ? FIELDS : [...FIELDS, "profiles"];
    expect(differences(answerOf(golden), { ...report, profiles: profileRows(trace) }, fields)).toEqual([]);
  });
});

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
