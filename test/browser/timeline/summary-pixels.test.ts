import { readFileSync } from "node:fs";

import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import type { ProcIndex } from "../../../src/base/indices.ts";
import type { Trace } from "../../../src/model/trace.ts";
import { Style, STYLE_NAMES } from "../../../src/timeline/style.ts";
import { busyBetween, StateCounts } from "../../support/brute-sums.ts";
import { describeInBrowser } from "../../support/browser.ts";
import { loadBytes } from "../../support/loaded-trace.ts";
import { pixelRows } from "../../support/pixels.ts";
import { procPieces } from "../../support/trace-pieces.ts";
import { type Alone, coloursOf, type Exposed, numbers, openSample, shownWindow, startAlone } from "./alone.ts";

declare const exposed: Exposed;

const WIDTHS = [Infinity, 4e8, 9.3e6, 733e3, 41e3, 1900];
const SHADES = 8;
/** The scale of the curves covers what is left of this. */
const SCALE_PIXELS = 100;
/** States as they stack, from the foot. */
const STACKED = [
  Style.Running,
  Style.Syscall,
  Style.SyscallBlocked,
  Style.Runnable,
  Style.BlockedSync,
  Style.BlockedNet,
  Style.BlockedSleep,
  Style.BlockedGC,
  Style.BlockedOther,
];

/** Not in the palette. */
const UNKNOWN = -1;
const NOTHING = -2;
/** css pixels: of the row, of what is drawn in it, and what is left free below that. */
const CURVES = { row: 60, height: 55, below: 1 };
/** Where the curves are looked at, above their foot. */
const LEVELS = [2, 8, 14, 20, 26, 32];
/** ns: of the table that serves windows wider than its columns. */
const WIDEST_COLUMN = 2 ** 21;
/** A tile's pixel is a window's but for a small part of it. */
const EDGE = 0.1;

interface Shown {
  readonly from: number;
  readonly perPixel: number;
}

