import { NO_STACK, type FrameIndex, type GoroutineIndex, type StackIndex, type StringIndex } from "../base/indices.ts";
import { orderOf } from "../base/order.ts";
import { inOneGo, type Steps } from "../base/steps.ts";
import type { Scope } from "../model/scope.ts";
import type { Frame } from "../model/symbols.ts";
import type { Trace } from "../model/trace.ts";
import { completeOnly, distributionOf, type Distribution } from "./distribution.ts";
import { histogramOf, type Bucket } from "./histogram.ts";
import { isChosen } from "./scope.ts";
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
  /** As `maxNs`, but shorter than this. */
  readonly belowNs?: number;
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

/** Regions of a step, where they are looked at, and where the time of each is accounted for: some milliseconds. */
const STEP_REGIONS = 1 << 16;
const STEP_LISTED = 1 << 14;

/** Regions in scope by name and by the place that started them, most frequent first. */
export function regionTypes(trace: Trace, scope: Scope, filter: RegionFilter = {}): readonly RegionTypeRow[] {
  return inOneGo(regionTypesSteps(trace, scope, filter));
}

/** The same in steps. */
export function* regionTypesSteps(
  trace: Trace,
  scope: Scope,
  filter: RegionFilter = {},
): Steps<readonly RegionTypeRow[]> {
  const types = new Map<number, number[]>();
  const frameOf = startFrames(trace);
  const frames = trace.symbols.frames.length + 1;
  for (const region of yield* regionsInScopeSteps(trace, scope, filter)) {
    const key = trace.regions.name[region]! * frames + frameOf(region) + 1;
    const known = types.get(key);
    if (known === undefined) types.set(key, [region]);
    else known.push(region);
  }
  yield;
  const rows: RegionTypeRow[] = [];
  for (const regions of types.values()) {
    rows.push(typeRow(trace, regions));
    yield;
  }
  return rows.sort((a, b) => b.count - a.count);
}

function typeRow(trace: Trace, regions: readonly number[]): RegionTypeRow {
  const durations = completeOnly(regions, (region) => regionDuration(trace, region));
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
  return inOneGo(regionsInScopeSteps(trace, scope, filter));
}

function* regionsInScopeSteps(trace: Trace, scope: Scope, filter: RegionFilter): Steps<readonly number[]> {
  const { regions } = trace;
  const found: number[] = [];
  const frameOf = startFrames(trace);
  for (let region = 0; region < regions.length; region++) {
    if (region % STEP_REGIONS === STEP_REGIONS - 1) yield;
    if (regions.inherited[region] === 1 || !isChosen(scope, regions.goroutine[region]!)) continue;
    // Where the trace holds no begin or end, there is none to lie outside.
    if (regions.start[region]! > scope.to || regions.end[region]! < scope.from) continue;
    if (!lasts(trace, region, filter)) continue;
    if (filter.name !== undefined && regionName(trace, region) !== filter.name) continue;
    if (filter.frameRow === undefined || frameOf(region) === filter.frameRow) found.push(region);
  }
  return found;
}

function lasts(trace: Trace, region: number, { minNs, maxNs, belowNs }: RegionFilter): boolean {
  const ns = regionDuration(trace, region);
  if (minNs !== undefined && !(ns >= minNs)) return false;
  if (belowNs !== undefined && !(ns < belowNs)) return false;
  return maxNs === undefined || ns <= maxNs;
}

/** Regions in scope, each whole, with where the time of its goroutine went; longest first. */
export function regionList(trace: Trace, index: TimeIndex, scope: Scope, filter: RegionFilter = {}): RegionList {
  return inOneGo(regionListSteps(trace, index, scope, filter));
}

/** The same in steps. */
export function* regionListSteps(
  trace: Trace,
  index: TimeIndex,
  scope: Scope,
  filter: RegionFilter,
): Steps<RegionList> {
  const found = yield* regionsInScopeSteps(trace, scope, filter);
  const lengths = lengthsOf(trace, found);
  const order = orderOf(lengths, true);
  const region = new Int32Array(order.length);
  const duration = new Float64Array(order.length);
  const table = new TimeTableBuilder(index.columns, order.length);
  const sums = new Float64Array(index.columns.length);
  for (let i = 0; i < order.length; i++) {
    const row = (region[i] = found[order[i]!]!);
    duration[i] = lengths[order[i]!]!;
    const from = beginOf(trace, row);
    addTimes(trace, index, trace.regions.goroutine[row]! as GoroutineIndex, from, from + duration[i]!, sums);
    table.take(sums);
    if (i % STEP_LISTED === STEP_LISTED - 1) yield;
  }
  return { length: order.length, region, duration, ...table.finish() };
}

/** How long regions lasted, as far as the trace holds them, ns. */
function lengthsOf(trace: Trace, rows: readonly number[]): Float64Array {
  const lengths = new Float64Array(rows.length);
  rows.forEach((row, i) => {
    const end = trace.regions.end[row]!;
    lengths[i] = (Number.isNaN(end) ? trace.durationNs : end) - beginOf(trace, row);
  });
  return lengths;
}

function beginOf(trace: Trace, region: number): number {
  const start = trace.regions.start[region]!;
  return Number.isNaN(start) ? 0 : start;
}

export function regionName(trace: Trace, region: number): string {
  return trace.symbols.strings.get(trace.regions.name[region] as StringIndex);
}

/** NaN for a region that the trace does not see begin or end. */
export function regionDuration({ regions }: Trace, region: number): number {
  return regions.end[region]! - regions.start[region]!;
}

/** `startFrame`, which looks at each stack once. */
function startFrames(trace: Trace): (region: number) => number {
  const known = new Map<number, number>();
  return (region) => {
    const stack = trace.regions.startStack[region]!;
    let frame = known.get(stack);
    if (frame === undefined) known.set(stack, (frame = startFrame(trace, region)));
    return frame;
  };
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
