import type { Progress } from "../engine/protocol.ts";

/** What the opening page says beside the counts. */
export interface Estimate {
  /** Share of the bytes that are read, or of the ordering that is done, 0 to 1; undefined while the total is not known or all are read. */
  readonly share: number | undefined;
  /** ns until the last byte is read; undefined as long as it cannot be told. */
  readonly leftNs: number | undefined;
}

/** Before this it would be a guess from start-up costs. */
const FIRST_ESTIMATE_NS = 400e6;

/** How far reading is, and how long the rest takes if it goes on at the mean speed so far. */
export function estimate(progress: Progress | undefined, elapsedNs: number): Estimate {
  if (progress?.stage === "ordering") return { share: progress.orderedShare, leftNs: undefined };
  const total = progress?.totalBytes;
  if (!progress || progress.stage === "building" || total === undefined || total <= 0) {
    return { share: undefined, leftNs: undefined };
  }
  const share = Math.min(progress.bytes / total, 1);
  const known = elapsedNs >= FIRST_ESTIMATE_NS && share > 0;
  return { share, leftNs: known ? (elapsedNs / share) * (1 - share) : undefined };
}
