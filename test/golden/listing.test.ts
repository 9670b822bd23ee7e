/** The ordered events of every recorded trace are those that Go reads, byte for byte in the listing. */
import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { answerOf, bytesOf, goldenTraces } from "../support/answers.ts";
import { listTo } from "../support/listing.ts";

describe("listing", () => {
  test.each(goldenTraces())("of $name", { timeout: 60_000 }, (trace) => {
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
