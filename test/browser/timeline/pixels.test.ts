import { readFileSync } from "node:fs";

import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import type { Trace } from "../../../src/model/trace.ts";
import { GROUP_COLOURS, Style, STYLE_NAMES } from "../../../src/timeline/style.ts";
import { divisionsOf, EMPTY, type Piece, pixelStyles, type PixelWindow } from "../../support/brute-pixels.ts";
import { describeInBrowser } from "../../support/browser.ts";
import { loadBytes } from "../../support/loaded-trace.ts";
import { pixelRows } from "../../support/pixels.ts";
import { goroutinePieces, procPieces } from "../../support/trace-pieces.ts";
import { type Alone, coloursOf, type Exposed, numbers, openSample, shownWindow, startAlone } from "./alone.ts";

declare const exposed: Exposed;

const SAMPLE = "testdata/sample.trace.gz";
/** Goroutines that are pinned, by how many spans they have among all: the busiest is drawn from a pyramid, others span by span. */
const RANKS = [0, 1, 12, 30, 60, 110, 200, 400, 800];
const PROCS = 3;
/** Widths of windows in ns: whole, ms, µs, ns. */
const WIDTHS = [Infinity, 4e8, 9.3e6, 733e3, 41e3, 1900, 83, 4];
/** A rectangle at least so wide has a paler line at its right. */
const SEAM_PIXELS = 6;
/** The last row of a track's rectangles, which no letter reaches: css pixels from the foot of its row. */
const FOOT = 2;

/** One row of pixels of which it is known what it shows. */
interface Known {
  readonly name: string;
  readonly pieces: readonly Piece[];
  /** Whether what is rare is kept in sight. */
  readonly rare: boolean;
  /** Selects its name, which lies beside it; css pixels from the foot of the name. */
  readonly row: string;
  readonly foot: number;
}

