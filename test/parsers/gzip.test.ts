import { readFileSync } from "node:fs";
import { constants, gzipSync } from "node:zlib";

import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { gunzipChunks } from "../../parsers/gzip.ts";
import type { Damage } from "../../src/model/damage.ts";

const TRACE = readFileSync("testdata/traces/channels-1.27.trace");

interface Inflated {
  readonly bytes: Buffer;
  readonly damage: readonly Damage[];
}

async function inflate(...chunks: readonly Uint8Array[]): Promise<Inflated> {
  const damage: Damage[] = [];
  const parts: Uint8Array[] = [];
  for await (const part of gunzipChunks(each(chunks), (fault) => damage.push(fault))) parts.push(part);
  return { bytes: Buffer.concat(parts), damage };
}

async function* each(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

describe("gzip of several members", () => {
  const parts = [TRACE.subarray(0, 1000), TRACE.subarray(1000, 1001), TRACE.subarray(1001)];
  const packed = Buffer.concat(parts.map((part) => gzipSync(part)));

  test("comes out as one, wherever its bytes were cut on their way", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(packed.length), { maxLength: 6 }), async (cuts) => {
        const at = [0, ...cuts.toSorted((a, b) => a - b), packed.length];
        const chunks = at.slice(1).map((end, i) => packed.subarray(at[i], end));
        const { bytes, damage } = await inflate(...chunks);
        expect(damage).toEqual([]);
        expect(bytes.equals(TRACE)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  test("comes out as one when a member ends with a chunk", async () => {
    const { bytes, damage } = await inflate(...parts.map((part) => gzipSync(part)));
    expect(damage).toEqual([]);
    expect(bytes.equals(TRACE)).toBe(true);
  });

  test("may be padded with zeros", async () => {
    const zeros = Buffer.alloc(512);
    for (const chunks of [[Buffer.concat([packed, zeros])], [packed, zeros, zeros]]) {
      const { bytes, damage } = await inflate(...chunks);
      expect(damage).toEqual([]);
      expect(bytes.equals(TRACE)).toBe(true);
    }
  });
});

describe("damaged gzip", () => {
  const packed = gzipSync(TRACE);

  test("that was cut gives all that can be inflated, and says where it ends", async () => {
    const half = packed.subarray(0, packed.length / 2);
    const { bytes, damage } = await inflate(half);
    expect(damage).toEqual([
      { kind: "truncated", message: "the gzip ends in the middle of its data", byteOffset: half.length },
    ]);
    expect(bytes.length).toBeGreaterThan(TRACE.length / 4);
    expect(bytes.equals(TRACE.subarray(0, bytes.length))).toBe(true);
  });

  test("whose checksum is wrong gives everything, and says so", async () => {
    const broken = Buffer.from(packed);
    broken[packed.length - 8]! ^= 1;
    const { bytes, damage } = await inflate(broken);
    expect(bytes.equals(TRACE)).toBe(true);
    expect(damage).toMatchObject([{ kind: "malformed", message: "the gzip is damaged: incorrect data check" }]);
  });

  test("whose data are wrong gives what comes before, and says where", async () => {
    const middle = packed.length >>> 1;
    const broken = Buffer.from(packed).fill(0xff, middle, middle + 400);
    const { bytes, damage } = await inflate(broken);
    expect(damage).toHaveLength(1);
    expect(damage[0]).toMatchObject({ kind: "malformed" });
    expect(damage[0]!.byteOffset).toBeGreaterThanOrEqual(middle);
    expect(damage[0]!.byteOffset).toBeLessThan(packed.length);
    expect(bytes.length).toBeGreaterThan(0);
  });

  test("with something else behind it gives what it holds, and says so", async () => {
    const other = Buffer.from("not gzip");
    for (const chunks of [[packed, other], [Buffer.concat([packed, other])]]) {
      const { bytes, damage } = await inflate(...chunks);
      expect(bytes.equals(TRACE)).toBe(true);
      expect(damage).toMatchObject([{ kind: "malformed", message: "the gzip is damaged: incorrect header check" }]);
    }
  });
});

test("gzip made to fill memory is read no further than 256 MB, or 200 times what came", async () => {
  const bomb = gzipSync(Buffer.alloc(1 << 26), { level: constants.Z_BEST_COMPRESSION });
  const members = Array.from({ length: 16 }, () => bomb);
  let given = 0;
  const damage: Damage[] = [];
  for await (const part of gunzipChunks(each(members), (fault) => damage.push(fault))) given += part.length;
  expect(damage).toMatchObject([{ kind: "limit" }]);
  // Never more than the step after the limit was passed.
  expect(given).toBeLessThan((1 << 28) + (1 << 15) * 1032);
});
