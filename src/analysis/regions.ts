import { NO_STACK, type FrameIndex, type GoroutineIndex, type StackIndex, type StringIndex } from "../base/indices.ts";
import type { Scope } from "../model/scope.ts";
import type { Frame } from "../model/symbols.ts";
import type { Trace } from "../model/trace.ts";
import { distributionOf, histogramOf, type Bucket, type Distribution } from "./distribution.ts";
import { intervalOf, isChosen } from "./scope.ts";
import { addTimes, type TimeIndex } from "./time-columns.ts";
import { TimeTableBuilder, type TimeTable } from "./time-table.ts";

/** Regions of one name that were started in one place. */
export interface RegionTypeRow {
  readonly name: string;
  /** Where in the program; undefined if the trace does not tell. Its row tells types of the same name apart. */
  readonly frame: Frame | undefined;
  readonly frameRow: number;
  readonly count: number;
  /** Those that began and ended within the trace; the others are in no distribution. */
  readonly complete: number;
  readonly duration: Distribution;
  readonly histogram: readonly Bucket[];
}

/** Which regions, beside those in scope, are asked for. Bounds of time are met by complete regions only. */
export interface RegionFilter {
  readonly name?: string;
  readonly frameRow?: number;
  readonly minNs?: number;
  readonly maxNs?: number;
}

/** Regions as columns, with where their goroutines' time in them went. */
export interface RegionList extends TimeTable {
  readonly length: number;
  /** Rows of the region table. */
  readonly region: Int32Array;
  /** How long, within the trace, ns. */
  readonly duration: Float64Array;
}

/** The functions of runtime/trace through which a program starts a region: the frame that called them is the program's. */
const STARTERS = "runtime/trace.";

/** Regions in scope by name and by the place that started them, most frequent first. */
export function regionTypes(trace: Trace, scope: Scope, filter: RegionFilter = {}): readonly RegionTypeRow[] {
  const types = new Map<string, number[]>();
  for (const region of regionsInScope(trace, scope, filter)) {
    const key = `${trace.regions.name[region]}/${startFrame(trace, region)}`;
    const known = types.get(key);
    if (known === undefined) types.set(key, [region]);
    else known.push(region);
  }
  const rows = Array.from(types.values(), (regions) => typeRow(trace, regions));
  return rows.sort((a, b) => b.count - a.count);
}

function typeRow(trace: Trace, regions: readonly number[]): RegionTypeRow {
  const durations = Float64Array.from(regions, (region) => regionDuration(trace, region)).filter(
    (ns) => !Number.isNaN(ns),
  );
  const frameRow = startFrame(trace, regions[0]!);
  return {
    name: regionName(trace, regions[0]!),
    frame: frameRow === -1 ? undefined : trace.symbols.frame(frameRow as FrameIndex),
    frameRow,
    count: regions.length,
    complete: durations.length,
    histogram: histogramOf(durations),
    duration: distributionOf(durations),
  };
}

/**
 * The program's regions that reach into the window, of goroutines in scope: rows of the region table. The regions
 * without a name by which a goroutine inherits a task are none.
 */
export function regionsInScope(trace: Trace, scope: Scope, filter: RegionFilter = {}): readonly number[] {
  const { regions } = trace;
  const found: number[] = [];
  for (let region = 0; region < regions.length; region++) {
    if (regions.inherited[region] === 1 || !isChosen(scope, regions.goroutine[region]!)) continue;
    const { from, to } = intervalOf(trace, regions.start[region]!, regions.end[region]!);
    if (from <= scope.to && to >= scope.from && passes(trace, region, filter)) found.push(region);
  }
  return found;
}

function passes(trace: Trace, region: number, { name, frameRow, minNs, maxNs }: RegionFilter): boolean {
  const ns = regionDuration(trace, region);
  if (name !== undefined && regionName(trace, region) !== name) return false;
  if (frameRow !== undefined && startFrame(trace, region) !== frameRow) return false;
  if (minNs !== undefined && !(ns >= minNs)) return false;
  return maxNs === undefined || ns <= maxNs;
}

/** Regions in scope, each whole, with where the time of its goroutine went; longest first. */
export function regionList(trace: Trace, index: TimeIndex, scope: Scope, filter: RegionFilter = {}): RegionList {
  const { regions } = trace;
  const length = (region: number): number => {
    const { from, to } = intervalOf(trace, regions.start[region]!, regions.end[region]!);
    return to - from;
  };
  const rows = Int32Array.from(regionsInScope(trace, scope, filter)).sort((a, b) => length(b) - length(a) || a - b);
  const table = new TimeTableBuilder(index.columns);
  const sums = new Float64Array(index.columns.length);
  for (const region of rows) {
    const { from, to } = intervalOf(trace, regions.start[region]!, regions.end[region]!);
    sums.fill(0);
    addTimes(trace, index, regions.goroutine[region]! as GoroutineIndex, from, to, sums);
    table.add(sums);
  }
  return { length: rows.length, region: rows, duration: Float64Array.from(rows, length), ...table.finish() };
}

export function regionName(trace: Trace, region: number): string {
  return trace.symbols.strings.get(trace.regions.name[region] as StringIndex);
}

/** NaN for a region that the trace does not see begin or end. */
export function regionDuration({ regions }: Trace, region: number): number {
  return regions.end[region]! - regions.start[region]!;
}

/** The frame of the program's that started a region, a row of the frame table, or -1. */
export function startFrame(trace: Trace, region: number): number {
  const { stacks, frames, strings } = trace.symbols;
  const stack = trace.regions.startStack[region]! as StackIndex;
  if (stack === NO_STACK) return -1;
  for (let at = stacks.start(stack); at < stacks.end(stack); at++) {
    const frame = stacks.frameAt(at);
    if (!strings.get(frames.function(frame)).startsWith(STARTERS)) return frame;
  }
  return -1;
}
