import type { Steps } from "../base/steps.ts";
import { gridOver, octaveOf, type Grid } from "./grid.ts";

const PER_COLUMN = 8;
const PER_STEP = 1 << 15;
/** What is left of the sum of a start and its end by rounding. */
const LEAST = 1e-9;

/** Stretches of time, which may overlap, by start. */
export interface Lives {
  readonly length: number;
  start(row: number): number;
  end(row: number): number;
}

/** How many of some stretches there are at a time. Some six bytes a stretch. */
export interface AliveCurve {
  readonly lives: Lives;
  /** Columns of a power-of-two width; the finest level of `means` is over them. */
  readonly grid: Grid;
  /** Rows that start before each column, and at its end all. */
  readonly started: Uint32Array;
  /** Rows by the column they end in: those of a column are rows `ended[column]` on. */
  readonly byEnd: Int32Array;
  readonly ended: Uint32Array;
  /** Mean number in the columns of each octave from the grid's on; on a level of one column it ends. */
  readonly means: readonly Float64Array[];
  /** Most at once. */
  readonly peak: number;
}

/** O(stretches). */
export function* buildAliveCurve(lives: Lives, until: number): Steps<AliveCurve> {
  const grid = gridOver(2 ** octaveOf(Math.max(1, until) / Math.max(1, lives.length / PER_COLUMN)), 0, until);
  const columns = grid.end;
  const columnOf = (time: number): number => Math.min(columns - 1, Math.floor(time / grid.width));
  const started = new Uint32Array(columns + 1);
  const ended = new Uint32Array(columns + 1);
  for (let row = 0; row < lives.length; row++) {
    started[columnOf(lives.start(row)) + 1]!++;
    ended[columnOf(lives.end(row)) + 1]!++;
    if (row % PER_STEP === 0) yield;
  }
  for (let column = 0; column < columns; column++) {
    started[column + 1]! += started[column]!;
    ended[column + 1]! += ended[column]!;
  }
  const byEnd = new Int32Array(lives.length);
  const next = ended.slice();
  for (let row = 0; row < lives.length; row++) {
    byEnd[next[columnOf(lives.end(row))]!++] = row;
    if (row % PER_STEP === 0) yield;
  }
  const bare = { lives, grid, started, byEnd, ended, means: [], peak: 0 };
  const peak = yield* mostAtOnce(bare);
  const means = [sweep(bare, 0, grid.width, columns)];
  while (means.at(-1)!.length > 1) {
    yield;
    means.push(pairMeans(means.at(-1)!));
  }
  return { ...bare, means, peak };
}

function pairMeans(finer: Float64Array): Float64Array {
  const coarser = new Float64Array(Math.ceil(finer.length / 2));
  for (let column = 0; column < finer.length; column++) coarser[column >> 1]! += finer[column]! / 2;
  return coarser;
}

/** One that ends where another starts makes room for it. */
function* mostAtOnce({ lives, byEnd, ended }: AliveCurve): Steps<number> {
  const ends = new Float64Array(byEnd.length);
  for (let i = 0; i < ends.length; i++) {
    ends[i] = lives.end(byEnd[i]!);
    if (i % PER_STEP === 0) yield;
  }
  for (let column = 0; column + 1 < ended.length; column++) {
    if (ended[column + 1]! - ended[column]! > 1) ends.subarray(ended[column], ended[column + 1]).sort();
    if (column % (PER_STEP / PER_COLUMN / 4) === 0) yield;
  }
  let most = 0;
  let gone = 0;
  for (let row = 0; row < lives.length; row++) {
    while (gone < ends.length && ends[gone]! <= lives.start(row)) gone++;
    most = Math.max(most, row + 1 - gone);
    if (row % PER_STEP === 0) yield;
  }
  return most;
}

/** How many there were on average in each of some columns. O(columns + stretches that start or end in them). */
export function meanAlive(curve: AliveCurve, from: number, width: number, columns: number): Float64Array {
  const level = curve.means[Math.log2(width / curve.grid.width)];
  if (level === undefined || from % width !== 0) return sweep(curve, from, width, columns);
  const means = new Float64Array(columns);
  const first = from / width;
  for (let column = 0; column < columns; column++) means[column] = level[first + column] ?? 0;
  return means;
}

/** How many there were at some time from `from` to before `to`. */
export function countAlive(curve: AliveCurve, from: number, to: number): number {
  const { lives, byEnd, grid, started, ended } = curve;
  const first = columnIn(grid, from);
  const last = columnIn(grid, to);
  let count = started[last]! - ended[first]!;
  for (let row = started[last]!; row < started[last + 1]! && lives.start(row) < to; row++) count++;
  for (let i = ended[first]!; i < ended[first + 1]!; i++) if (lives.end(byEnd[i]!) <= from) count--;
  return count;
}

/** A start counts from then on, in its column by the share that is left of it; an end takes that back. */
function sweep(
  { lives, byEnd, grid, started, ended }: AliveCurve,
  from: number,
  width: number,
  columns: number,
): Float64Array {
  const to = from + columns * width;
  const first = columnIn(grid, from);
  const last = columnIn(grid, to);
  const means = new Float64Array(columns);
  const whole = new Int32Array(columns + 1);
  whole[0] = started[first]! - ended[first]!;
  const count = (time: number, one: number): void => {
    if (time >= to) return;
    const at = Math.max(from, time);
    const column = Math.min(columns - 1, Math.floor((at - from) / width));
    means[column]! += one * (from + (column + 1) * width - at);
    whole[column + 1]! += one;
  };
  for (let row = started[first]!; row < started[last + 1]!; row++) count(lives.start(row), 1);
  for (let i = ended[first]!; i < ended[last + 1]!; i++) count(lives.end(byEnd[i]!), -1);
  let alive = 0;
  for (let column = 0; column < columns; column++) {
    const mean = (alive += whole[column]!) + means[column]! / width;
    means[column] = mean > LEAST ? mean : 0;
  }
  return means;
}

function columnIn({ width, end }: Grid, time: number): number {
  return Math.max(0, Math.min(end - 1, Math.floor(time / width)));
}
