import { gcCycles } from "../../analysis/gc-cycles.ts";
import { worldStops } from "../../analysis/world-stops.ts";
import { NO_GOROUTINE, type GoroutineIndex } from "../../base/indices.ts";
import type { Scope } from "../../model/scope.ts";
import type { Trace } from "../../model/trace.ts";
import { goroutineRef } from "../details/refs.ts";
import type { GcReport } from "./types.ts";

/** Cycles and stops that reach into a scope's window, each whole; its goroutines narrow the assists alone. */
export function gcReport(trace: Trace, scope: Scope): GcReport {
  const { stops, duration, histogram } = worldStops(trace, scope);
  return {
    cycles: gcCycles(trace, scope),
    stops: stops.map((stop) => ({
      ...stop,
      askedBy: stop.goroutine === NO_GOROUTINE ? undefined : goroutineRef(trace, stop.goroutine as GoroutineIndex),
    })),
    duration,
    histogram,
  };
}
