import fc from "fast-check";
import { expect, test } from "vitest";

import { decodePprof } from "../../parsers/pprof/decode.ts";
import { encodePprof } from "../../src/export/pprof.ts";
import { ProfileSamplesBuilder } from "../../src/model/profile-samples.ts";
import type { Profile, ProfileLabel } from "../../src/model/profile.ts";
import { recordedProfile, UNTOLD } from "../support/pprof.ts";

const ROWS = 6;
const text = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.constantFrom("", "main.main", "\u0000", "<b>"),
);
const unsigned = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
const signed = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const integer = fc.maxSafeInteger();
const valueType = fc.record({ type: text, unit: text });

const label: fc.Arbitrary<ProfileLabel> = fc.oneof(
  // A label without text is a number: proto3 cannot tell "" from none.
  fc.record({ key: text, text: text.filter((value) => value !== "") }),
  fc.record({ key: text, number: signed, unit: text }),
);

const profile: fc.Arbitrary<Profile> = fc.integer({ min: 1, max: 4 }).chain((types) =>
  fc
    .record({
      sampleTypes: fc.array(valueType, { minLength: types, maxLength: types }),
      defaultSampleType: text,
      rows: fc.array(
        fc.record({
          stack: fc.array(fc.nat(ROWS - 1), { maxLength: 8 }),
          values: fc.array(integer, { minLength: types, maxLength: types }),
          labels: fc.array(label, { maxLength: 3 }),
        }),
        { maxLength: 10 },
      ),
      locations: fc.array(
        fc.record({
          address: unsigned,
          mapping: fc.integer({ min: -1, max: ROWS - 1 }),
          folded: fc.boolean(),
          lines: fc.array(fc.record({ function: fc.nat(ROWS - 1), line: integer, column: integer }), { maxLength: 3 }),
        }),
        { minLength: ROWS, maxLength: ROWS },
      ),
      functions: fc.array(fc.record({ name: text, systemName: text, file: text, startLine: integer }), {
        minLength: ROWS,
        maxLength: ROWS,
      }),
      mappings: fc.array(
        fc.record({
          start: unsigned,
          limit: unsigned,
          offset: unsigned,
          file: text,
          buildId: text,
          hasFunctions: fc.boolean(),
          hasFiles: fc.boolean(),
          hasLines: fc.boolean(),
          hasInlines: fc.boolean(),
        }),
        { minLength: ROWS, maxLength: ROWS },
      ),
      comments: fc.array(text, { maxLength: 3 }),
      docUrl: text,
      dropFrames: text,
      keepFrames: text,
      timeNanos: signed,
      durationNanos: integer,
      periodType: valueType,
      period: integer,
    })
    .map(({ rows, ...rest }) => {
      const builder = new ProfileSamplesBuilder();
      for (const row of rows) {
        row.stack.forEach((location) => builder.location(location));
        row.values.forEach((value) => builder.value(value));
        builder.end(row.labels);
      }
      return { ...rest, samples: builder.finish() };
    }),
);

test("what is written is what is read again", () => {
  fc.assert(
    fc.property(profile, (written) => {
      expect(decodePprof(encodePprof(written))).toEqual({ ok: true, profile: written });
    }),
    { numRuns: 300 },
  );
});

test.each(["cpu", "heap", "block", "mutex", "goroutine", "threadcreate", "node-wall", "node-heap"])(
  "a recorded %s profile comes back as it was",
  (name) => {
    const recorded = recordedProfile(name);
    expect(decodePprof(encodePprof(recorded))).toEqual({ ok: true, profile: recorded });
  },
);

test("the bytes are those of profile.proto", () => {
  const builder = new ProfileSamplesBuilder();
  builder.location(0);
  builder.value(-1);
  builder.end([{ key: "k", text: "v" }]);
  const bytes = encodePprof({
    sampleTypes: [{ type: "t", unit: "u" }],
    ...UNTOLD,
    samples: builder.finish(),
    locations: [{ address: 300n, mapping: -1, folded: false, lines: [{ function: 0, line: 7, column: 0 }] }],
    functions: [{ name: "f", systemName: "f", file: "a.go", startLine: 0 }],
  });
  const strings = ["", "t", "u", "k", "v", "f", "a.go"].map((value) => [0x32, value.length, ...Buffer.from(value)]);
  expect([...bytes]).toEqual([
    // sample_type {type: 1, unit: 2}
    ...[0x0a, 4, 0x08, 1, 0x10, 2],
    // sample {location_id: [1], value: [-1], label: {key: 3, str: 4}}
    ...[0x12, 21, 0x0a, 1, 1, 0x12, 10, ...Array<number>(9).fill(0xff), 1, 0x1a, 4, 0x08, 3, 0x10, 4],
    // location {id: 1, address: 300, line: {function_id: 1, line: 7}}
    ...[0x22, 11, 0x08, 1, 0x18, 0xac, 2, 0x22, 4, 0x08, 1, 0x10, 7],
    // function {id: 1, name: 5, system_name: 5, filename: 6}
    ...[0x2a, 8, 0x08, 1, 0x10, 5, 0x18, 5, 0x20, 6],
    ...strings.flat(),
  ]);
});