/** The real renderer, alone on its page, over a recorded trace: each pixel of rows against the spans themselves. */
describeInBrowser("the timeline's pixels", () => {
  let alone: Alone;
  let trace: Trace;
  let ranked: readonly number[];
  let palette: ReadonlyMap<number, Style>;
  let known: readonly Known[];

  beforeAll(async () => {
    [alone, trace] = await Promise.all([startAlone(), loadBytes(readFileSync(SAMPLE))]);
    const { spanOffsets } = trace.goroutines;
    const countOf = (g: number): number => spanOffsets[g + 1]! - spanOffsets[g]!;
    const bySpans = [...trace.goroutines.name.keys()].toSorted((a, b) => countOf(b) - countOf(a) || a - b);
    ranked = RANKS.map((rank) => bySpans[rank]!);
  });
  afterAll(() => alone.close());

  /** A page with the trace on it, the rows that are known at the top. */
  async function open(dpr: number): Promise<Page> {
    const pins = [...Array.from({ length: PROCS }, (_, p) => `p${p}`), ...ranked.map((g) => `g${g}`)];
    const page = await openSample(alone, dpr, pins);
    const groups = await page.evaluate(() => exposed.timeline.outline!.groups.map(({ name }) => name));
    const groupColours = Array.from({ length: GROUP_COLOURS }, (_, i) => `group-${i}`);
    const colours = await coloursOf(page, [...STYLE_NAMES, ...groupColours]);
    palette = new Map(colours.map((colour, style) => [colour, style]));
    const styleOf = (name: string): Style =>
      name === "runtime.gcBgMarkWorker" ? Style.GCWorker : Style.GroupFirst + (groups.indexOf(name) % GROUP_COLOURS);
    known = [
      ...Array.from({ length: PROCS }, (_, proc) => ({
        ...{ name: `P${proc}`, pieces: procPieces(trace, proc, styleOf), rare: false },
        // What ran stands on three quarters of the height, over what happened meanwhile.
        ...{ row: `.pinned.proc >> nth=${proc}`, foot: 7 },
      })),
      ...ranked.map((goroutine, i) => ({
        ...{ name: `goroutine ${goroutine}`, pieces: goroutinePieces(trace, goroutine), rare: true },
        ...{ row: `.pinned.goroutine >> nth=${i}`, foot: FOOT + 1 },
      })),
    ];
    return page;
  }

  /** Looks at all rows that are known, and says which pixels are wrong. */
  async function wrongPixels(page: Page, dpr: number): Promise<string[]> {
    const { from, to } = await shownWindow(page);
    const box = (await page.locator("gs-timeline canvas").boundingBox())!;
    const feet = await Promise.all(
      known.map(async ({ row, foot }) => {
        const name = (await page.locator(`gs-timeline ${row}`).boundingBox())!;
        return Math.round((name.y + name.height - foot - box.y) * dpr);
      }),
    );
    const rows = await pixelRows(page, box, feet);
    return known.flatMap((one, i) => {
      const window = { from, to, pixels: rows[i]!.length };
      const wrong = wrongIn(one, rows[i]!, window);
      return wrong.length === 0 ? [] : [`${one.name} in ${from} to ${to}: ${wrong.slice(0, 5).join("; ")}`];
    });
  }

  /** Pixels that are not as any of the divisions has them. */
  function wrongIn({ pieces, rare }: Known, row: readonly number[], window: PixelWindow): string[] {
    const tries = divisionsOf(window).map((division) => {
      const expected = pixelStyles(pieces, window, division, rare);
      return expected.flatMap((styles, x) =>
        isRight(expected, x, row[x]!)
          ? []
          : [`pixel ${x} is ${row[x]!.toString(16)}, not of ${[...styles].join(" or ")}`],
      );
    });
    return tries.toSorted((a, b) => a.length - b.length)[0]!;
  }

  function isRight(expected: readonly Set<number>[], x: number, colour: number): boolean {
    const style = palette.get(colour);
    if (style !== undefined && style !== Style.ProcIdle && style !== Style.ProcHeld) return expected[x]!.has(style);
    if (expected[x]!.has(EMPTY)) return true;
    // Half the background: the last pixel of a wide rectangle.
    const before = expected.slice(Math.max(0, x + 1 - SEAM_PIXELS), x + 1);
    return [...expected[x]!].some((one) => isSeam(one, colour) && before.every((styles) => styles.has(one)));
  }

  function isSeam(style: number, colour: number): boolean {
    const [own] = [...palette].find(([, of]) => of === style)!;
    const channel = (of: number, shift: number): number => (of >> shift) & 255;
    return [16, 8, 0].every((shift) => Math.abs((channel(own, shift) + 255) / 2 - channel(colour, shift)) < 1);
  }

  for (const dpr of [1, 2]) {
    test(`are those of the spans at all zooms, at ${dpr} device pixels in one`, async () => {
      const page = await open(dpr);
      const next = numbers(dpr);
      const wrong = await wrongPixels(page, dpr);
      for (const width of WIDTHS) {
        for (let round = 0; round < 3; round++) {
          const pieces = known[PROCS + Math.floor(next() * ranked.length)]!.pieces;
          const at = pieces[Math.floor(next() * pieces.length)]!.start - next() * width;
          const from = Math.max(0, Math.min(at, trace.durationNs - width));
          const window = width === Infinity ? { from: 0, to: trace.durationNs } : { from, to: from + width };
          await page.evaluate((one) => exposed.timeline.jumpTo(one), window);
          wrong.push(...(await wrongPixels(page, dpr)));
        }
      }
      expect(wrong).toEqual([]);
      await page.close();
    });
  }

  test("are right after moves: in and out again, and across the borders of what was drawn before", async () => {
    const page = await open(1);
    const canvas = page.locator("gs-timeline canvas");
    await page.evaluate(() => exposed.timeline.jumpTo({ from: 1.2e9, to: 1.25e9 }));
    const wrong = await wrongPixels(page, 1);
    for (const keys of [
      "wwwwwwwwww",
      "dddd",
      "aaaaaaaa",
      "ssssssssssss",
      "dddddddddddd",
      "wwwwwwwwwwwwwwwwwwwwwwwwwwwwww",
      "sss",
    ]) {
      // Where the focus is, is drawn over the pixels.
      await canvas.focus();
      for (const key of keys) await page.keyboard.press(key);
      await canvas.blur();
      wrong.push(...(await wrongPixels(page, 1)));
    }
    expect(wrong).toEqual([]);
    await page.close();
  });
});
