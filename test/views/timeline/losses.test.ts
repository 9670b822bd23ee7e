import { describe, expect, test } from "vitest";

import type { Damage } from "../../../src/model/damage.ts";
import { lossAt, lossesIn } from "../../../views/timeline/losses.ts";

const MIB = 1 << 20;
const fault = (fields: Partial<Damage>): Damage => ({ kind: "malformed", message: "what was found", ...fields });

describe("what is missing", () => {
  test("is told once for a place, with what all faults there cost", () => {
    const gap = { from: 1000, to: 3000 };
    const losses = lossesIn(
      [fault({ gap, bytesLost: MIB, byteOffset: 12_345 }), fault({ gap, bytesLost: MIB, message: "and more" })],
      10_000,
      8 * MIB,
    );
    expect(losses).toEqual([
      {
        from: 1000,
        to: 3000,
        flag: "gap",
        title: "Events are missing here: 2.00\u00a0MiB lost, 25.0\u00a0% of the file",
        lines: ["from 1.00\u00a0µs to 3.00\u00a0µs, 2.00\u00a0µs", "what was found, at byte 12,345", "and more"],
      },
    ]);
  });

  test("at the end is one place, however early each fault knows it", () => {
    const losses = lossesIn([fault({ gap: { from: 9000 } }), fault({ gap: { from: 9500 } })], 10_000, 8 * MIB);
    expect(losses).toMatchObject([{ from: 10_000, to: 10_000, flag: "cut", title: "The trace is cut here" }]);
  });

  test("before the beginning says that it lies before", () => {
    const losses = lossesIn([fault({ gap: { from: 0, to: 0 } })], 10_000, 8 * MIB);
    expect(losses).toMatchObject([{ from: 0, to: 0, flag: "cut", title: "What came before this is missing" }]);
  });

  test("comes by time, and leaves out what is wrong with no time", () => {
    const later = fault({ gap: { from: 5000, to: 6000 } });
    const losses = lossesIn([fault({}), later, fault({ gap: { from: 1000, to: 2000 } })], 10_000, 8 * MIB);
    expect(losses.map(({ from }) => from)).toEqual([1000, 5000]);
  });

  test("of many faults names a few", () => {
    const many = Array.from({ length: 60 }, (_, i) => fault({ gap: { from: 1 }, message: `fault ${i}` }));
    expect(lossesIn(many, 10, MIB)[0]!.lines).toEqual(["fault 0", "fault 1", "fault 2", "fault 3", "and 56 more"]);
  });
});

describe("under the pointer", () => {
  const losses = lossesIn([fault({ gap: { from: 4000, to: 5000 } }), fault({ gap: { from: 9000 } })], 10_000, MIB);
  const whole = { from: 0, to: 10_000 };
  const at = (x: number, inRuler = false): string | undefined => lossAt(losses, whole, 1000, x, inRuler)?.flag;

  test("is what is missing between its times", () => {
    expect([at(390), at(400), at(450), at(500), at(510)]).toEqual([undefined, "gap", "gap", "gap", undefined]);
  });

  test("is the end within its strip, or near its flag", () => {
    expect([at(980), at(995), at(970, true)]).toEqual([undefined, "cut", "cut"]);
  });

  test("is a gap of less than a pixel, too", () => {
    const narrow = lossesIn([fault({ gap: { from: 4000, to: 4000.1 } })], 10_000, MIB);
    expect(lossAt(narrow, whole, 1000, 402, false)?.flag).toBe("gap");
  });

  test("is nothing that lies outside the window", () => {
    expect(lossAt(losses, { from: 6000, to: 7000 }, 1000, 5, true)).toBeUndefined();
  });
});
