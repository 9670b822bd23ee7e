import { mkdtempSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";

import { chromium, type Page } from "playwright-core";

import { findOrInstallChromium, LAUNCH_ARGS } from "../support/chromium.mjs";
import { startCli } from "../support/cli.ts";

/**
 * Memory of page and worker after a trace was opened once, and after it was opened again and again in the same page.
 *   TRACE    the file; the sample if not given
 *   OPENS    how often; 10 if not given
 * After each opening some of it is looked at, as what a reader looked at is what a page may forget to let go of.
 */
const path = process.env["TRACE"] ?? "testdata/sample.trace.gz";
const opens = Number(process.env["OPENS"] ?? 10);
const folder = mkdtempSync(join(tmpdir(), "gopherscope-opens-"));
const PATIENT = { timeout: 600_000 };

async function open(page: Page, nth: number): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: "Open…" }).click(),
  ]);
  // A name of its own tells one opening from the next.
  const name = join(folder, `${nth}.trace`);
  symlinkSync(resolve(path), name);
  await chooser.setFiles(name);
  await page.waitForFunction((title) => document.title.startsWith(title), `${nth}.trace`, PATIENT);
  await page.locator("gs-pause-list").waitFor(PATIENT);
}

async function look(page: Page): Promise<void> {
  const canvas = page.locator("gs-timeline canvas");
  await canvas.hover();
  await page.mouse.wheel(0, -600);
  const pause = page.locator("gs-pause-list .all a").first();
  if ((await pause.count()) > 0) {
    await pause.click();
    await page.locator("gs-range-details").waitFor(PATIENT);
  }
}

interface Memory {
  readonly page: number;
  readonly worker: number;
}

/** Bytes after a collection; Chromium tells them where the page is isolated. */
async function memoryOf(page: Page): Promise<Memory> {
  return page.evaluate(async () => {
    interface Measured {
      readonly breakdown: readonly {
        readonly bytes: number;
        readonly attribution: readonly { readonly scope: string }[];
      }[];
    }
    const tell = performance as unknown as { measureUserAgentSpecificMemory(): Promise<Measured> };
    const { breakdown } = await tell.measureUserAgentSpecificMemory();
    const sum = (isWorker: boolean): number =>
      breakdown
        .filter(({ attribution }) => attribution.some(({ scope }) => scope.includes("Worker")) === isWorker)
        .reduce((total, { bytes }) => total + bytes, 0);
    return { page: sum(false), worker: sum(true) };
  });
}

const executablePath = findOrInstallChromium();
if (executablePath === undefined) process.exit(1);
const server = await startCli();
const browser = await chromium.launch({ executablePath, headless: true, args: [...LAUNCH_ARGS] });
try {
  const page = await browser.newPage({ viewport: { width: 1600, height: 900 } });
  await page.goto(server.url);
  console.log(`${basename(path)}: ${(statSync(path).size / 1e6).toFixed(1)} MB`);
  const all: Memory[] = [];
  for (let nth = 0; nth < opens; nth++) {
    await open(page, nth);
    await look(page);
    const memory = await memoryOf(page);
    all.push(memory);
    console.log(`after ${nth + 1}: page ${megabytes(memory.page)}, worker ${megabytes(memory.worker)}`);
  }
  const total = (memory: Memory): number => memory.page + memory.worker;
  const ratio = total(all.at(-1)!) / total(all[0]!);
  console.log(`after ${opens} opens ${ratio.toFixed(2)} × the memory after one`);
} finally {
  await browser.close();
  await server.stop();
  rmSync(folder, { recursive: true });
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
