/**
 * After damage: every good generation is kept, whatever lies before it; what was lost is counted; and what cannot be
 * trusted is left out.
 */
import { describe, expect, test } from "vitest";

import { listing, type Listing } from "../../../support/listing.ts";
import { traceBytes } from "../../../support/trace-text.ts";

const generation = (number: number, events: string): string => `
  generation ${number} @${number * 1000}
    thread 0
      ProcStatus p=0 status=running
      GoStatus g=1 m=0 status=running
      ${events}
  `;

const three = (header: string, middle: string): Uint8Array =>
  traceBytes(`go ${header}${generation(1, "HeapAlloc 1")}${generation(2, middle)}${generation(3, "HeapAlloc 3")}`);

function heapValues({ lines }: Listing): number[] {
  return lines.flatMap((line) => (/ value=(\d+)/.exec(line) ?? []).slice(1).map(Number));
}

/** Where a text stands in bytes. */
function find(bytes: Uint8Array, text: string): number {
  const at = Buffer.from(bytes).indexOf(text);
  expect(at).toBeGreaterThan(0);
  return at;
}

describe.each(["1.22", "1.23", "1.25", "1.26"])("of three generations of go %s", (header) => {
  test("the third is kept when the second contradicts itself", () => {
    const read = listing(three(header, "HeapAlloc 2\n      GoStart g=9 seq=1"));
    expect(heapValues(read)).toEqual([1, 2, 3]);
    expect(read.damage.map(({ generation: n }) => n)).toEqual([2]);
    expect(read.lines.at(-2)).toContain("value=3");
  });

  test("the third tells all states anew", () => {
    const read = listing(three(header, "GoStart g=9 seq=1"));
    expect(read.lines.filter((line) => line.includes("goroutine=1 Undetermined->Running"))).toHaveLength(2);
  });

  test("the first and third are kept when bytes between the second's batches make no sense", () => {
    const good = three(header, 'HeapAlloc 2\n      GoBlock reason="HERE" stack="main.f main.go:1"');
    const bad = good.slice();
    // The string table of the second generation loses its header: the batch that holds it cannot be told any more.
    const at = find(good, "HERE");
    bad.fill(0x7e, at - 12, at + 4);
    const read = listing(bad);
    expect(heapValues(read)).toContain(1);
    expect(heapValues(read)).toContain(3);
    expect(read.damage.length).toBeGreaterThan(0);
    expect(read.damage.every(({ byteOffset }) => byteOffset === undefined || byteOffset <= bad.length)).toBe(true);
  });

  test("however the bytes come, the same is read and the same is lost", () => {
    const bytes = three(header, "HeapAlloc 2\n      GoStart g=9 seq=1");
    expect(listing(bytes, 1)).toEqual(listing(bytes));
    expect(listing(bytes, 7)).toEqual(listing(bytes));
  });

  test("a cut at any byte keeps every generation that is complete, and says so", () => {
    const bytes = three(header, "HeapAlloc 2");
    const whole = listing(bytes);
    const thirdStarts = bytes.length - (bytes.length - 16) / 3;
    for (let end = 17; end < bytes.length; end++) {
      const read = listing(bytes.subarray(0, end));
      const kept = heapValues(read);
      expect(kept).toEqual([1, 2, 3].slice(0, kept.length));
      if (end > thirdStarts) expect(kept.length).toBeGreaterThanOrEqual(2);
      // What is told of a cut file is what the whole one tells, up to the Sync that ends it.
      const told = read.lines.slice(0, -1);
      expect(told).toEqual(whole.lines.slice(0, told.length));
    }
  });
});

describe("times", () => {
  test("that lie years after the start are not believed", () => {
    const read = listing(three("1.26", "@18014398509481984000 HeapAlloc 2\n      HeapAlloc 22"));
    expect(heapValues(read)).toEqual([1, 3]);
    expect(read.damage[0]?.message).toMatch(/104 days/);
  });
});

test("faults of one sort are told once, with their number", () => {
  const bad = Array.from({ length: 300 }, (_, i) => `GoLabel label=${5000 + i}`).join("\n      ");
  const { damage } = listing(three("1.26", bad));
  expect(damage).toHaveLength(1);
  expect(damage[0]!.message).toMatch(/\(the first of 300\)$/);
});
