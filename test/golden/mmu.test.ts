/** The minimum mutator utilization of every recorded trace is the one that follows from Go's events. */
import { describe, expect, test } from "vitest";
import { mmuAnswers } from "../../src/analysis/mmu/answers.ts";
import { answerOf, bytesOf, goldenTraces } from "../support/answers.ts";
import { loadBytes } from "../support/loaded-trace.ts";

type Answers = Readonly<Record<string, { readonly series: number; readonly mmu: Readonly<Record<string, number>> }>>;

/** Where a trace is damaged, Go stops at the fault, and its answers are of what came before. */
const whole = goldenTraces().filter((golden) => {
  const answer = answerOf(golden);
  return "mmu" in answer && !("partial_error" in answer);
});

describe("mutator utilization", () => {
  test("is held against something", () => expect(whole.length).toBeGreaterThan(50));

  test.each(whole)("of $name", async (golden) => {
    const want = answerOf(golden)["mmu"] as unknown as Answers;
    const got: Answers = mmuAnswers(await loadBytes(bytesOf(golden)));
    expect(Object.keys(got).toSorted()).toEqual(Object.keys(want).toSorted());
    for (const [flags, { series, mmu }] of Object.entries(want)) {
      expect(got[flags]!.series, flags).toBe(series);
      expect(Object.keys(got[flags]!.mmu).toSorted(), flags).toEqual(Object.keys(mmu).toSorted());
      for (const [window, least] of Object.entries(mmu)) {
        expect(Math.abs(got[flags]!.mmu[window]! - least), `${flags} ${window}`).toBeLessThan(1e-6);
      }
    }
  });
});
