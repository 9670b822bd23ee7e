import { createReadStream, statSync } from "node:fs";
import { basename } from "node:path";

import { chromium, type Browser, type Page } from "playwright-core";

import { loadTrace } from "../../src/engine/load.ts";
import type { Trace } from "../../src/model/trace.ts";
import { drawTile } from "../../src/timeline/tile.ts";
import { Timeline } from "../../src/timeline/timeline.ts";
import type { TileRequest } from "../../src/timeline/types.ts";
import { findOrInstallChromium, LAUNCH_ARGS } from "../support/chromium.mjs";
import { startCli } from "../support/cli.ts";
import { timeGoToolTrace, tooLargeForGo } from "./timeline/go-tool-trace.ts";
import { memoryOf } from "./timeline/page-memory.ts";
import { mainThreadWork, TRACE_CATEGORIES } from "./timeline/frames.ts";
import { PageProcess } from "./timeline/page-process.ts";
import { recordHttpLoad } from "./timeline/record.ts";
import { askedTiles, frame, longTasks, SESSION, watch } from "./timeline/session.ts";

/**
 * What the timeline costs, against its budgets: from a file chosen in Chromium to a window that answers the wheel, then a
 * session as a reader moves (`SESSION`), frame by frame, and the tiles that it asked for.
 *   TRACE    the file, or several with commas between; the sample if not given
 *   GO       a Go command: records a trace of 25 M events of an HTTP server first, and takes that too; then opens each in
 *            go tool trace as well, and says how many times as long that takes
 *   MB       how many megabytes to record; 130 if not given
 * Frames and tiles are in processor time of their thread, which other work on the machine does not lengthen; times from a
 * file chosen on, and long tasks, are by the clock, which it does.
 */
const RECORDED_MB = Number(process.env["MB"] ?? 130);
const IDLE_MS = 3000;
const LONG_TASK_MS = 50;
const PATIENT = { timeout: 900_000 };

const files = (process.env["TRACE"] ?? "testdata/sample.trace.gz").split(",");
const go = process.env["GO"];
if (go !== undefined) files.push(recordHttpLoad(go, RECORDED_MB));

/** One line: what, how much, and how it compares with its budget where it has one. */
function report(what: string, value: number, unit: string, budget?: number): void {
  const share = budget === undefined ? "" : `  ${(value / budget).toFixed(2)} × the budget of ${budget} ${unit}`;
  console.log(`  ${what.padEnd(52)} ${value.toFixed(value < 10 ? 2 : 0).padStart(8)} ${unit}${share}`);
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

/** Chooses the file; answers when the timeline has followed a turn of the wheel. */
async function open(
  page: Page,
  path: string,
): Promise<{ readonly seconds: number; readonly found: PageProcess | undefined }> {
  const button = page.getByRole("button", { name: "Open a file" });
  await button.waitFor();
  const found = PageProcess.find();
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), button.click()]);
  const start = performance.now();
  await chooser.setFiles(path);
  const canvas = page.locator("gs-timeline canvas");
  await canvas.waitFor(PATIENT);
  await longTasks(page);
  const moved = page.evaluate(
    (timeline) =>
      new Promise<number>((resolve) =>
        timeline?.addEventListener("window-change", () => resolve(performance.now()), { once: true }),
      ),
    await page.locator("gs-timeline").elementHandle(),
  );
  const state = { moved: false };
  void moved.then(() => (state.moved = true));
  await canvas.hover();
  while (!state.moved) {
    await page.mouse.wheel(0, -200);
    await frame(page);
  }
  return { seconds: (performance.now() - start) / 1000, found };
}

/** Until the page and its worker have nothing left to do. */
async function settle(page: Page, found: PageProcess | undefined): Promise<void> {
  for (let quiet = 0; quiet < 4;) {
    const before = found?.processorMs() ?? 0;
    await page.waitForTimeout(250);
    quiet = (found?.processorMs() ?? 0) - before < 10 ? quiet + 1 : 0;
  }
}

async function reportSession(browser: Browser, page: Page): Promise<readonly TileRequest[]> {
  const asked: TileRequest[] = [];
  const all: number[] = [];
  await askedTiles(page);
  for (const [name, act] of Object.entries(SESSION)) {
    await browser.startTracing(page, { categories: TRACE_CATEGORIES });
    await act(page);
    const { scriptByFrame, taskByFrame } = mainThreadWork(await browser.stopTracing());
    all.push(...scriptByFrame);
    asked.push(...((await askedTiles(page)) as readonly TileRequest[]));
    report(`${name}: script in a frame, p95 of ${scriptByFrame.length}`, quantile(scriptByFrame, 0.95), "ms", 4);
    report(`${name}: with style, layout and painting, p95`, quantile(taskByFrame, 0.95), "ms");
  }
  report(`all frames: script, p95 of ${all.length}`, quantile(all, 0.95), "ms", 4);
  return asked;
}

