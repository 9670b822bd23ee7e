/** Where events of a damaged trace are missing is said with what is wrong, as times. */
import { describe, expect, test } from "vitest";

import type { Damage } from "../../../../src/model/damage.ts";
import { listing } from "../../../support/listing.ts";
import { traceBytes } from "../../../support/trace-text.ts";

const generation = (number: number, events: string): string => `
  generation ${number} @${number * 1000}
    thread 0
      ProcStatus p=0 status=running
      GoStatus g=1 m=0 status=running
      ${events}
  `;

const HEADERS = ["1.22", "1.23", "1.25", "1.26"] as const;

/** Of generations that begin every 1000 ns; the first begins at 0. */
function trace(header: string, ...events: readonly string[]): Uint8Array {
  return traceBytes(`go ${header}${events.map((text, i) => generation(i + 1, text)).join("")}`);
}

function gaps(damage: readonly Damage[]): (Damage["gap"] | undefined)[] {
  return damage.map(({ gap }) => gap);
}

describe.each(HEADERS)("in go %s, events are missing", (header) => {
  test("from the last good one of a generation that contradicts itself until the next generation begins", () => {
    const { damage } = listing(
      trace(header, "HeapAlloc 1", "@2500 HeapAlloc 2\n      GoStart g=9 seq=1", "HeapAlloc 3"),
    );
    expect(gaps(damage)).toEqual([{ from: 1500, to: 2000 }]);
  });

  test("through generations that follow one another and are all broken", () => {
    const broken = "GoStart g=9 seq=1";
    const { damage } = listing(trace(header, "@1400 HeapAlloc 1", broken, broken, "HeapAlloc 4"));
    expect(damage.map(({ generation: number }) => number)).toEqual([2, 3]);
    expect(gaps(damage)).toEqual([
      { from: 1002, to: 2000 },
      { from: 2002, to: 3000 },
    ]);
  });

  test("from the last on where the trace breaks off", () => {
    const { damage } = listing(trace(header, "HeapAlloc 1", "@2500 HeapAlloc 2\n      GoStart g=9 seq=1"));
    expect(gaps(damage)).toEqual([{ from: 1500 }]);
  });

  test("nowhere where nothing but a name is", () => {
    const { damage } = listing(trace(header, "GoLabel label=77\n      HeapAlloc 1", "HeapAlloc 2"));
    expect(gaps(damage)).toEqual([undefined]);
  });
});

test("of a file that was cut at any byte, events are missing from the last one on", () => {
  const bytes = trace("1.26", "HeapAlloc 1", "@2500 HeapAlloc 2", "@3500 HeapAlloc 3");
  for (let end = 60; end < bytes.length; end++) {
    const { lines, damage } = listing(bytes.subarray(0, end));
    if (lines.length === 0) continue;
    const last = Number(lines.at(-2)!.split(" ")[0]);
    // Between two generations nothing tells that a third was there.
    if (damage.length > 0) expect(damage[0]!.gap).toEqual({ from: last });
  }
});

test("a trace that would have begun earlier says so at its beginning", () => {
  const bytes = trace("1.26", "HeapAlloc 1", "HeapAlloc 2").slice();
  bytes.fill(0x7e, 16, 24);
  const { damage } = listing(bytes);
  expect(damage[0]!.gap).toEqual({ from: 0, to: 0 });
});

test("of a generation that was cut, samples are told up to its last event", () => {
  const sample = '\n    sample @1900 m=0 p=0 g=1 stack="main.late main.go:4"';
  const { lines } = listing(trace("1.26", `@1100 HeapAlloc 1\n      GoStart g=9 seq=1${sample}`, "HeapAlloc 2"));
  expect(lines.filter((line) => line.includes("StackSample"))).toEqual([]);
  expect(lines.find((line) => / Sync /.test(line) && !line.startsWith("0 "))).toMatch(/^1000 /);
});

test("a region that ends in a generation whose names were cut off is no misuse", () => {
  const begin = 'UserRegionBegin task=0 name="work" stack=none';
  const bytes = trace("1.26", begin, 'UserRegionEnd task=0 name="work" stack=none\n      HeapAlloc 77');
  const at = Buffer.from(bytes).lastIndexOf("work");
  const { lines, damage } = listing(bytes.subarray(0, at));
  expect(lines.some((line) => line.includes("RegionEnd"))).toBe(true);
  expect(lines.some((line) => line.includes("value=77"))).toBe(true);
  expect(damage.some(({ message }) => message.includes("misuses"))).toBe(false);
});
