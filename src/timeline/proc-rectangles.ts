import { gridOver } from "./grid.ts";
import type { Lane } from "./lane.ts";
import { occupancyIn, type Occupancy } from "./occupancy.ts";
import { shapeOf, TRACK_HEIGHT } from "./style.ts";

/** Rows of a proc's track: whether a thread held it, before that what ran, and under both what happened meanwhile. */
export const PROC_ROWS = { state: 0, run: 1, meanwhile: 2 } as const;

/** Where what ran ends and what happened meanwhile begins. */
export const RUN_BOTTOM = Math.round(TRACK_HEIGHT * 0.76);
export const MEANWHILE_TOP = Math.round(TRACK_HEIGHT * 0.8);
/** Heights of bars go in steps, so that neighbours may be one rectangle; the least can still be seen. */
const STEPS = 12;
const LEAST_STEPS = 2;

export const STATE_SHAPE = shapeOf(0, RUN_BOTTOM);
/** Paler than what ran, which matters more. */
export const MEANWHILE_SHAPE = shapeOf(MEANWHILE_TOP, TRACK_HEIGHT, 175);

/** A share of the time, as a byte, as a bar whose foot is at `bottom`. */
function barShape(share: number, bottom: number): number {
  const steps = share === 255 ? STEPS : Math.max(LEAST_STEPS, Math.ceil((share / 255) * STEPS));
  return shapeOf(Math.round(bottom * (1 - steps / STEPS)), bottom);
}

/**
 * Cuts what is merged, `start` to `end`, into bars as high as the proc was occupied, in columns of 2^octave ns: a proc that
 * ran something every now and then is neither idle nor busy.
 */
export class Bars {
  readonly #lane: Lane;
  readonly #octave: number;
  readonly #first: number;
  readonly #shares: Uint8Array;
  readonly #bottom: number;

  /** From `from` to `to`; bars stand at `bottom` of the track's height. */
  constructor(lane: Lane, occupancy: Occupancy | undefined, octave: number, from: number, to: number, bottom: number) {
    this.#bottom = bottom;
    const grid = gridOver(2 ** octave, from, to);
    this.#lane = lane;
    this.#octave = octave;
    this.#first = grid.first;
    this.#shares = occupancyIn(lane, occupancy, octave, grid);
  }

  /** No part is narrower than half a column, but what is whole: a sliver would be drawn a pixel wide, where nothing ran. */
  cut(start: number, end: number, emit: (start: number, end: number, shape: number) => void): void {
    const width = 2 ** this.#octave;
    const first = Math.ceil((start + width / 2) / width);
    let at = start;
    let shape = this.#shapeAt(Math.min(first, Math.ceil(end / width)) - 1);
    for (let column = first; column * width <= end - width / 2; column++) {
      const next = this.#shapeAt(column);
      if (next === shape) continue;
      emit(at, column * width, shape);
      at = column * width;
      shape = next;
    }
    emit(at, end, shape);
  }

  /** The first and last column of a lane are cut by its ends, and count by what they are. */
  #shapeAt(column: number): number {
    const width = 2 ** this.#octave;
    const begin = Math.max(this.#lane.start(0), column * width);
    const stop = Math.min(this.#lane.start(this.#lane.length), (column + 1) * width);
    const within = Math.max(0, stop - begin) / width;
    const share = this.#shares[column - this.#first] ?? 255;
    return barShape(within > 0 && within < 1 ? Math.min(255, Math.round(share / within)) : share, this.#bottom);
  }
}
