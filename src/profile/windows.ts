import type { StringIndex } from "../base/indices.ts";
import type { Scope } from "../model/scope.ts";
import type { Trace } from "../model/trace.ts";

/** Stretches of time of one goroutine: start and end by turns, in order, without overlap. */
export type Windows = readonly number[];

const NONE: Windows = [];

/** What of each goroutine's time a profile counts. */
export type WindowsOf = (goroutine: number) => Windows;

/**
 * As `go tool trace` counts: a goroutine from when it first ran (its first wait for a proc is not in a profile) to
 * its end; one that never ran, from the trace's start. Of an id that came to life several times, as those of cgo
 * callbacks do, Go knows the last life alone, so the others do not count, unless that one never ran either.
 */
export function lifeWindows(trace: Trace, scope: Scope): WindowsOf {
  const { started, ended } = trace.goroutines;
  const ids = trace.symbols.goroutines;
  return (goroutine) => {
    const last = ids.find(ids.low(goroutine), ids.high(goroutine));
    const from = started[last]!;
    if (last !== goroutine && !Number.isNaN(from)) return NONE;
    const to = ended[last]!;
    return clipped(Number.isNaN(from) ? 0 : from, Number.isNaN(to) ? trace.durationNs : to, scope);
  };
}

/** All the time that a goroutine was there. */
export function presenceWindows(trace: Trace, scope: Scope): WindowsOf {
  const { created, ended } = trace.goroutines;
  return (goroutine) => {
    const to = ended[goroutine]!;
    // NaN where the trace has no more than its name.
    return clipped(created[goroutine]!, Number.isNaN(to) ? trace.durationNs : to, scope);
  };
}

/**
 * The regions of that name, of each goroutine the outermost: where one begins inside of another, it does not count
 * again. A region that the trace does not see begin or end reaches to its start or end.
 */
export function regionWindows(trace: Trace, scope: Scope, name: string): WindowsOf {
  const { regions } = trace;
  const wanted = (row: number): boolean =>
    regions.inherited[row] === 0 && trace.symbols.strings.get(regions.name[row] as StringIndex) === name;
  return (goroutine) => {
    const intervals: [number, number][] = [];
    for (let row = regions.offsets[goroutine]!; row < regions.offsets[goroutine + 1]!; row++) {
      if (!wanted(row)) continue;
      const [start, end] = [regions.start[row]!, regions.end[row]!];
      intervals.push([Number.isNaN(start) ? 0 : start, Number.isNaN(end) ? trace.durationNs : end]);
    }
    intervals.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    let last = 0;
    return intervals.flatMap(([start, end]) => {
      if (start < last) return [];
      last = end;
      return clipped(start, end, scope);
    });
  };
}

/** How much of a stretch of time lies in windows. */
export function overlap(windows: Windows, from: number, to: number): number {
  let sum = 0;
  for (let i = 0; i < windows.length; i += 2) {
    const part = Math.min(windows[i + 1]!, to) - Math.max(windows[i]!, from);
    if (part > 0) sum += part;
  }
  return sum;
}

function clipped(from: number, to: number, scope: Scope): Windows {
  const [start, end] = [Math.max(from, scope.from), Math.min(to, scope.to)];
  return start < end ? [start, end] : NONE;
}
