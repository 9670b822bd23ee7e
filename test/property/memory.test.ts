/**
 * What is held in memory while a trace is read, and once it is, stays within a multiple of its bytes, whatever they say.
 * Counted after collections, so that neither the machine nor its collector has a say in it.
 */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

import { expect, test } from "vitest";

import { openTrace } from "../../parsers/open.ts";
import { TraceBuilder } from "../../src/model/trace-builder.ts";
import type { Trace } from "../../src/model/trace.ts";
import { HOSTILE_TRACES } from "../support/hostile-traces.ts";

/** See parsers/README.md; finishing the tables holds some of them twice, which no collection sees. */
const MOST_TIMES = 56;
const BYTES = 1 << 18;
const CHUNK_BYTES = 1 << 17;
const LOOK_EVERY = 1 << 17;

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** The second collection waits for what the first one frees beside the program. */
function held(): number {
  collect();
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

async function* chunked(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) yield bytes.slice(at, at + CHUNK_BYTES);
}

/** The most that is held at any look while the trace is read, beyond what was held before. */
async function mostHeld(bytes: Uint8Array): Promise<{ readonly most: number; readonly trace: Trace }> {
  const before = held();
  let most = 0;
  const look = (): void => void (most = Math.max(most, held() - before));
  const opened = await openTrace(chunked(bytes));
  if (!opened.ok) throw new Error(opened.message);
  const builder = new TraceBuilder(opened.parser);
  let events = 0;
  const drain = (): void => {
    for (; opened.parser.next(); events++) {
      builder.add();
      if (events % LOOK_EVERY === LOOK_EVERY - 1) look();
    }
    look();
  };
  for await (const chunk of opened.chunks) {
    opened.parser.push(chunk);
    drain();
  }
  opened.parser.end();
  drain();
  const trace = builder.finish();
  look();
  return { most, trace };
}

test.each(Object.keys(HOSTILE_TRACES))("%s", async (name) => {
  const bytes = HOSTILE_TRACES[name]!(BYTES);
  expect(bytes.length).toBeLessThan(1.1 * BYTES);
  const { most, trace } = await mostHeld(bytes);
  expect(trace.eventCount).toBeGreaterThan(0);
  expect(most / bytes.length).toBeLessThan(MOST_TIMES);
});
