import { spawn } from "node:child_process";
import { freemem } from "node:os";
import { statSync } from "node:fs";

import type { Browser, Page } from "playwright-core";

import { vividColoursOf } from "../../support/pixels.ts";
import { peakResidentBytes, descendants } from "./processes.ts";

/** What it needs of memory for each byte of a trace, about: it holds every event, and strings for all of them. */
const BYTES_A_BYTE = 250;
const MOST_SECONDS = 600;
const LOOK_MS = 500;
/** Fewer different colours than this are lettering and a dialog; tracks have many. */
const DRAWN_COLOURS = 8;

/** What `go tool trace` costs for a trace, in seconds from when it was started. */
export interface GoToolTrace {
  readonly listening: number;
  /** The data of the first part of the timeline is served. */
  readonly served: number;
  readonly servedBytes: number;
  /** Tracks are drawn; undefined: not in `MOST_SECONDS`. */
  readonly drawn: number | undefined;
  readonly peakBytes: number;
}

/** Why it is better not run on a file: what it would take is not there. */
export function tooLargeForGo(path: string): string | undefined {
  const needed = statSync(path).size * BYTES_A_BYTE;
  return needed <= freemem() ? undefined : `it would take about ${(needed / 1e9).toFixed(0)} GB of memory`;
}

/** Runs it on a trace, opens the first part of its timeline in the browser, and ends it. `go` is a Go command. */
export async function timeGoToolTrace(go: string, path: string, browser: Browser): Promise<GoToolTrace> {
  const start = performance.now();
  const seconds = (): number => (performance.now() - start) / 1000;
  // It opens a browser of its own, which BROWSER names.
  const env = { ...process.env, BROWSER: "true", GOTOOLCHAIN: "local" };
  const child = spawn(go, ["tool", "trace", "-http=127.0.0.1:0", path], { env, stdio: ["ignore", "pipe", "pipe"] });
  const family = (): readonly number[] => (child.pid === undefined ? [] : [child.pid, ...descendants(child.pid)]);
  const page = await browser.newPage({ viewport: { width: 1600, height: 900 } });
  try {
    const url = await said(child, /listening on (http:\S+)/);
    const listening = seconds();
    const first = /href="(\/trace\?[^"]*)"/.exec(await (await fetch(url)).text())?.[1]?.replaceAll("&amp;", "&");
    if (first === undefined) throw new Error("go tool trace offers no timeline");
    const json = await (await fetch(url + first.replace("/trace", "/jsontrace"))).arrayBuffer();
    const served = seconds();
    const opening = seconds();
    await page.goto(url + first);
    const drawn = await untilDrawn(page, browser, seconds);
    return {
      ...{ listening, served, servedBytes: json.byteLength },
      // What was fetched here was fetched by the page once more.
      drawn: drawn === undefined ? undefined : listening + (drawn - opening),
      peakBytes: Math.max(...family().map(peakResidentBytes)),
    };
  } finally {
    await page.close();
    // The go command starts the tool as a process of its own, and ends with it.
    for (const member of family().slice(1)) process.kill(member);
    child.kill();
  }
}

/** What a pattern's first group is in what a process prints. */
function said(child: ReturnType<typeof spawn>, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = "";
    const hear = (part: Buffer): void => {
      printed += part.toString("utf8");
      const found = pattern.exec(printed)?.[1];
      if (found !== undefined) resolve(found);
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
    child.once("exit", () => reject(new Error(`go tool trace ended: ${printed}`)));
    child.once("error", reject);
  });
}

/** Looks at the page again and again, as it tells nobody when it is done. */
async function untilDrawn(page: Page, browser: Browser, seconds: () => number): Promise<number | undefined> {
  const eye = await browser.newPage();
  try {
    while (seconds() < MOST_SECONDS) {
      const at = seconds();
      if ((await vividColoursOf(eye, await page.screenshot({ timeout: MOST_SECONDS * 1000 }))) >= DRAWN_COLOURS)
        return at;
      await eye.waitForTimeout(LOOK_MS);
    }
    return undefined;
  } finally {
    await eye.close();
  }
}
