import { spawnSync } from "node:child_process";
import { createReadStream, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { formatBytes } from "../../src/base/format.ts";
import { loadTrace } from "../../src/engine/load.ts";
import { HOSTILE_TRACES } from "../support/hostile-traces.ts";

/**
 * What traces made to cost memory cost, as multiples of their size: resident memory at its peak beyond that of an idle
 * process, and the tables that stay.
 *   BYTES   how large each is; 4 MiB if not given
 */
const [, script, opened] = process.argv;
const bytes = Number(process.env["BYTES"] ?? 4 << 20);

async function openAlone(file: string): Promise<void> {
  await loadTrace(createReadStream("testdata/traces/nothing-1.27.trace"));
  globalThis.gc?.();
  const idle = process.resourceUsage().maxRSS * 1024;
  const before = process.memoryUsage();
  const cpu = process.cpuUsage();
  const loaded = await loadTrace(createReadStream(file, { highWaterMark: 1 << 20 }));
  const { user, system } = process.cpuUsage(cpu);
  const peak = process.resourceUsage().maxRSS * 1024 - idle;
  globalThis.gc?.();
  const after = process.memoryUsage();
  const stays = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers;
  const size = statSync(file).size;
  const events = loaded.ok ? loaded.trace.eventCount : 0;
  const damage = loaded.ok ? (loaded.trace.damage[0]?.message ?? "") : loaded.error.message;
  const times = (value: number): string => `${(value / size).toFixed(1)} ×`.padStart(9);
  console.log(
    `${times(peak)}${times(stays)}${`${((user + system) / 1e6).toFixed(2)} s`.padStart(9)}${String(events).padStart(10)}  ${damage}`,
  );
}

function openAll(): void {
  const folder = mkdtempSync(join(tmpdir(), "gopherscope-hostile-"));
  console.log(
    `${formatBytes(bytes)} each${"peak".padStart(26)}${"stays".padStart(9)}${"time".padStart(9)}${"events".padStart(10)}`,
  );
  for (const [name, make] of Object.entries(HOSTILE_TRACES)) {
    const file = join(folder, "trace");
    writeFileSync(file, make(bytes));
    process.stdout.write(name.padEnd(30));
    spawnSync(process.execPath, ["--expose-gc", script!, file], { stdio: "inherit" });
  }
  rmSync(folder, { recursive: true });
}

if (opened === undefined) openAll();
else await openAlone(opened);
