/** Laws of reading, over traces that a made-up scheduler wrote with clocks that disagree. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadTrace } from "../../src/engine/load.ts";
import { reportJson } from "../../src/export/report-json.ts";
import { integrityFaults } from "../../src/model/integrity.ts";
import { askGo, listing } from "../support/listing.ts";
import { simulate, type SimulatedTrace } from "../support/simulated-trace.ts";
import { traceBytes } from "../support/trace-text.ts";

interface Accounting {
  readonly total_ns: number;
  readonly exec_ns: number;
  readonly sched_wait_ns: number;
  readonly syscall_ns: number;
  readonly syscall_block_ns: number;
  readonly block_ns: Readonly<Record<string, number>>;
}

const simulated: fc.Arbitrary<SimulatedTrace & { readonly generations: number }> = fc
  .record({
    seed: fc.integer(),
    threads: fc.integer({ min: 1, max: 8 }),
    procs: fc.integer({ min: 1, max: 6 }),
    generations: fc.integer({ min: 1, max: 4 }),
    steps: fc.integer({ min: 0, max: 200 }),
    skew: fc.constantFrom(0, 3, 30, 300),
  })
  .map(({ seed, ...size }) => ({ ...simulate(seed, size), generations: size.generations }));

const time = (line: string): number => Number(line.slice(0, line.indexOf(" ")));

describe("a simulated trace", () => {
  test("is read without a fault and whole, in one order of strictly growing times", { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(simulated, ({ text, least, most, generations }) => {
        const bytes = traceBytes(text);
        const { lines, damage } = listing(bytes);
        expect(damage).toEqual([]);
        const events = lines.length - generations - 1;
        expect(events).toBeGreaterThanOrEqual(least);
        expect(events).toBeLessThanOrEqual(most);
        for (let i = 1; i < lines.length; i++) expect(time(lines[i]!)).toBeGreaterThan(time(lines[i - 1]!));
        if (process.env["ORACLE"]) expect(lines).toEqual(askGo(process.env["ORACLE"], bytes));
      }),
    );
  });

  test("reads the same however it is cut into pieces", { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(simulated, fc.integer({ min: 1, max: 400 }), ({ text }, chunk) => {
        const bytes = traceBytes(text);
        expect(listing(bytes, chunk)).toEqual(listing(bytes));
      }),
      { numRuns: 30 },
    );
  });

  test("makes sound tables, which account for every nanosecond of every goroutine", { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(simulated, async ({ text }) => {
        const loaded = await loadTrace(once(traceBytes(text)));
        if (!loaded.ok) throw new Error(loaded.error.message);
        expect(integrityFaults(loaded.trace)).toEqual([]);
        const { goroutines } = JSON.parse([...reportJson(loaded.trace)].join("")) as { goroutines: Accounting[] };
        for (const g of goroutines) {
          const blocked = Object.values(g.block_ns).reduce((sum, ns) => sum + ns, 0);
          expect(g.exec_ns + g.sched_wait_ns + g.syscall_ns + g.syscall_block_ns + blocked).toBe(g.total_ns);
        }
      }),
    );
  });
});

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
