import type { Scope } from "../../model/scope.ts";
import type { Trace } from "../../model/trace.ts";
import type { UtilizationFlags } from "./gc-busy.ts";
import { quantilesOf, Segments } from "./segments.ts";
import { clipUtilization, mutatorUtilization, type Utilization } from "./utilization.ts";
import { slideWindow } from "./windowed.ts";

/** A window in which the program had little of its procs. */
export interface WorstWindow {
  readonly start: number;
  readonly end: number;
  /** The program's share of its procs, 0 to 1. */
  readonly utilization: number;
  /** Proc id, or -1: all together. */
  readonly proc: number;
}

export interface MmuPoint {
  readonly windowNs: number;
  /** Least mean utilization of any window of this length. */
  readonly mmu: number;
  /** Of all windows of this length, the utilization that a share of them does not exceed: in the order asked for. */
  readonly percentiles: readonly number[];
}

/** The utilization functions of the part of a trace; its goroutines make no difference. Build once, ask often. */
export function utilizationInScope(trace: Trace, flags: UtilizationFlags, scope: Scope): readonly Utilization[] {
  return clipToScope(mutatorUtilization(trace, flags), scope);
}

/** The same, given those of the whole trace. */
export function clipToScope(utilizations: readonly Utilization[], { from, to }: Scope): readonly Utilization[] {
  return utilizations.flatMap((utilization) => clipUtilization(utilization, from, to) ?? []);
}

/** The minimum mutator utilization: no window of this length, anywhere, has less; 1 if there is no function. */
export function minimumUtilization(utilizations: readonly Utilization[], windowNs: number): number {
  let mmu = 1;
  for (const utilization of utilizations) slideWindow(utilization, windowNs, (_, mean) => (mmu = Math.min(mmu, mean)));
  return mmu;
}

/**
 * The curve at one length, with the distribution of utilization over all windows of that length (Go's "mutator
 * utilization distribution"). Functions shorter than the window have no part in the distribution; where none is left,
 * each percentile is the minimum.
 */
export function mmuPoint(utilizations: readonly Utilization[], windowNs: number, shares: readonly number[]): MmuPoint {
  const segments = new Segments();
  let mmu = 1;
  for (const utilization of utilizations) {
    let before = Number.NaN;
    let meanBefore = 0;
    slideWindow(utilization, windowNs, (time, mean) => {
      mmu = Math.min(mmu, mean);
      if (time > before) segments.add(meanBefore, mean, time - before);
      before = time;
      meanBefore = mean;
    });
  }
  const percentiles = segments.length === 0 ? shares.map(() => mmu) : quantilesOf(segments.finish(), shares);
  return { windowNs, mmu, percentiles };
}

/**
 * The windows of this length with the least utilization, worst first, no two of them overlapping: always the worst that
 * is left.
 */
export function worstWindows(
  utilizations: readonly Utilization[],
  windowNs: number,
  count = 10,
): readonly WorstWindow[] {
  const candidates: WorstWindow[] = [];
  for (const utilization of utilizations) {
    const { proc, time } = utilization;
    const length = Math.min(Math.max(1, Math.round(windowNs)), time.at(-1)! - time[0]!);
    slideWindow(utilization, windowNs, (start, mean) => {
      if (mean < 1) candidates.push({ start, end: start + length, utilization: mean, proc });
    });
  }
  candidates.sort((a, b) => a.utilization - b.utilization || a.start - b.start);
  const worst: WorstWindow[] = [];
  for (const candidate of candidates) {
    if (worst.length === count) break;
    if (worst.every(({ start, end }) => candidate.end <= start || candidate.start >= end)) worst.push(candidate);
  }
  return worst;
}

/** Window lengths from 1 µs to the whole, ns: evenly spread on a logarithmic axis, the last one the whole itself. */
export function curveWindows(durationNs: number, perDecade = 10): readonly number[] {
  const windows: number[] = [];
  for (let step = 0; ; step++) {
    const windowNs = Math.round(1000 * 10 ** (step / perDecade));
    if (windowNs >= durationNs) return [...windows, durationNs];
    windows.push(windowNs);
  }
}
