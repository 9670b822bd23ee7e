import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

import { afterAll, beforeAll, expect, test } from "vitest";

import type { GoroutineChoice } from "../../src/engine/analyses/types.ts";
import { createEngine } from "../../src/engine/host.ts";
import { runCli } from "../support/cli.ts";

// The page's engine and the command line, asked for the same profile of the same trace, write the same bytes.
const TRACE = "testdata/traces/network-1.27.trace";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "gopherscope-page-profile-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function commandBytes(args: readonly string[]): Promise<Buffer> {
  const file = join(folder, "profile.pb.gz");
  const { code, stderr } = await runCli(["profile", TRACE, ...args, "-o", file]);
  expect([code, stderr]).toEqual([0, ""]);
  return readFileSync(file);
}

test("the page exports what the command line writes", async () => {
  const engine = createEngine();
  const file = new File([new Uint8Array(readFileSync(TRACE))], basename(TRACE));
  const opened = await engine.open({ kind: "file", file }, () => undefined);
  if (!opened.ok) throw new Error(opened.error.message);
  const { durationNs } = opened.summary;
  const middle = Math.round(durationNs / 2);
  const { groups } = await engine.outline();
  const group = groups.findIndex(({ name }) => name.startsWith("main."));
  const byId = { by: "id", descending: false };
  const whole = { from: 0, to: durationNs, goroutines: { kind: "all" } as GoroutineChoice };
  const { goroutine } = (await engine.goroutineRows(whole, byId, 0, 1)).rows[0]!;

  const cases: readonly [readonly string[], Partial<typeof whole>, boolean][] = [
    [[], {}, false],
    [["--open"], {}, true],
    [["--to", String(middle)], { to: middle }, false],
    [["--name", groups[group]!.name], { goroutines: { kind: "group", group } }, false],
    [["--goroutine", goroutine.id], { goroutines: { kind: "goroutine", goroutine: goroutine.index } }, false],
  ];
  for (const type of ["net", "sched"] as const) {
    for (const [flags, scope, openAtEnd] of cases) {
      const bytes = await engine.pprof({
        kind: "trace",
        type,
        scope: { ...whole, ...scope },
        openAtEnd,
        splitBy: undefined,
      });
      expect(Buffer.from(bytes).equals(await commandBytes(["--type", type, ...flags])), flags.join(" ")).toBe(true);
    }
  }
});