/** How busy procs are, and how many goroutines are in which state: the real renderer against sums over all spans. */
describeInBrowser("the pixels of what sums up", () => {
  let alone: Alone;
  let trace: Trace;
  let page: Page;
  let palette: readonly number[];
  let background: readonly number[];

  beforeAll(async () => {
    [alone, trace] = await Promise.all([startAlone(), loadBytes(readFileSync("testdata/sample.trace.gz"))]);
    page = await openSample(alone, 1, ["utilization", "goroutines"]);
    palette = await coloursOf(page, STYLE_NAMES);
    background = await coloursOf(page, ["bg", "grid"]);
  });
  afterAll(() => alone.close());

  /** Shows windows of all widths, one after the other, and collects what is wrong in each. */
  async function wrongIn(look: (shown: Shown) => Promise<string[]>): Promise<string[]> {
    const next = numbers(3);
    const wrong: string[] = [];
    for (const width of WIDTHS) {
      const from = Math.max(0, next() * (trace.durationNs - width));
      const window = width === Infinity ? { from: 0, to: trace.durationNs } : { from, to: from + width };
      await page.evaluate((one) => exposed.timeline.jumpTo(one), window);
      const shown = await shownWindow(page);
      const { width: pixels } = (await page.locator("gs-timeline canvas").boundingBox())!;
      const found = await look({ from: shown.from, perPixel: (shown.to - shown.from) / pixels });
      wrong.push(...found.slice(0, 5).map((one) => `in ${shown.from} to ${shown.to}: ${one}`));
    }
    return wrong;
  }

  /** Rows of pixels beside a track's name, so far below the name's top. */
  async function rowsOf(track: string, below: readonly number[]): Promise<number[][]> {
    const box = (await page.locator("gs-timeline canvas").boundingBox())!;
    const name = (await page.locator(`gs-timeline .name.pinned.${track}`).boundingBox())!;
    return pixelRows(page, { ...box, y: name.y, height: name.height }, below);
  }

  test("a proc's row is as dark as the proc was busy", async () => {
    const byId = Array.from({ length: trace.procs.length }, (_, index) => index as ProcIndex);
    byId.sort((a, b) => trace.symbols.procs.number(a) - trace.symbols.procs.number(b));
    const procs = byId.map((proc) => procPieces(trace, proc, () => Style.Running));
    const wrong = await wrongIn(async ({ from, perPixel }) => {
      const width = 2 ** (Math.ceil(Math.log2(perPixel)) + 1);
      const rows = await rowsOf(
        "utilization",
        [...procs.keys()].map((proc) => 3 + 4 * proc + 2),
      );
      return rows.flatMap((row, proc) =>
        row.flatMap((colour, x) => {
          const left = Math.floor((from + (x + 0.5) * perPixel) / width) * width;
          const share = busyBetween(procs[proc]!, left, left + width) / width;
          // Shares are kept as bytes, and what is least is not nothing.
          const near = [share, Math.max(0, share - 1 / 255), share === 0 ? 0 : share + 1 / 255];
          const isRight = near.some((one) => isShade(colour, Math.min(1, Math.ceil(one * SHADES) / SHADES)));
          return isRight
            ? []
            : [`row ${proc} pixel ${x} is ${colour.toString(16)} where it was busy ${share} of the time`];
        }),
      );
    });
    expect(wrong).toEqual([]);
  });

  function isShade(colour: number, alpha: number): boolean {
    const channel = (of: number, shift: number): number => (of >> shift) & 255;
    return background.some((ground) =>
      [16, 8, 0].every((shift) => {
        const mixed = channel(palette[Style.Running]!, shift) * alpha + channel(ground, shift) * (1 - alpha);
        return Math.abs(mixed - channel(colour, shift)) < 2;
      }),
    );
  }

  test("the stack of states is as high in each pixel as there were goroutines in them", async () => {
    const counts = new StateCounts(trace, STACKED);
    const scale = await page.evaluate(async () => {
      const tracks = [{ kind: "goroutines", index: 0 }] as const;
      return (await exposed.engine.tile({ tracks, from: 0, to: 1e9, pixels: 10 })).series[0]!.top;
    });
    const wrong = await wrongIn(async ({ from, perPixel }) => {
      // Columns of the whole trace's table, or finer ones.
      const width = Math.min(2 ** Math.ceil(Math.log2(perPixel)), WIDEST_COLUMN);
      const rows = await rowsOf(
        "goroutines",
        LEVELS.map((level) => CURVES.row - CURVES.below - 1 - level),
      );
      return rows.flatMap((row, i) =>
        row.flatMap((colour, x) => {
          if (x < SCALE_PIXELS) return [];
          const stacks = counts.stacks(from + (x - EDGE) * perPixel, from + (x + 1 + EDGE) * perPixel, width);
          const allowed = stylesAt(stacks, LEVELS[i]! + 0.5, CURVES.height / scale);
          return isOneOf(colour, allowed)
            ? []
            : [`pixel ${x} at ${LEVELS[i]} is ${colour.toString(16)}, not of ${[...allowed].join(" or ")}`];
        }),
      );
    });
    expect(wrong).toEqual([]);
  });

  /** What a pixel so high above the foot may show: states whose part of the stack is there in one of the columns, or nothing. */
  function stylesAt(stacks: readonly number[][], above: number, perCount: number): Set<number> {
    const lowest = (part: number): number => Math.min(...stacks.map((stack) => stack[part]!)) * perCount - 1;
    const highest = (part: number): number => Math.max(...stacks.map((stack) => stack[part]!)) * perCount + 1;
    const there = STACKED.filter((_, i) => lowest(i) <= above && above <= highest(i + 1));
    return new Set(lowest(STACKED.length) <= above ? [...there, NOTHING] : there);
  }

  /** A pixel at an edge, which is smooth, may have a colour between two. */
  function isOneOf(colour: number, allowed: ReadonlySet<number>): boolean {
    const style = background.includes(colour) ? NOTHING : palette.indexOf(colour);
    return style === UNKNOWN ? allowed.size > 1 : allowed.has(style);
  }
});
