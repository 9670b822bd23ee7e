import fc from "fast-check";
import { loadTrace } from "../../src/engine/load.ts";
import type { Trace } from "../../src/model/trace.ts";
import { simulate } from "./simulated-trace.ts";
import { traceBytes } from "./trace-text.ts";

/** A whole trace from its bytes; throws what is wrong if nothing can be read. */
export async function loadBytes(bytes: Uint8Array): Promise<Trace> {
  const loaded = await loadTrace(once(bytes));
  if (!loaded.ok) throw new Error(loaded.error.message);
  return loaded.trace;
}

/** A whole trace from text in the language of `trace-text.ts`. */
export function loadText(text: string): Promise<Trace> {
  return loadBytes(traceBytes(text));
}

/** Bytes of traces in which everything happens, by a made-up scheduler whose threads agree on the time. */
export const simulatedBytes: fc.Arbitrary<Uint8Array> = fc
  .record({
    seed: fc.integer(),
    threads: fc.integer({ min: 1, max: 6 }),
    procs: fc.integer({ min: 1, max: 5 }),
    generations: fc.integer({ min: 1, max: 3 }),
    steps: fc.integer({ min: 20, max: 300 }),
    skew: fc.constantFrom(0, 3),
  })
  .map(({ seed, ...size }) => traceBytes(simulate(seed, size).text));

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
