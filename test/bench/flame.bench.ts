import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { chromium, type Page } from "playwright-core";

import { gunzip, gzip } from "../../parsers/gzip.ts";
import { decodePprof } from "../../parsers/pprof/decode.ts";
import { encodePprof } from "../../src/export/pprof.ts";
import { ProfileSamplesBuilder } from "../../src/model/profile-samples.ts";
import type { Profile } from "../../src/model/profile.ts";
import { flameTree } from "../../src/profile/flame-tree.ts";
import { prepareReport } from "../../src/profile/report.ts";
import { findOrInstallChromium, LAUNCH_ARGS } from "../support/chromium.mjs";
import { startCli } from "../support/cli.ts";
import { UNTOLD } from "../support/pprof.ts";
import { mainThreadWork, TRACE_CATEGORIES } from "./timeline/frames.ts";

/**
 * What the flame graph of a profile with `STACKS` distinct stacks (100,000) costs: to make in Node, stage by stage, and in
 * Chromium from opening the file to the first frame, and frame by frame as a reader zooms, drags and searches.
 * Stages and frames are in processor time; what is told of opening is by the clock, which other work lengthens.
 */
const STACKS = Number(process.env["STACKS"] ?? "100000");
const FUNCTIONS = 4000;
const DEPTH = 48;
const FRAME_BUDGET_MS = 4;
const MOST_BYTES = 1 << 30;
const PATIENT = { timeout: 300_000 };

/** Numbers that are the same in each run: an xorshift. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/** Stacks that branch as programs do: near the root few ways, near the leaf many, some heavy and most light. */
function branchingProfile(): Profile {
  const random = randomFrom(20_261_123);
  const samples = new ProfileSamplesBuilder();
  for (let stack = 0; stack < STACKS; stack++) {
    const depth = 12 + random(DEPTH - 12);
    // The number of the stack decides the way down to its leaf, which no other stack has.
    const way: number[] = [];
    for (let level = 0, choice = stack; level < depth; level++) {
      way.unshift((choice * 31 + level * 97) % FUNCTIONS);
      choice = level % 3 === 0 ? Math.floor(choice / 2) : choice;
    }
    for (const row of way.toReversed()) samples.location(row);
    samples.value(1 + Math.floor(10_000 / (1 + random(10_000))));
    samples.end();
  }
  return {
    sampleTypes: [{ type: "samples", unit: "count" }],
    ...UNTOLD,
    samples: samples.finish(),
    locations: Array.from({ length: FUNCTIONS }, (_, row) => ({
      address: BigInt(0x400000 + row * 16),
      mapping: -1,
      folded: false,
      lines: [{ function: row, line: 10 + (row % 500), column: 0 }],
    })),
    functions: Array.from({ length: FUNCTIONS }, (_, row) => {
      const name = `example.com/module${row % 40}/package${row % 200}.(*Type${row % 900}).Method${row}`;
      return { name, systemName: name, file: `/src/module${row % 40}/file${row % 200}.go`, startLine: 1 };
    }),
  };
}

function timed<T>(what: string, work: () => T): T {
  gc?.();
  const start = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(start);
  console.log(`  ${what.padEnd(44)} ${((user + system) / 1000).toFixed(0).padStart(7)} ms`);
  return result;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

function inNode(path: string): void {
  const bytes = timed("inflating", () => gunzip(new Uint8Array(readFileSync(path)), MOST_BYTES).bytes);
  const decoded = timed("decoding", () => decodePprof(bytes));
  if (!decoded.ok) throw new Error(decoded.error.message);
  const prepared = timed("making ready", () => prepareReport(decoded.profile, {}));
  if (!prepared.ok) throw new Error(prepared.message);
  const { profile, sampleIndex } = prepared.report;
  for (const inverted of [false, true]) {
    const way = inverted ? "leaf-up" : "root-down";
    const tree = timed(`tree, ${way}`, () => flameTree(profile, { total: sampleIndex }, inverted));
    console.log(`  ${`nodes, ${way}`.padEnd(44)} ${tree.length.toLocaleString("en").padStart(7)}`);
  }
}

/** A reader in the graph, each step in a frame of its own. */
const MOVES: Readonly<Record<string, (page: Page, x: number, y: number) => Promise<void>>> = {
  "zooming in and out": async (page, x, y) => {
    await page.mouse.move(x, y);
    for (let step = 0; step < 120; step++) {
      await page.mouse.wheel(0, step < 60 ? -100 : 100);
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    }
  },
  dragging: async (page, x, y) => {
    for (let notch = 0; notch < 12; notch++) await page.mouse.wheel(0, -100);
    await page.mouse.move(x, y);
    await page.mouse.down();
    for (let step = 0; step < 80; step++) {
      await page.mouse.move(x + (step % 40) * 12 - 240, y + (step % 8) * 3);
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    }
    await page.mouse.up();
  },
  "pointing at frames": async (page, x, y) => {
    for (let step = 0; step < 80; step++) {
      await page.mouse.move(x - 300 + step * 8, y - 100 + (step % 20) * 19);
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    }
  },
};

async function inChromium(path: string): Promise<void> {
  const executablePath = findOrInstallChromium();
  if (executablePath === undefined) process.exit(1);
  const server = await startCli([path]);
  const browser = await chromium.launch({ executablePath, headless: true, args: [...LAUNCH_ARGS] });
  try {
    const page = await browser.newPage({ viewport: { width: 1600, height: 900 } });
    const start = performance.now();
    const since = (what: string): void =>
      console.log(`  ${what.padEnd(44)} ${(performance.now() - start).toFixed(0).padStart(7)} ms by the clock`);
    await page.goto(server.url);
    await page.getByRole("tab", { name: "Flame graph" }).waitFor(PATIENT);
    since("page loaded → weighed");
    await page.getByRole("tab", { name: "Flame graph" }).click();
    await page.getByRole("navigation", { name: "Zoomed to" }).getByRole("button").first().waitFor(PATIENT);
    since("page loaded → flame graph drawn");
    const box = await page.locator("gs-flame-graph canvas").boundingBox();
    if (box === null) throw new Error("the flame graph has no box");
    const all: number[] = [];
    for (const [name, move] of Object.entries(MOVES)) {
      await browser.startTracing(page, { categories: TRACE_CATEGORIES });
      await move(page, box.x + box.width * 0.4, box.y + 200);
      const { scriptByFrame } = mainThreadWork(await browser.stopTracing());
      all.push(...scriptByFrame);
      const [median, p95] = [0.5, 0.95].map((share) => quantile(scriptByFrame, share).toFixed(2));
      console.log(
        `  ${`${name}: script in a frame, p50, p95`.padEnd(44)} ${median} ${p95} ms, ${scriptByFrame.length} frames`,
      );
    }
    const p95 = quantile(all, 0.95);
    console.log(
      `  ${"all frames: script, p95".padEnd(44)} ${p95.toFixed(2)} ms, ${(p95 / FRAME_BUDGET_MS).toFixed(2)} × the budget of ${FRAME_BUDGET_MS} ms`,
    );
  } finally {
    await browser.close();
    await server.stop();
  }
}

const folder = mkdtempSync(join(tmpdir(), "flame-"));
try {
  const path = join(folder, "stacks.pb.gz");
  writeFileSync(path, gzip(encodePprof(branchingProfile())));
  console.log(`${STACKS.toLocaleString("en")} stacks, ${(statSync(path).size / 1e6).toFixed(1)} MB`);
  inNode(path);
  await inChromium(path);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
