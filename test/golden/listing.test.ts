/** The ordered events of every recorded trace are those that Go reads, byte for byte in the listing. */
import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { answerOf, bytesOf, goldenTraces } from "../support/answers.ts";
import { listTo } from "../support/listing.ts";

describe("listing", () => {
  // Those of Go 1.19 and 1.21 are of another format.
  const traces = goldenTraces().filter(({ name }) => !/-1\.(19|21)$/.test(name));
  test.each(traces)("of $name", { timeout: 60_000 }, (trace) => {
    const want = answerOf(trace);
    const bytes = bytesOf(trace);
    const hash = createHash("sha256");
    let events = 0;
    const damage = listTo(bytes, bytes.length, (line) => {
      hash.update(`${line}\n`);
      events++;
    });
    expect(damage).toEqual([]);
    expect(events).toBe(want.events);
    expect(hash.digest("hex")).toBe(want.order_sha256);
  });
});
