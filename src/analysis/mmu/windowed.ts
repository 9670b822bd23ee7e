import type { Utilization } from "./utilization.ts";

/**
 * Slides a window over a utilization function and visits the mean utilization where it may bend: where an edge of the
 * window meets a change. In between it is linear, so the least mean is among these, and a pair of neighbours says how
 * it is distributed. A window longer than the function is cut to it, and one that is no whole number of ns is rounded,
 * so that all sums are exact. Costs twice the function's points.
 *
 * Source of the idea: Cheng and Blelloch, "A parallel, real-time garbage collector" (2001); Go's internal/trace/gc.go.
 */
export function slideWindow(
  utilization: Utilization,
  windowNs: number,
  visit: (time: number, mean: number) => void,
): void {
  const { time } = utilization;
  const first = time[0]!;
  const last = time.at(-1)!;
  const window = Math.min(Math.max(1, Math.round(windowNs)), last - first);
  if (!(window > 0)) return;
  const end = last - window;
  // The points at or before the edges.
  let left = 0;
  let right = 0;
  for (let at = first; ;) {
    while (left + 1 < time.length && time[left + 1]! <= at) left++;
    while (right + 1 < time.length && time[right + 1]! <= at + window) right++;
    const integral = integralAt(utilization, right, at + window) - integralAt(utilization, left, at);
    visit(at, Math.min(1, Math.max(0, integral / window)));
    if (at >= end) return;
    at = Math.min(end, time[left + 1] ?? end, (time[right + 1] ?? last) - window);
  }
}

function integralAt({ time, util, sum }: Utilization, point: number, at: number): number {
  return sum[point]! + util[point]! * (at - time[point]!);
}
