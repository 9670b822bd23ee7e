import type { TrackOutline } from "../../src/timeline/types.ts";
import type { Loss } from "./losses.ts";
import type { TimelineEngine } from "./timeline-engine.ts";

/** A trace to show. */
export interface Subject {
  readonly engine: TimelineEngine;
  readonly outline: TrackOutline;
  readonly durationNs: number;
  /** Where events are missing. */
  readonly losses: readonly Loss[];
}
