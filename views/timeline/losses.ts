import { exactCount, formatBytes, formatNs, formatShare, timeAt } from "../../src/base/format.ts";
import type { Damage } from "../../src/model/damage.ts";
import { faded, inkOn } from "../webgl/colour.ts";
import type { Paint } from "../webgl/paint.ts";
import type { Theme } from "./theme.ts";
import { pixelOfTime, type TimeWindow } from "./view-state.ts";

/** Where events are missing because the file is damaged, and what the card there says. */
export interface Loss {
  /** ns since the first event; where the trace breaks off both are its end. */
  readonly from: number;
  readonly to: number;
  /** Its word in the ruler. */
  readonly flag: "cut" | "gap";
  readonly title: string;
  readonly lines: readonly string[];
}

/** The losses of a trace by time, faults of one place together. `fileLength` is that of the file, uncompressed. */
export function lossesIn(damage: readonly Damage[], durationNs: number, fileLength: number): Loss[] {
  const places = new Map<string, Damage[]>();
  for (const one of damage) {
    if (one.gap === undefined) continue;
    // However early it is known that the trace breaks off, it does so once.
    const key = one.gap.to === undefined ? "end" : `${one.gap.from}/${one.gap.to}`;
    const known = places.get(key);
    if (known) known.push(one);
    else places.set(key, [one]);
  }
  return Array.from(places.values(), (faults) => lossOf(faults, durationNs, fileLength)).toSorted(
    (a, b) => a.from - b.from,
  );
}

const LINES = 4;
const LINE_LENGTH = 240;

function lossOf(faults: readonly Damage[], durationNs: number, fileLength: number): Loss {
  const { from, to } = faults[0]!.gap!;
  const bytes = Math.min(
    fileLength,
    faults.reduce((sum, { bytesLost = 0 }) => sum + bytesLost, 0),
  );
  const lost = bytes === 0 ? "" : `: ${formatBytes(bytes)} lost, ${formatShare(bytes, fileLength)} of the file`;
  const told = faults.slice(0, LINES).map(({ message, byteOffset }) => {
    const where = byteOffset === undefined ? "" : `, at byte ${exactCount(byteOffset)}`;
    return `${message.slice(0, LINE_LENGTH)}${where}`;
  });
  const more = faults.length > LINES ? [`and ${faults.length - LINES} more`] : [];
  if (to === undefined)
    return {
      from: durationNs,
      to: durationNs,
      flag: "cut",
      title: `The trace is cut here${lost}`,
      lines: [...told, ...more],
    };
  const begins = from === 0 && to === 0;
  const resolution = Math.max(1, (to - from) / 100);
  const when = begins ? [] : [`from ${timeAt(from, resolution)} to ${timeAt(to, resolution)}, ${formatNs(to - from)}`];
  return {
    from,
    to,
    flag: begins ? "cut" : "gap",
    title: `${begins ? "What came before this is missing" : "Events are missing here"}${lost}`,
    lines: [...when, ...told, ...more],
  };
}

/** A loss on the screen, in device pixels: hatched at its edges, and never narrower than a strip. */
interface Mark {
  readonly loss: Loss;
  readonly x0: number;
  readonly x1: number;
}

/** Width of the hatching, css pixels. */
const STRIP = 9;
/** How far the pointer may be from a mark in the ruler, where its flag is; css pixels. */
const NEAR_FLAG = 36;

function marksIn(losses: readonly Loss[], window: TimeWindow, width: number, strip: number): Mark[] {
  const marks: Mark[] = [];
  for (const loss of losses) {
    if (loss.to < window.from || loss.from > window.to) continue;
    const left = Math.max(0, pixelOfTime(window, width, loss.from));
    const right = Math.min(width, pixelOfTime(window, width, loss.to));
    const x0 = Math.round(Math.max(0, Math.min(left, (left + right - strip) / 2, width - strip)));
    marks.push({ loss, x0, x1: Math.round(Math.max(x0 + strip, right)) });
  }
  return marks;
}

/** The loss that is marked at a point, css pixels from the canvas's top left. */
export function lossAt(
  losses: readonly Loss[],
  window: TimeWindow,
  cssWidth: number,
  x: number,
  inRuler: boolean,
): Loss | undefined {
  const around = inRuler ? NEAR_FLAG : 0;
  return marksIn(losses, window, cssWidth, STRIP).find((mark) => x >= mark.x0 - around && x <= mark.x1 + around)?.loss;
}

interface Surface {
  readonly window: TimeWindow;
  readonly losses: readonly Loss[];
  readonly width: number;
  readonly height: number;
  readonly dpr: number;
  readonly theme: Theme;
}

/** Veils what is not known, below `top`, and hatches its edges. Device pixels. */
export function paintLosses(paint: Paint, surface: Surface, top: number): void {
  const { window, losses, width, height, dpr, theme } = surface;
  const strip = STRIP * dpr;
  for (const { x0, x1 } of marksIn(losses, window, width, strip)) {
    paint.box(x0, top, x1, height, faded(theme.background, 0.7));
    if (x1 - x0 > 2 * strip) {
      paint.box(x0, top, x1, height, faded(theme.lost, 0.12));
      hatch(paint, x1 - strip, top, strip, height, theme, dpr);
    }
    hatch(paint, x0, top, strip, height, theme, dpr);
  }
}

/** Slanting stripes, as boxes can make them: a staircase of steps of a css pixel and a half. O(height). */
function hatch(paint: Paint, x: number, top: number, wide: number, height: number, theme: Theme, dpr: number): void {
  const steps = 6;
  const step = wide / steps;
  for (let y = top; y < height; y += wide)
    for (let k = 0; k < steps; k++) {
      const y0 = y + wide - (k + 1) * step;
      paint.box(x + k * step, y0, x + (k + 1) * step, y0 + 3 * dpr, theme.lost);
    }
}

/** A flag in the ruler over each loss, its word upon it; one that would lie on another is left out. */
export function paintLossFlags(paint: Paint, surface: Surface, bottom: number): void {
  const { window, losses, width, dpr, theme } = surface;
  let free = 0;
  for (const { loss, x0, x1 } of marksIn(losses, window, width, STRIP * dpr)) {
    const wide = paint.measure(loss.flag) + 10 * dpr;
    const left = Math.round(Math.max(0, Math.min((x0 + x1 - wide) / 2, width - wide)));
    paint.box(x0, bottom - 3 * dpr, x1, bottom, theme.lost);
    if (left < free) continue;
    paint.box(left, bottom - 19 * dpr, left + wide, bottom, theme.lost);
    paint.text(loss.flag, left + 5 * dpr, bottom - 18 * dpr, inkOn(theme.lost));
    free = left + wide;
  }
}
