import type { Analyses } from "../../src/engine/analyses/types.ts";

type MmuPoint = Awaited<ReturnType<Analyses["mmu"]>>[number];

/** The curve as CSV, a row for each window; shares from 0 to 1. */
export function curveCsv(points: readonly MmuPoint[], shares: readonly number[]): string {
  const head = ["window_ns", "mmu", ...shares.map((share) => `p${Number((share * 100).toPrecision(6))}`)];
  const rows = points.map(({ windowNs, mmu, percentiles }) => [windowNs, mmu, ...percentiles]);
  return [head, ...rows].map((row) => `${row.join(",")}\r\n`).join("");
}
