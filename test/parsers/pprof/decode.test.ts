import { readdirSync } from "node:fs";

import fc from "fast-check";
import { Writer } from "protobufjs/minimal";
import { describe, expect, test } from "vitest";

import { decodePprof } from "../../../parsers/pprof/decode.ts";
import { PROFILE, SAMPLE } from "../../../parsers/pprof/fields.ts";
import { encodePprof } from "../../../src/export/pprof.ts";
import type { Profile } from "../../../src/model/profile.ts";
import { profileBytes, profileOf, PROFILES, recordedProfile } from "../../support/pprof.ts";

const NAMES = readdirSync(PROFILES)
  .filter((file) => file.endsWith(".pb.gz"))
  .map((file) => file.replace(".pb.gz", ""));

describe("what profiles of runtime/pprof hold", () => {
  test.each([
    ["cpu", "samples/count cpu/nanoseconds"],
    ["heap", "alloc_objects/count alloc_space/bytes inuse_objects/count inuse_space/bytes"],
    ["block", "contentions/count delay/nanoseconds"],
    ["mutex", "contentions/count delay/nanoseconds"],
    ["goroutine", "goroutine/count"],
    ["threadcreate", "threadcreate/count"],
    ["node-wall", "sample/count wall/nanoseconds"],
    ["node-heap", "inuse_objects/count inuse_space/bytes"],
  ])("%s has %s", (name, types) => {
    const profile = recordedProfile(name);
    expect(profile.sampleTypes.map(({ type, unit }) => `${type}/${unit}`).join(" ")).toBe(types);
    expect(profile.samples.length).toBeGreaterThan(0);
  });

  test("inlined calls share a location, innermost first", () => {
    const inlined = recordedProfile("cpu").locations.filter(({ lines }) => lines.length > 1);
    expect(inlined.length).toBeGreaterThan(0);
    for (const location of inlined) expect(location.address).toBeGreaterThan(0n);
  });

  test("labels come as text and as numbers", () => {
    const labels = recordedProfile("cpu").samples.labels.flat();
    expect(labels).toContainEqual({ key: "kind", text: "words" });
    const sizes = recordedProfile("heap").samples.labels.flat();
    expect(sizes.some((label) => label.key === "bytes" && "number" in label && label.number > 0n)).toBe(true);
  });

  test("mappings and times", () => {
    const { mappings, timeNanos, durationNanos } = recordedProfile("cpu");
    expect(mappings[0]).toMatchObject({ hasFunctions: true });
    expect(mappings[0]!.limit).toBeGreaterThan(mappings[0]!.start);
    expect(Number(timeNanos / 1_000_000_000n)).toBeGreaterThan(1.7e9);
    expect(durationNanos).toBeGreaterThan(1e9);
  });
});

describe("what is wrong is told, with its place", () => {
  const fault = (bytes: Uint8Array): string => {
    const result = decodePprof(bytes);
    if (result.ok) return "read";
    return `${result.error.kind} at ${result.error.byteOffset}: ${result.error.message}`;
  };
  const message = (field: number, write: (writer: Writer) => void): Uint8Array => {
    const writer = new Writer().uint32((field << 3) | 2).fork();
    write(writer);
    return writer.ldelim().finish();
  };

  test.each<[string, Uint8Array, string]>([
    ["nothing at all", new Uint8Array(), "malformed at 0: the file is empty"],
    [
      "text",
      new TextEncoder().encode("heap profile: 1: 2 [3: 4]"),
      "malformed at 2: not a pprof profile: field 12 has wire type 1",
    ],
    [
      "a field longer than the file",
      new Uint8Array([0x12, 0x7f, 0]),
      "malformed at 1: not a pprof profile: a field of 127 bytes where 1 are left",
    ],
    ["a number that does not end", new Uint8Array([0x48, 0xff, 0xff]), "truncated at 3"],
    ["a number of eleven bytes", new Uint8Array([0x48, ...Array<number>(11).fill(0xff)]), "malformed at 11"],
    ["groups", new Uint8Array([0x0b, 0x0c]), "malformed at 0: not a pprof profile: field 1 has wire type 3"],
    [
      "a location without an id",
      message(PROFILE.location, () => {}),
      "malformed at 2: not a pprof profile: a location without an id",
    ],
    [
      "a sample that has more values than types",
      message(PROFILE.sample, (w) => w.uint32(SAMPLE.value << 3).int64(1)),
      "malformed at 2: not a pprof profile: a sample has 1 values, the profile 0 sample types",
    ],
    [
      "a sample of a location that is not there",
      message(PROFILE.sample, (w) => w.uint32(SAMPLE.locationId << 3).int64(7)),
      "malformed at 2: not a pprof profile: a sample refers to location 7",
    ],
    [
      "a first string that says something",
      message(PROFILE.stringTable, (w) => w.raw(new Uint8Array([65]))),
      "malformed at 2: not a pprof profile: the first string is not empty",
    ],
    [
      "a string that is not there",
      new Uint8Array([PROFILE.docUrl << 3, 9]),
      "malformed at 0: not a pprof profile: string 9 of a table of 0",
    ],
  ])("%s", (_, bytes, expected) => {
    expect(fault(bytes)).toContain(expected);
  });

  test("a number where there should be a message", () => {
    expect(fault(new Uint8Array([PROFILE.sample << 3, 1]))).toContain("wire type 0, expected 2");
  });

  test("two profiles, one behind the other", () => {
    const bytes = encodePprof({ ...profileOf([{ stack: "a", values: [1] }]), timeNanos: 5n });
    expect(fault(Uint8Array.from([...bytes, ...bytes]))).toContain("one behind the other");
  });
});

