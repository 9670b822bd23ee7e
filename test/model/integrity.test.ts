/** The tables of every recorded trace are as they describe themselves; and tables that are not are found out. */
import { describe, expect, test } from "vitest";

import { loadTrace } from "../../src/engine/load.ts";
import { integrityFaults } from "../../src/model/integrity.ts";
import type { Trace } from "../../src/model/trace.ts";
import { bytesOf, goldenTraces } from "../support/answers.ts";

async function load(name: string): Promise<Trace> {
  const golden = goldenTraces().find((trace) => trace.name === name)!;
  const loaded = await loadTrace(
    (async function* () {
      yield bytesOf(golden);
    })(),
  );
  if (!loaded.ok) throw new Error(loaded.error.message);
  return loaded.trace;
}

describe("a sound trace has no faults", () => {
  test.each(goldenTraces().map(({ name }) => name))("%s", { timeout: 60_000 }, async (name) => {
    expect(integrityFaults(await load(name))).toEqual([]);
  });
});

describe("faults are found", () => {
  const damages: readonly (readonly [string, (trace: Trace) => void, RegExp])[] = [
    [
      "a span that begins late",
      (trace) => void (trace.spans.start[1]! += 1e12),
      /ends at .*, before it begins|ends at/,
    ],
    ["a state that is none", (trace) => void (trace.spans.state[0] = 9), /span 0 has state 9/],
    [
      "a goroutine that loses its first span",
      (trace) => void (trace.goroutines.created[0]! -= 1),
      /goroutine 0: created at/,
    ],
    ["a stack beyond the table", (trace) => void (trace.spans.stack[2] = -2), /span 2 has stack/],
    ["a run on the wrong proc", (trace) => void (trace.spans.proc[trace.procs.run[0]!] = 1), /is listed on proc/],
    [
      "offsets that do not reach the end",
      (trace) => void (trace.goroutines.spanOffsets[trace.goroutines.length]! -= 1),
      /goroutines.spanOffsets goes from/,
    ],
    ["a range that ends before it begins", (trace) => void (trace.ranges.end[0] = -1), /range 0 ends before it begins/],
    ["a log of no goroutine there is", (trace) => void (trace.logs.goroutine[0] = 1 << 20), /logs.goroutine\[0\]/],
  ];
  test.each(damages)("%s", async (_, damage, message) => {
    const trace = await load("tasks-1.27");
    damage(trace);
    expect(integrityFaults(trace).join("\n")).toMatch(message);
  });
});
