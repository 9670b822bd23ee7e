/** What holds of every trace of Go 1.5 to 1.21, sound or broken. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sortedOrder } from "../../../../parsers/go-trace/v1/merge-sort.ts";
import { allOf } from "../../../../parsers/go-trace/v1/steps.ts";
import { V1Parser } from "../../../../parsers/go-trace/v1/parser.ts";
import { Raw, V1_VERSIONS } from "../../../../parsers/go-trace/v1/specs.ts";
import type { EventCursor } from "../../../../src/model/event.ts";
import { EventKind, GoState, ResourceKind } from "../../../../src/model/vocabulary.ts";
import { V1Writer } from "./v1-writer.ts";

const HEADER = 16;
const SMALL = 16_000;
/** The same for goroutines and procs. */
const UNDETERMINED: number = GoState.Undetermined;

const TRACES = fileURLToPath(new URL("../../../../testdata/traces/", import.meta.url));
const recorded: readonly Uint8Array[] = readdirSync(TRACES)
  .filter((name) => /-1\.(19|21)\.trace$/.test(name))
  .sort()
  .map((name) => new Uint8Array(readFileSync(TRACES + name)))
  .filter((bytes) => bytes.length < SMALL);

/** Runs of goroutines on two procs, as each version would tell them. */
function told(version: number, steps: readonly number[]): Uint8Array {
  const w = new V1Writer(version).batch(0, 1_000_000);
  const seq = (n: number): number[] => (version < 7 ? [] : [n]);
  w.event(Raw.GoCreate, 0, 1, 0, 0)
    .event(Raw.ProcStart, 1, 3)
    .event(Raw.GoStart, 1, 1, ...seq(1));
  w.event(Raw.Gomaxprocs, 1, 2, 0);
  let next = 2;
  for (const step of steps) {
    const g = next++;
    w.event(Raw.GoCreate, step, g, version < 7 ? 0x401000 : 1, 1)
      .event(Raw.GoSched, 1, 1)
      .event(Raw.GoStart, 1, g, ...seq(1));
    if (step % 3 === 0) w.event(Raw.GoSysCall, 2, 1);
    w.event(Raw.GoEnd, 3).event(Raw.GoStart, 1, 1, ...seq(next - 1));
  }
  if (version >= 7) w.string(1, "f").stack(1, [0x401000, 1, 1, 7]);
  else w.stack(1, [0x401000]);
  return w.frequency(1_000_000_000).finish();
}

const made = fc
  .record({
    version: fc.constantFrom(...V1_VERSIONS),
    steps: fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 12 }),
  })
  .map(({ version, steps }) => told(version, steps));
const valid = fc.oneof(made, fc.constantFrom(...recorded));

interface Change {
  readonly kind: "set" | "cut" | "take" | "double" | "long";
  readonly at: number;
  readonly value: number;
}

const change: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom("set", "set", "cut", "take", "double", "long"),
  at: fc.nat(),
  value: fc.nat(255),
});

function changed(bytes: Uint8Array, { kind, at, value }: Change): Uint8Array {
  const place = HEADER + (at % Math.max(1, bytes.length - HEADER));
  const [before, after] = [bytes.subarray(0, place), bytes.subarray(place)];
  switch (kind) {
    case "set":
      return Uint8Array.from([...before, value, ...after.subarray(1)]);
    case "cut":
      return value < 64 ? before : bytes;
    case "take":
      return Uint8Array.from([...before, ...after.subarray(value)]);
    case "double":
      return Uint8Array.from([...before, ...after.subarray(0, value), ...after]);
    case "long":
      return Uint8Array.from([...before, ...Array<number>(1 + (value % 10)).fill(0xff), ...after.subarray(value % 10)]);
  }
}

/** Every event is later than the one before, and everything leaves the state that it came to. */
class Law {
  readonly #states = new Map<string, number>();
  #time = -1;
  events = 0;

  hold(event: EventCursor): void {
    this.events++;
    if (!(event.time > this.#time && event.time < 2 ** 53))
      this.#break(event, `is at ${event.time} after ${this.#time}`);
    this.#time = event.time;
    if (event.kind !== EventKind.StateTransition) return;
    const isGoroutine = event.resource === ResourceKind.Goroutine;
    if (isGoroutine && event.subject < 0) this.#break(event, "is of no goroutine");
    const who = `${event.resource}/${event.subject}`;
    const state = this.#states.get(who) ?? UNDETERMINED;
    const isBirth = isGoroutine && event.from === GoState.NotExist && state === UNDETERMINED;
    if (event.from !== UNDETERMINED && event.from !== state && !isBirth)
      this.#break(event, `leaves ${event.from} in ${state}`);
    this.#states.set(who, event.to);
  }

  #break(event: EventCursor, how: string): never {
    throw new Error(`event ${this.events} (kind ${event.kind}, subject ${event.subject}) ${how}`);
  }
}

function readAll(bytes: Uint8Array): {
  readonly events: number;
  readonly damage: readonly { readonly message: string }[];
} {
  const version = Number(/1\.(\d+)/.exec(new TextDecoder().decode(bytes.subarray(0, 8)))![1]);
  const parser = new V1Parser(version);
  parser.push(bytes.subarray(HEADER));
  parser.end();
  const law = new Law();
  while (parser.next()) law.hold(parser.event);
  expect(parser.next()).toBe(false);
  // The shortest record has two bytes; what it lacks may take three events to tell.
  expect(law.events).toBeLessThanOrEqual(3 * bytes.length);
  return { events: law.events, damage: parser.damage };
}

describe("a trace of an old version", () => {
  test("is read without a fault", () => {
    fc.assert(
      fc.property(valid, (bytes) => {
        expect(readAll(bytes).damage).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test("that is changed anyhow is read to an end, in legal steps", { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(valid, fc.array(change, { minLength: 1, maxLength: 5 }), (bytes, changes) => {
        readAll(changes.reduce(changed, bytes));
      }),
      { numRuns: 400 },
    );
  });

  test("of which nothing follows its header but rubbish is read to an end", { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(fc.constantFrom(...V1_VERSIONS), fc.uint8Array({ maxLength: 300 }), (version, rubbish) => {
        readAll(Uint8Array.from([...new V1Writer(version).finish(), ...rubbish]));
      }),
      { numRuns: 300 },
    );
  });
});

describe("sorting", () => {
  test("is stable, and gives each place once", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -5, max: 5 })), (keys) => {
        const expected = keys.map((_, i) => i).sort((a, b) => keys[a]! - keys[b]! || a - b);
        expect([...allOf(sortedOrder(Float64Array.from(keys)))]).toEqual(expected);
      }),
    );
  });
});
