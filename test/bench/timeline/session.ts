import type { Locator, Page } from "playwright-core";

const NARROWEST_NS = 1000;
/** A notch of the wheel. */
const NOTCH_PX = 100;
const MOST_STEPS = 400;
const PAN_STEPS = 60;
/** Steps after which nothing has moved that tell that nothing will. */
const SURE = 5;
/** Groups are opened until so many tracks are in view order. */
const TRACKS = 10_000;

interface Exposed {
  windowNs: number;
  longTasks: { readonly start: number; readonly ms: number }[];
  tiles: unknown[];
}

/** What the page tells of itself, put there by `watch`. */
type Watched = typeof globalThis & { watched: Exposed };

/** Has the page note its long tasks, the width of the timeline's window, and the tiles it asks for; before it loads. */
export async function watch(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const watched: Exposed = { windowNs: NaN, longTasks: [], tiles: [] };
    Object.assign(globalThis, { watched });
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries())
        watched.longTasks.push({ start: startTime, ms: duration });
    }).observe({ type: "longtask" });
    const { value } = Object.getOwnPropertyDescriptor(Worker.prototype, "postMessage")!;
    const post = value as (this: Worker, ...args: unknown[]) => void;
    Worker.prototype.postMessage = function (this: Worker, ...args: unknown[]) {
      const message = args[0] as { path?: readonly string[]; argumentList?: readonly { value?: unknown }[] };
      if (message.path?.[0] === "tile") watched.tiles.push(message.argumentList?.[0]?.value);
      post.apply(this, args);
    };
  });
}

/** Tiles asked for since the last call, as `TileRequest`. */
export async function askedTiles(page: Page): Promise<readonly unknown[]> {
  return page.evaluate(() => (globalThis as Watched).watched.tiles.splice(0));
}

/** Long tasks since the last call, ms. */
export async function longTasks(page: Page): Promise<readonly number[]> {
  return page.evaluate(() => (globalThis as Watched).watched.longTasks.splice(0).map(({ ms }) => ms));
}

export async function frame(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
}

/** What a reader does, in steps of one frame each: in to a microsecond and out again, across, and through all tracks. */
export const SESSION: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  "in to 1 µs and out": async (page) => {
    const canvas = canvasOf(page);
    await noteWindow(page);
    await canvas.hover();
    for (const direction of [-1, 1]) {
      let still = 0;
      for (let step = 0; step < MOST_STEPS && still < SURE; step++) {
        const before = await windowNs(page);
        if (direction < 0 && before <= NARROWEST_NS) break;
        await turn(page, 0, direction * NOTCH_PX);
        still = (await windowNs(page)) === before ? still + 1 : 0;
      }
    }
  },
  across: async (page) => {
    const canvas = canvasOf(page);
    await canvas.hover();
    for (let step = 0; step < 16; step++) await turn(page, 0, -NOTCH_PX);
    for (const direction of [-1, 1, -1]) {
      for (let step = 0; step < PAN_STEPS; step++) await turn(page, direction * 3 * NOTCH_PX, 0);
    }
    for (let step = 0; step < 24; step++) await turn(page, 0, NOTCH_PX);
  },
  "through all tracks": scrollThrough,
  "groups opened, through all tracks": async (page) => {
    await openGroups(page);
    await scrollThrough(page);
  },
};

async function turn(page: Page, dx: number, dy: number): Promise<void> {
  await page.mouse.wheel(dx, dy);
  await frame(page);
}

function canvasOf(page: Page): Locator {
  return page.locator("gs-timeline canvas");
}

async function noteWindow(page: Page): Promise<void> {
  const timeline = await page.locator("gs-timeline").elementHandle();
  await page.evaluate((element) => {
    const { watched } = globalThis as Watched;
    element?.addEventListener("window-change", (event) => {
      const { from, to } = (event as CustomEvent<{ from: number; to: number }>).detail;
      watched.windowNs = to - from;
    });
  }, timeline);
}

async function windowNs(page: Page): Promise<number> {
  const ns = await page.evaluate(() => (globalThis as Watched).watched.windowNs);
  return Number.isNaN(ns) ? Infinity : ns;
}

/** From the first track to the last, at most some hundred steps. */
async function scrollThrough(page: Page): Promise<void> {
  await canvasOf(page).focus();
  await page.keyboard.press("Home");
  await page.locator("gs-timeline .names").hover();
  const sheet = page.locator("gs-timeline .names");
  let last = "";
  let still = 0;
  for (let step = 0; step < MOST_STEPS && still < SURE; step++) {
    await turn(page, 0, 4 * NOTCH_PX);
    const now = (await sheet.getAttribute("style")) ?? "";
    still = now === last ? still + 1 : 0;
    last = now;
  }
}

/** Opens groups, the first in view first, until enough tracks are there or none is left. */
async function openGroups(page: Page): Promise<void> {
  await canvasOf(page).focus();
  await page.keyboard.press("Home");
  await frame(page);
  const closed = page.locator('gs-timeline .names button[aria-expanded="false"]');
  let tracks = 0;
  for (let step = 0; step < MOST_STEPS && tracks < TRACKS; step++) {
    const button = closed.first();
    if ((await button.count()) === 0) break;
    const count = Number(/[\d,\s]+$/.exec((await button.textContent()) ?? "")?.[0].replaceAll(/\D/g, "") ?? 1);
    await button.evaluate((element: HTMLElement) => element.click());
    await frame(page);
    tracks += count;
  }
}
