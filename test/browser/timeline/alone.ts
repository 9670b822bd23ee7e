import { type Browser, chromium, type Page } from "playwright-core";
import { createServer } from "vite";

import type { Engine } from "../../../src/engine/protocol.ts";
import type { TimelineElement } from "../../../views/timeline/element.ts";
import { findChromium, LAUNCH_ARGS } from "../../support/chromium.mjs";

/** What `main.ts` leaves for tests to read. */
export interface Exposed {
  readonly engine: Engine;
  readonly timeline: TimelineElement;
  readonly said: readonly { readonly type: string; readonly detail: Record<string, unknown> }[];
}

declare const exposed: Exposed;

/** A browser, and a server of the page with nothing but the timeline. */
export interface Alone {
  readonly browser: Browser;
  /** Of the page; see `main.ts` for what it may be asked. */
  readonly url: string;
  close(): Promise<void>;
}

export async function startAlone(): Promise<Alone> {
  const server = await createServer({
    configFile: false,
    root: new URL("../../..", import.meta.url).pathname,
    logLevel: "error",
    optimizeDeps: { include: ["comlink", "lit", "pako", "pixi.js", "pixi.js/unsafe-eval", "protobufjs/minimal.js"] },
    server: { host: "127.0.0.1", port: 0, hmr: false },
  });
  await server.listen();
  const browser = await chromium.launch({ executablePath: findChromium()!, headless: true, args: [...LAUNCH_ARGS] });
  return {
    browser,
    url: `${server.resolvedUrls!.local[0]!}test/browser/timeline/index.html`,
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}

/** A page with the sample on it at so many device pixels in a css pixel; tracks named as the URL names them are pinned, in order. */
export async function openSample({ browser, url }: Alone, dpr: number, pins: readonly string[]): Promise<Page> {
  const page = await browser.newPage({
    viewport: { width: 1100, height: 640 },
    deviceScaleFactor: dpr,
    reducedMotion: "reduce",
    colorScheme: "light",
  });
  await page.goto(`${url}?trace=/testdata/sample.trace.gz&unshaded`);
  await page.locator("gs-timeline .name.gc").waitFor();
  await page.evaluate((view) => (exposed.timeline.view = view), pins.map((pin) => `pin.${pin}`).join(","));
  await page
    .locator("gs-timeline .pinned")
    .nth(pins.length - 1)
    .waitFor();
  return page;
}

/** Colours of the palette as 0xrrggbb, by names as in `STYLE_NAMES`. */
export async function coloursOf(page: Page, names: readonly string[]): Promise<number[]> {
  return page.evaluate((all) => {
    const style = getComputedStyle(document.documentElement);
    return all.map((name) => Number.parseInt(style.getPropertyValue(`--gs-${name}`).slice(1), 16));
  }, names);
}

/** The window in view, once it is at rest and wholly drawn. */
export async function shownWindow(page: Page): Promise<{ readonly from: number; readonly to: number }> {
  return page.evaluate(async () => {
    await exposed.timeline.whole();
    const told = exposed.said.findLast(({ type }) => type === "window-change")?.detail;
    return { from: Number(told?.["from"] ?? 0), to: Number(told?.["to"] ?? exposed.timeline.summary?.durationNs) };
  });
}

/** Numbers from 0 to 1 by the same chance every time: Numerical Recipes' linear congruential generator. */
export function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}
