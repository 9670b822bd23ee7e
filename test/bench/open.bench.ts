import { basename } from "node:path";
import { statSync } from "node:fs";

import { chromium, type Locator, type Page } from "playwright-core";

import { findOrInstallChromium, LAUNCH_ARGS } from "../support/chromium.mjs";
import { startCli } from "../support/cli.ts";
import { memoryOf } from "./timeline/page-memory.ts";
import { coloursOf } from "../support/pixels.ts";

/**
 * From a file chosen in the page to a timeline that is drawn and answers to the hand, in Chromium; then the memory
 * of page and worker at rest.
 *   TRACE    the file; the sample if not given
 *   ROUNDS   how often; 3 if not given
 * A new page each round. "Drawn" is seen by screenshots, so it may be told up to one screenshot (0.1 to 0.3 s) late.
 */
const DRAWN_COLOURS = 500;

const path = process.env["TRACE"] ?? "testdata/sample.trace.gz";
const rounds = Number(process.env["ROUNDS"] ?? 3);

interface Round {
  readonly opened: number;
  readonly answered: number;
  readonly drawn: number;
  readonly memory: number;
}

async function round(page: Page, url: string): Promise<Round> {
  await page.goto(url);
  const button = page.getByRole("button", { name: "Open a file" });
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), button.click()]);
  const start = performance.now();
  const since = (): number => (performance.now() - start) / 1000;
  await chooser.setFiles(path);
  const canvas = page.locator("gs-timeline canvas");
  await canvas.waitFor({ timeout: 600_000 });
  const opened = since();
  await answer(page, canvas);
  const answered = since();
  while ((await coloursOf(canvas)) < DRAWN_COLOURS);
  return { opened, answered, drawn: since(), memory: await memoryOf(page) };
}

/** Turns the wheel until the window of the timeline moves. */
async function answer(page: Page, canvas: Locator): Promise<void> {
  const moved = page.evaluate(
    (timeline) =>
      new Promise<void>((resolve) => timeline?.addEventListener("window-change", () => resolve(), { once: true })),
    await page.locator("gs-timeline").elementHandle(),
  );
  const state = { moved: false };
  void moved.then(() => (state.moved = true));
  await canvas.hover();
  while (!state.moved) {
    await page.mouse.wheel(0, -200);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }
}

function best(values: readonly number[]): string {
  return `${Math.min(...values).toFixed(2)} s (${values.map((value) => value.toFixed(2)).join(", ")})`;
}

const executablePath = findOrInstallChromium();
if (executablePath === undefined) process.exit(1);
const server = await startCli();
const browser = await chromium.launch({ executablePath, headless: true, args: [...LAUNCH_ARGS] });
try {
  const results: Round[] = [];
  for (let at = 0; at < rounds; at++) {
    const page = await browser.newPage({ viewport: { width: 1600, height: 900 } });
    results.push(await round(page, server.url));
    await page.close();
  }
  const size = statSync(path).size;
  console.log(`${basename(path)}: ${(size / 1e6).toFixed(1)} MB, best of ${rounds} (each)`);
  console.log(`file chosen → timeline there     ${best(results.map(({ opened }) => opened))}`);
  console.log(`file chosen → answers the wheel  ${best(results.map(({ answered }) => answered))}`);
  console.log(`file chosen → drawn              ${best(results.map(({ drawn }) => drawn))}`);
  const memory = Math.min(...results.map((result) => result.memory));
  console.log(
    `memory at rest, page and worker  ${(memory / 1e6).toFixed(0)} MB, ${(memory / size).toFixed(1)} × the file`,
  );
} finally {
  await browser.close();
  await server.stop();
}
