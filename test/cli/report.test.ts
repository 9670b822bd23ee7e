/** The report command: one page for a person, one document for a program, and a word where there is nothing to say. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { goldenTraces } from "../support/answers.ts";
import { runCli } from "../support/cli.ts";
import { traceBytes } from "../support/trace-text.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "gopherscope-report-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(bytes: Uint8Array): string {
  const path = join(folder, "some.trace");
  writeFileSync(path, bytes);
  return path;
}

const sound = (): string => goldenTraces().find(({ name }) => name === "gc-1.27")!.path;

describe("gopherscope report", () => {
  test("says what a person asks first", async () => {
    const { code, stdout, stderr } = await runCli(["report", sound()]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    for (const heading of [
      "duration",
      "goroutines",
      "Where goroutine time went",
      "Who was blocked longest",
      "The world was stopped",
    ])
      expect(stdout).toContain(heading);
  });

  test("tells a program the same in JSON", async () => {
    const { code, stdout } = await runCli(["report", "--json", sound()]);
    const report = JSON.parse(stdout) as Record<string, unknown>;
    expect(code).toBe(0);
    expect(Object.keys(report)).toEqual(
      expect.arrayContaining(["events", "kinds", "goroutines", "profiles", "mmu", "tasks"]),
    );
    expect(report).not.toHaveProperty("partial_error");
  });

  test("answers for what is good of a damaged trace, and says what is not", async () => {
    const bytes = traceBytes(`
      go 1.26
      generation 1 @100
        thread 0
          ProcStatus p=0 status=running
          HeapAlloc 5
      `);
    const { code, stdout, stderr } = await runCli(["report", file(bytes.subarray(0, bytes.length - 1))]);
    expect(code).toBe(0);
    expect(stdout).toContain("DAMAGED");
    expect(stderr).toMatch(/the trace is damaged/);
  });

  test("fails where no event can be read; a program gets its document all the same", async () => {
    const bytes = traceBytes(`
      go 1.26
      generation 1 @100
        thread 0
          GoStart g=7 seq=1
      `);
    const text = await runCli(["report", file(bytes)]);
    expect(text.code).toBe(1);
    expect(text.stdout).toBe("");
    expect(text.stderr.trim().split("\n")).toHaveLength(1);
    const json = await runCli(["report", "--json", file(bytes)]);
    expect(json.code).toBe(1);
    expect(JSON.parse(json.stdout)).toHaveProperty("partial_error");
  });
});
