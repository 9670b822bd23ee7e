/** What lies between a file's last byte and its first event is done in steps that can be told of, and stopped. */
import { expect, test } from "vitest";

import { V1Parser } from "../../../../parsers/go-trace/v1/parser.ts";
import { Raw } from "../../../../parsers/go-trace/v1/specs.ts";
import { STEP_ROWS } from "../../../../parsers/go-trace/v1/steps.ts";
import { loadTrace } from "../../../../src/engine/load.ts";
import { V1Writer } from "./v1-writer.ts";

const GHZ = 1_000_000_000;
const STEPS = 3;

function long(version: number): Uint8Array {
  const writer = new V1Writer(version).batch(0, 1000);
  for (let i = 0; i < STEPS * STEP_ROWS; i++) writer.event(Raw.HeapAlloc, 1, 1000 + i);
  return writer.frequency(GHZ).finish();
}

function opened(bytes: Uint8Array, version: number): V1Parser {
  const parser = new V1Parser(version);
  parser.push(bytes.subarray(16));
  parser.end();
  return parser;
}

function countEvents(parser: V1Parser): number {
  let events = 0;
  while (parser.next()) events++;
  return events;
}

test.each([5, 11, 21])("of go 1.%i come several at a time, ever farther on", (version) => {
  const bytes = long(version);
  const parser = opened(bytes, version);
  const shares: number[] = [];
  for (let share = parser.prepare(); share !== undefined; share = parser.prepare()) shares.push(share);
  expect(shares.length).toBeGreaterThanOrEqual(3 * STEPS);
  expect(shares.every((share, i) => share >= (shares[i - 1] ?? 0) && share <= 1)).toBe(true);
  expect(parser.prepare()).toBeUndefined();
  const events = countEvents(parser);
  expect(events).toBeGreaterThan(STEPS * STEP_ROWS);
  expect(countEvents(opened(bytes, version)), "all steps at the first event").toBe(events);
});

test("are not begun once opening was cancelled", async () => {
  const bytes = long(21);
  const cancelling = new AbortController();
  async function* source(): AsyncGenerator<Uint8Array> {
    yield bytes;
    cancelling.abort();
  }
  const loaded = await loadTrace(source(), { signal: cancelling.signal });
  expect(loaded).toMatchObject({ ok: false, error: { kind: "cancelled" } });
});
