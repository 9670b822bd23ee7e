import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readTime, type TimeContext } from "../../src/app/time-text.ts";

/** A trace of three seconds that began at noon, local time. */
const NOON = new Date(2026, 4, 17, 12, 0, 0).getTime() * 1e6;
const CONTEXT: TimeContext = { durationNs: 3e9, here: 1e9, wallNs: NOON };

describe("a time is read", () => {
  it.each([
    ["1.5s", 1.5e9],
    ["250ms", 250e6],
    ["12 µs", 12e3],
    ["3us", 3e3],
    ["1s 20ms", 1.02e9],
    ["0", 0],
    ["1,234,567", 1_234_567],
    ["+3ms", 1.003e9],
    ["-200us", 999.8e6],
    ["−1ms", 999e6],
    ["+5", 1e9 + 5],
    ["12:00:02", 2e9],
    ["12:00:01.5", 1.5e9],
  ])("%s", (text, ns) => {
    const read = readTime(text, CONTEXT);
    expect(read.kind === "time" && Math.abs(read.ns - ns) < 300).toBe(true);
  });

  it("as a whole date", () => {
    const read = readTime(new Date(NOON / 1e6 + 2000).toISOString(), CONTEXT);
    expect(read).toMatchObject({ kind: "time" });
  });

  it("past midnight", () => {
    const late = new Date(2026, 4, 17, 23, 59, 59).getTime() * 1e6;
    expect(readTime("0:00:01", { ...CONTEXT, wallNs: late })).toMatchObject({ kind: "time" });
  });
});

describe("what is no time in the trace is said why", () => {
  it.each([
    ["4s", "after the trace ended"],
    ["-2s", "before the trace began"],
    ["soon", "Write a time"],
    ["+soon", "Write how far"],
    ["11:59", "after the trace ended"],
    ["", "Write a time"],
  ])("%s", (text, why) =>
    expect(readTime(text, CONTEXT)).toEqual({ kind: "fault", why: expect.stringContaining(why) }),
  );

  it("where the time of day is not told", () => {
    expect(readTime("12:00", { ...CONTEXT, wallNs: undefined })).toMatchObject({
      why: expect.stringContaining("time of day"),
    });
  });

  it("and nothing throws", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const read = readTime(text, CONTEXT);
        if (read.kind === "time") expect(read.ns >= 0 && read.ns <= 3e9).toBe(true);
      }),
    );
  });
});