/** ms of processor time, of the whole process: Node compiles beside. */
function processorMs(work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** The tiles of the session once more, here, where they can be timed one by one. */
function reportTiles(trace: Trace, asked: readonly TileRequest[]): void {
  const timeline = new Timeline(trace);
  for (const round of ["first time", "again"]) {
    gc?.();
    const times = asked.map((request) => processorMs(() => void drawTile(timeline, request)));
    report(`a tile query, ${round}, p95 of ${times.length}`, quantile(times, 0.95), "ms", 8);
    report(`a tile query, ${round}, worst`, quantile(times, 1), "ms");
  }
}

async function load(path: string): Promise<Trace> {
  const loaded = await loadTrace(createReadStream(path, { highWaterMark: 1 << 20 }));
  if (!loaded.ok) throw new Error(loaded.error.message);
  return loaded.trace;
}

interface AtRest {
  readonly peak: number;
  /** Of the processor, in a second. */
  readonly idleMs: number;
}

async function atRest(page: Page, found: PageProcess): Promise<AtRest> {
  const { peakBytes: peak } = found;
  const before = found.processorMs();
  await page.waitForTimeout(IDLE_MS);
  const idleMs = (found.processorMs() - before) / (IDLE_MS / 1000);
  found.stop();
  return { peak, idleMs };
}

interface Opening {
  readonly seconds: number;
  readonly peakBytes: number | undefined;
}

/** The same file in go tool trace, whose first part of a timeline is what it has to set against ours of the whole. */
async function besideGo(command: string, browser: Browser, path: string, ours: Opening): Promise<void> {
  const tooLarge = tooLargeForGo(path);
  if (tooLarge !== undefined) return console.log(`  go tool trace was not run: ${tooLarge}`);
  const its = await timeGoToolTrace(command, path, browser);
  const times = (seconds: number): string => `  ${(seconds / ours.seconds).toFixed(1)} × ours`;
  console.log(`  go tool trace: listens after ${its.listening.toFixed(1)} s${times(its.listening)}`);
  console.log(
    `  its first part's ${(its.servedBytes / 1e6).toFixed(0)} MB are served after ${its.served.toFixed(1)} s${times(its.served)}`,
  );
  console.log(
    `  and drawn ${its.drawn === undefined ? "never" : `after ${its.drawn.toFixed(1)} s${times(its.drawn)}`}`,
  );
  const memory = ours.peakBytes === undefined ? "" : `  ${(its.peakBytes / ours.peakBytes).toFixed(1)} × ours`;
  console.log(`  its server's memory at the peak: ${(its.peakBytes / 1e9).toFixed(2)} GB${memory}`);
}

async function bench(browser: Browser, url: string, path: string): Promise<Opening> {
  const page = await browser.newPage({ viewport: { width: 1600, height: 900 } });
  await watch(page);
  await page.goto(url);
  const { seconds, found } = await open(page, path);
  await settle(page, found);
  const megabytes = statSync(path).size / 1e6;
  console.log(`${basename(path)}: ${megabytes.toFixed(1)} MB`);
  report("file chosen → answers the wheel", seconds, "s", megabytes < 50 ? 2.5 : 10);
  const openingPeak = found?.peakBytes;
  const rest = await memoryOf(page);
  const asked = await reportSession(browser, page);
  const tasks = await longTasks(page);
  report(`tasks of ${LONG_TASK_MS} ms or more after opening`, tasks.length, "");
  report("the longest of them", Math.max(0, ...tasks), "ms", LONG_TASK_MS);
  await settle(page, found);
  const process = found === undefined ? undefined : await atRest(page, found);
  const restAfter = await memoryOf(page);
  await page.close();
  const trace = await load(path);
  if (openingPeak !== undefined && process !== undefined) {
    report("memory resident at the peak of opening, an event", openingPeak / trace.eventCount, "B", 40);
    report("memory resident at the peak of the session, an event", process.peak / trace.eventCount, "B", 40);
    report("processor at rest, in a second", process.idleMs, "ms");
  }
  report("memory of page and worker after opening, an event", rest / trace.eventCount, "B", 24);
  report("memory of page and worker after the session, an event", restAfter / trace.eventCount, "B", 24);
  reportTiles(trace, asked);
  return { seconds, peakBytes: openingPeak };
}

const executablePath = findOrInstallChromium();
if (executablePath === undefined) process.exit(1);
const server = await startCli();
const browser = await chromium.launch({ executablePath, headless: true, args: [...LAUNCH_ARGS] });
try {
  for (const path of files) {
    const opening = await bench(browser, server.url, path);
    if (go !== undefined) await besideGo(go, browser, path, opening);
  }
} finally {
  await browser.close();
  await server.stop();
}
