import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { afterAll, describe, expect, test } from "vitest";

import { runCli } from "../support/cli.ts";

const folder = mkdtempSync(join(tmpdir(), "gopherscope-messages-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const TRACE = readFileSync("testdata/traces/channels-1.27.trace");
const PROFILE = readFileSync("testdata/profiles/cpu.pb.gz");
const NOT_A_TRACE = "not a Go execution trace";

function file(name: string, bytes: Uint8Array | string): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

describe("one line says why nothing can be read, and where", () => {
  test.each<readonly [name: string, bytes: Uint8Array | string, message: string]>([
    ["empty", "", "the file is empty: it has 0 bytes"],
    ["text", "some notes\n", `the file is text, ${NOT_A_TRACE}`],
    ["page", "<!DOCTYPE html><h1>502</h1>", `the file is an HTML page, ${NOT_A_TRACE}`],
    ["program", "\u007fELF\u0002\u0001\u0001\u0000\u0000", `the file is an ELF executable, ${NOT_A_TRACE}`],
    ["profile", PROFILE, `the file is gzip of a pprof profile, ${NOT_A_TRACE}; gopherscope top reads profiles`],
    ["text.gz", gzipSync("some notes\n"), `the file is gzip of text, ${NOT_A_TRACE}`],
    ["twice.gz", gzipSync(gzipSync(TRACE)), `the file is gzip of gzip, ${NOT_A_TRACE}`],
    ["empty.gz", gzipSync(""), "the gzip holds 0 bytes"],
    [
      "beginning.gz",
      gzipSync(TRACE).subarray(0, 15),
      "nothing could be inflated: the gzip ends in the middle of its data, at byte 15",
    ],
    [
      "header",
      TRACE.subarray(0, 16),
      'the header says "go 1.26", and nothing follows it: expected at least one generation of events, at byte 16',
    ],
    ["half-a-header", TRACE.subarray(0, 9), "the file ends in its header, after 9 of 16 bytes"],
    ["half-a-word", "go 1 ", `the file is text, ${NOT_A_TRACE}`],
    [
      "future",
      Buffer.concat([Buffer.from("go 1.99 trace\0\0\0"), TRACE.subarray(16)]),
      'the header says "go 1.99 trace"; the formats known are 1.5, 1.7, 1.8, 1.9, 1.10, 1.11, 1.19, 1.21, 1.22, 1.23, 1.25, 1.26',
    ],
    ["cut", TRACE.subarray(0, 60), "the file ends inside a batch, after 44 of its bytes, at byte 16"],
  ])("%s", async (name, bytes, message) => {
    const line = { code: 1, stdout: "", stderr: `gopherscope: ${name}: ${message}\n` };
    const path = file(name, bytes);
    expect(await runCli(["report", path])).toEqual(line);
    expect(await runCli(["events", path])).toEqual(line);
  });
});

test("a trace cut in the middle is an answer, and says on every way out how much is missing", async () => {
  const path = file("half", TRACE.subarray(0, TRACE.length >>> 1));
  const text = await runCli(["report", path]);
  expect(text.code).toBe(0);
  expect(text.stderr).toMatch(
    /^gopherscope: half: the trace is damaged.* of 2\.\d+ KiB could not be used; the rest is shown\n$/,
  );
  expect(text.stdout).toMatch(/THE TRACE IS DAMAGED: .* of 2\.\d+\sKiB, \d+\.\d\s%, could not be used/);
  expect(text.stdout).toMatch(/the file ends inside a batch.*; no events from [\d.,]+\s\S+ on\n/);
  const json = await runCli(["report", "--json", path]);
  const report = JSON.parse(json.stdout) as Readonly<
    Record<"partial_error" | "bytes" | "lost_bytes" | "lost_share", unknown>
  >;
  expect(json.code).toBe(0);
  expect(report.partial_error).toContain("the file ends inside a batch");
  expect(report.bytes).toBe(TRACE.length >>> 1);
  expect(report.lost_bytes).toBeGreaterThan(0);
  expect(report.lost_share).toBe(Number(report.lost_bytes) / Number(report.bytes));
});

test("a whole trace says nothing of damage", async () => {
  const { code, stdout, stderr } = await runCli(["report", "--json", file("whole", TRACE)]);
  expect([code, stderr]).toEqual([0, ""]);
  expect(JSON.parse(stdout)).not.toHaveProperty("partial_error");
  expect(JSON.parse(stdout)).not.toHaveProperty("lost_bytes");
});
