import { feedSteps, type Lane } from "./lane.ts";
import type { Steps } from "../base/steps.ts";
import { buildPyramid, pyramidBase, type LanePyramid } from "./lane-pyramid.ts";
import { OccupancyBuilder, type Occupancy } from "./occupancy.ts";

/** What a proc or thread looks like in wide windows: which of its goroutines is seen, and how busy it was. */
export interface RunDetail {
  /** undefined: few enough ran to be looked at. */
  readonly pyramid: LanePyramid | undefined;
  readonly occupancy: Occupancy;
  readonly byteLength: number;
}

/** One pass over what ran. */
export function* buildRunDetail(lane: Lane): Steps<RunDetail> {
  const occupied = new OccupancyBuilder(lane);
  yield;
  const base = pyramidBase(lane);
  let pyramid: LanePyramid | undefined;
  if (base === undefined) yield* feedSteps(lane, occupied);
  else pyramid = yield* buildPyramid(lane, base, occupied);
  const occupancy = yield* occupied.finish();
  return { pyramid, occupancy, byteLength: occupancy.byteLength + (pyramid?.byteLength ?? 0) };
}
