import { regionName } from "../../analysis/regions.ts";
import { addTimes, type TimeIndex } from "../../analysis/time-columns.ts";
import type { GoroutineIndex } from "../../base/indices.ts";
import type { Timeline } from "../../timeline/timeline.ts";
import { framesOf, goroutineRef } from "../details/refs.ts";
import { lastingOf, taskOrNone, timesTold } from "./refs.ts";
import type { RegionDetails } from "./types.ts";

/** Everything about a region. Costs the spans of its goroutine in it. */
export function describeRegion({ trace, groups }: Timeline, times: TimeIndex, region: number): RegionDetails {
  const { regions } = trace;
  const goroutine = regions.goroutine[region]! as GoroutineIndex;
  const lasting = lastingOf(trace, regions.start[region]!, regions.end[region]!);
  const sums = new Float64Array(times.columns.length);
  addTimes(trace, times, goroutine, lasting.start, lasting.end, sums);
  return {
    region,
    name: regionName(trace, region),
    ...lasting,
    goroutine: goroutineRef(trace, goroutine),
    group: groups.of[goroutine]!,
    task: taskOrNone(trace, regions.task[region]!),
    times: timesTold(
      times,
      times.columns.flatMap((column, i) => (sums[i]! > 0 ? [{ column, ns: sums[i]! }] : [])),
    ),
    startStack: framesOf(trace, regions.startStack[region]!),
    endStack: framesOf(trace, regions.endStack[region]!),
  };
}
