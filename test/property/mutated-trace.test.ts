/** No damage to a valid trace throws, hangs, or makes more of it than its bytes can hold. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { listTo } from "../support/listing.ts";
import { simulate } from "../support/simulated-trace.ts";
import { traceBytes } from "../support/trace-text.ts";

const HEADER = 16;
const END_OF_GENERATION = 52;

/** Before Go 1.26 a file that is cut between two batches looks whole. */
function endsItsGenerations(bytes: Uint8Array): boolean {
  return new TextDecoder().decode(bytes.subarray(0, 7)) === "go 1.26";
}

const valid = fc
  .record({ seed: fc.integer(), generations: fc.integer({ min: 1, max: 3 }), skew: fc.constantFrom(0, 30) })
  .map(({ seed, generations, skew }) =>
    traceBytes(simulate(seed, { threads: 3, procs: 2, steps: 60, generations, skew }).text),
  );

/** An event takes two bytes at least, and may stand for three. Syncs are not counted: each beginning of a generation makes one. */
function readAll(bytes: Uint8Array): { readonly events: number; readonly damaged: boolean } {
  let events = 0;
  const damage = listTo(bytes, bytes.length, (line) => {
    if (!line.includes(" Sync m=-1 ")) events++;
  });
  expect(events).toBeLessThanOrEqual(2 * bytes.length);
  return { events, damaged: damage.length > 0 };
}

describe("a trace", () => {
  test("with bytes changed is read to some end", { timeout: 60_000 }, () => {
    const change = fc.record({ at: fc.nat(), to: fc.nat(255) });
    fc.assert(
      fc.property(valid, fc.array(change, { minLength: 1, maxLength: 4 }), (bytes, changes) => {
        const copy = bytes.slice();
        for (const { at, to } of changes) copy[HEADER + (at % (copy.length - HEADER))] = to;
        readAll(copy);
      }),
      { numRuns: 300 },
    );
  });

  test("that is cut says so, and has no more events than the whole", { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(valid, fc.nat(), (bytes, at) => {
        const cut = HEADER + 1 + (at % (bytes.length - HEADER - 1));
        const part = readAll(bytes.subarray(0, cut));
        expect(part.events).toBeLessThanOrEqual(readAll(bytes).events);
        if (endsItsGenerations(bytes) && bytes[cut - 1] !== END_OF_GENERATION) expect(part.damaged).toBe(true);
      }),
    );
  });

  test("with a piece taken out, doubled or put elsewhere is read to some end", { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(valid, fc.nat(), fc.nat(60), fc.nat(), (bytes, from, length, to) => {
        const start = HEADER + (from % (bytes.length - HEADER));
        const piece = bytes.subarray(start, start + length);
        const target = HEADER + (to % (bytes.length - HEADER));
        readAll(Uint8Array.from([...bytes.subarray(0, start), ...bytes.subarray(start + length)]));
        readAll(Uint8Array.from([...bytes.subarray(0, target), ...piece, ...bytes.subarray(target)]));
      }),
    );
  });

  test("followed by rubbish is read to some end", { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 400 }),
        fc.constantFrom(22, 23, 25, 26),
        (rubbish, minor) => {
          const head = new TextEncoder().encode(`go 1.${minor} trace\0\0\0`);
          readAll(Uint8Array.from([...head, ...rubbish]));
        },
      ),
      { numRuns: 300 },
    );
  });
});
