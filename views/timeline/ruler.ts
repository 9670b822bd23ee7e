import { timeAt } from "../../src/base/format.ts";
import type { TimeWindow } from "./view-state.ts";

export interface Tick {
  /** ns since the first event. */
  readonly time: number;
  readonly label: string;
}

export interface Ruler {
  readonly step: number;
  readonly ticks: readonly Tick[];
  /** Times between the ticks, for short marks. */
  readonly minor: readonly number[];
  /** Where labels count from when the whole time would be too many digits; undefined: from the start of the trace. */
  readonly base: Tick | undefined;
}

/** Height of the ruler, css pixels. */
export const RULER_HEIGHT = 30;

/** Steps above the second follow the clock; below they are 1, 2 and 5 times a power of ten. */
const CLOCK_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600].map((seconds) => seconds * 1e9);

/** More digits than this after the unit and a label says its distance from a base instead. */
const MOST_DIGITS = 6;

/** The smallest readable step of at least `least` ns; never under 1 ns, as a trace has nothing between. */
export function tickStep(least: number): number {
  if (least <= 1) return 1;
  if (least > 5e8) return CLOCK_STEPS.find((step) => step >= least) ?? Math.ceil(least / 3600e9) * 3600e9;
  const power = Math.pow(10, Math.floor(Math.log10(least)));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= least * (1 - 1e-12)) ?? 10;
  return Math.round(step * power);
}

/** Ticks for a window that is `widthPx` wide, at least `apartPx` from each other. O(ticks). */
export function ruler(window: TimeWindow, widthPx: number, apartPx: number): Ruler {
  const step = tickStep(((window.to - window.from) / widthPx) * apartPx);
  const base = baseOf(window, step);
  const ticks: Tick[] = [];
  const minor: number[] = [];
  const small = step % 5 === 0 && step >= 5 ? step / 5 : step;
  const first = Math.floor(window.from / step) * step;
  for (let i = 0; first + i * step <= window.to; i++) {
    const time = first + i * step;
    ticks.push({ time, label: base === undefined ? sinceStart(time, step) : `+${timeAt(time - base.time, step)}` });
    for (let k = 1; k * small < step; k++) minor.push(time + k * small);
  }
  return { step, ticks, minor, base };
}

function baseOf(window: TimeWindow, step: number): Tick | undefined {
  if (Math.log10(Math.max(window.to, 1) / step) <= MOST_DIGITS) return undefined;
  const round = Math.pow(10, Math.ceil(Math.log10(window.to - window.from)));
  const time = Math.floor(window.from / round) * round;
  return { time, label: timeAt(time, round) };
}

function sinceStart(time: number, step: number): string {
  if (time === 0) return "0";
  if (step < 1e9 || time < 60e9) return timeAt(time, Math.min(step, 1e9));
  const seconds = Math.round(time / 1e9);
  const two = (part: number): string => String(part).padStart(2, "0");
  const minutes = `${Math.floor((seconds % 3600) / 60)}`;
  return seconds < 3600
    ? `${minutes}:${two(seconds % 60)} min`
    : `${Math.floor(seconds / 3600)}:${two(Number(minutes))}:${two(seconds % 60)} h`;
}