test("ids need not be small, nor in order, nor before their use", () => {
  // Location 2^64-1 of function 2^63, told after the sample that uses it.
  const writer = new Writer();
  writer
    .uint32((PROFILE.sampleType << 3) | 2)
    .fork()
    .ldelim();
  writer.uint32((PROFILE.sample << 3) | 2).fork();
  writer.uint32(SAMPLE.locationId << 3).int64(-1);
  writer
    .uint32(SAMPLE.value << 3)
    .int64(-5)
    .ldelim();
  writer.uint32((PROFILE.location << 3) | 2).fork();
  writer.uint32(1 << 3).int64(-1);
  writer
    .uint32((4 << 3) | 2)
    .fork()
    .uint32(1 << 3)
    .uint64({ low: 0, high: 0x80000000, unsigned: true });
  writer
    .uint32(2 << 3)
    .int64(42)
    .ldelim()
    .ldelim();
  writer.uint32((PROFILE.function << 3) | 2).fork();
  writer
    .uint32(1 << 3)
    .uint64({ low: 0, high: 0x80000000, unsigned: true })
    .ldelim();
  const result = decodePprof(writer.finish());
  expect(result).toMatchObject({
    ok: true,
    profile: { locations: [{ lines: [{ function: 0, line: 42 }] }], samples: { length: 1 } },
  });
  expect(result.ok && [...result.profile.samples.values]).toEqual([-5]);
});

/** A mutated profile is read or refused; nothing escapes, and what is read holds together. */
test("no mutation of a profile throws or hangs", () => {
  const sources = NAMES.map(profileBytes);
  const mutation = fc.record({
    source: fc.constantFrom(...sources),
    flips: fc.array(fc.tuple(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), fc.nat(255)), {
      maxLength: 8,
    }),
    cut: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    splice: fc.option(fc.tuple(fc.nat(4000), fc.nat(4000), fc.nat(400))),
  });
  fc.assert(
    fc.property(mutation, ({ source, flips, cut, splice }) => {
      let bytes = source.slice(0, cut === null ? source.length : Math.floor(cut * source.length));
      for (const [place, value] of flips) if (bytes.length > 0) bytes[Math.floor(place * bytes.length)] = value;
      if (splice !== null)
        bytes = Uint8Array.from([
          ...bytes.slice(0, splice[0]),
          ...source.slice(splice[1], splice[1] + splice[2]),
          ...bytes.slice(splice[0]),
        ]);
      const result = decodePprof(bytes);
      if (result.ok) checkIntegrity(result.profile);
      else expect(result.error.byteOffset).toBeLessThanOrEqual(bytes.length);
    }),
    { numRuns: 1000 },
  );
});

test("bytes at random are read or refused", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const result = decodePprof(bytes);
      if (result.ok) checkIntegrity(result.profile);
    }),
    { numRuns: 2000 },
  );
});

function checkIntegrity(profile: Profile): void {
  const { samples, sampleTypes, locations, functions, mappings } = profile;
  expect(samples.values.length).toBe(samples.length * (samples.length === 0 ? 0 : sampleTypes.length));
  expect(samples.stackOffsets.length).toBe(samples.length + 1);
  expect(samples.stackOffsets.at(-1)).toBe(samples.stacks.length);
  expect(samples.stacks.every((row) => row >= 0 && row < locations.length)).toBe(true);
  expect(locations.every(({ mapping }) => mapping >= -1 && mapping < mappings.length)).toBe(true);
  expect(locations.every(({ lines }) => lines.every((line) => line.function < functions.length))).toBe(true);
}
