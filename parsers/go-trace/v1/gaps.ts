import type { EventColumns } from "./columns.ts";
import type { BatchTable, Loss } from "./scan.ts";

/**
 * Says between which times events are missing where bytes were given up: between the beginnings of the batches around
 * them, of whatever proc, or from the last event on if no batch follows. (Of a file that was cut, events of other procs
 * that came earlier may be missing, too: nothing tells.)
 */
export function placeLosses(
  losses: readonly Loss[],
  batches: BatchTable,
  columns: EventColumns,
  nsPerTick: number,
): void {
  const first = columns.length === 0 ? 0 : columns.time[0]!;
  const last = columns.length === 0 ? 0 : columns.time[columns.length - 1]!;
  // Time begins with a Sync, 1 ns before the first record.
  const nsOf = (ticks: number): number => Math.trunc((Math.min(Math.max(ticks, first), last) - first) * nsPerTick) + 1;
  for (const { fault, batch } of losses) {
    if (batch + 1 === batches.length) {
      fault.gap = { from: Math.min(fault.gap?.from ?? Infinity, nsOf(last)) };
      continue;
    }
    const before = batch === -1 ? first : batches.ticks[batch]!;
    const after = batches.ticks[batch + 1]!;
    const from = Math.min(fault.gap?.from ?? Infinity, nsOf(Math.min(before, after)));
    const to = Math.max(fault.gap?.to ?? 0, nsOf(Math.max(before, after)));
    fault.gap = fault.gap && fault.gap.to === undefined ? { from } : { from, to };
  }
}
