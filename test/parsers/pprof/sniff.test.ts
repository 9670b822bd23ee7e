import { readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

import { describe, expect, test } from "vitest";

import { openProfile, readProfile } from "../../../parsers/open-profile.ts";
import { looksLikePprof } from "../../../parsers/pprof/sniff.ts";
import { encodePprof } from "../../../src/export/pprof.ts";
import { PROFILES, profileOf, recordedProfile, sampleLines } from "../../support/pprof.ts";

const NAMES = readdirSync(PROFILES).filter((name) => name.endsWith(".pb.gz"));
const text = (value: string): Uint8Array => new TextEncoder().encode(value);

describe("the first bytes of a profile", () => {
  test.each(NAMES)("are known: %s, wherever they are cut", (name) => {
    const bytes = gunzipSync(readFileSync(`${PROFILES}/${name}`));
    for (let length = 2; length <= 512; length++) expect(looksLikePprof(bytes.subarray(0, length))).toBe(true);
  });

  test("are known whatever field comes first", () => {
    const strings = [0x32, 0x00, 0x32, 0x03, 0x63, 0x70, 0x75, 0x0a, 0x04, 0x08, 0x01, 0x10, 0x00];
    const sample = [0x12, 0x04, 0x0a, 0x00, 0x12, 0x00];
    const period = [0x5a, 0x02, 0x08, 0x01, 0x60, 0x01];
    for (const head of [strings, sample, period]) expect(looksLikePprof(Uint8Array.from(head))).toBe(true);
  });

  test.each([
    ["nothing", text("")],
    ["a trace", text("go 1.26 trace\0\0\0")],
    ["JSON", text('{"traceEvents":[]}')],
    ["a string in JSON", text('"hello, world, this is text and text and text"')],
    ["HTML", text("<!doctype html><html><body>no</body></html>")],
    ["a log", text("2026-11-23 10:00:00 starting\n2026-11-23 10:00:01 done\n")],
    ["words", text("jumping zebras quickly vex")],
    ["HTTP", text("HTTP/1.1 200 OK\r\n")],
    ["empty lines", text("\n\n\n\n")],
    ["a Perfetto trace", Uint8Array.from([0x0a, 0x0a, 0x42, 0x02, 0x08, 0x01, 0x50, 0x01, 0, 0, 0, 0])],
    ["an executable", Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0])],
    ["zeros", new Uint8Array(600)],
  ])("are not those of %s", (_, bytes) => {
    expect(looksLikePprof(bytes)).toBe(false);
  });
});

async function* chunksOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describe("opening", () => {
  test.each(["cpu", "node-heap"])("a profile, gzipped or not, in chunks of any size: %s", async (name) => {
    const packed = readFileSync(`${PROFILES}/${name}.pb.gz`);
    for (const bytes of [packed, gunzipSync(packed)]) {
      for (const size of [1, 100, 1 << 20]) {
        const opened = await openProfile(chunksOf(bytes, size));
        const result = opened.kind === "profile" ? await opened.read() : undefined;
        if (!result?.ok) throw new Error("not read");
        expect(sampleLines(result.profile)).toEqual(sampleLines(recordedProfile(name)));
        expect(result.byteLength).toBe(bytes.length);
      }
    }
  });

  test("what is none leaves all its bytes to be read", async () => {
    const bytes = readFileSync("testdata/traces/nothing-1.27.trace");
    const opened = await openProfile(chunksOf(bytes, 100));
    if (opened.kind !== "other") throw new Error("taken for a profile");
    const parts: Uint8Array[] = [];
    for await (const chunk of opened.chunks) parts.push(chunk);
    expect(Buffer.concat(parts).equals(bytes)).toBe(true);
  });

  test("says where a damaged one is damaged", () => {
    const packed = readFileSync(`${PROFILES}/cpu.pb.gz`);
    const bytes = new Uint8Array(gunzipSync(packed));
    expect(readProfile(packed.subarray(0, 1000))).toMatchObject({
      ok: false,
      error: { message: "the gzip ends in the middle of its data", byteOffset: 1000 },
    });
    const cut = readProfile(bytes.subarray(0, 4000));
    expect(cut).toMatchObject({ ok: false, error: { byteOffset: expect.any(Number) } });
    expect(readProfile(new Uint8Array())).toMatchObject({ ok: false, error: { message: "the file is empty" } });
  });

  test("of a profile without samples is no fault", () => {
    expect(readProfile(encodePprof(profileOf([])))).toMatchObject({ ok: true, profile: { samples: { length: 0 } } });
  });
});
