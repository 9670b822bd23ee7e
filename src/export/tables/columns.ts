import type { Distribution } from "../../analysis/distribution.ts";
import { groupOf } from "../../analysis/scope.ts";
import type { TimeColumn } from "../../analysis/time-columns.ts";
import type { TimeTable } from "../../analysis/time-table.ts";
import type { Trace } from "../../model/trace.ts";
import type { ColumnOf, Unit } from "../result-table.ts";

const STATISTICS = ["total", "min", "mean", "p50", "p90", "p99", "max"] as const;

/** Columns for a distribution of times: those named in `shown` also in tables for a person. */
export function distributionColumns<Row>(
  key: string,
  title: string,
  of: (row: Row) => Distribution,
  shown: readonly (typeof STATISTICS)[number][] = [],
): readonly ColumnOf<Row>[] {
  return STATISTICS.map((statistic) => ({
    key: `${key}_${statistic}_ns`,
    title: statistic === "total" ? title : `${title} ${statistic}`.trimStart(),
    unit: "ns",
    detail: !shown.includes(statistic),
    value: (row) => of(row)[statistic],
  }));
}

/** The name of a column of time, for a person: "running", "blocked: chan receive", "GC mark assist". */
export function timeName({ kind, name }: TimeColumn): string {
  if (kind !== "blocked") return name;
  return `blocked: ${name === "" ? "not known" : name}`;
}

/** The same for keys: "running", "blocked_chan_receive", "gc_mark_assist". */
export function timeKey(info: TimeColumn): string {
  return timeName(info)
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, "_");
}

export function column<Row>(
  key: string,
  title: string,
  unit: Unit,
  value: ColumnOf<Row>["value"],
  detail = false,
): ColumnOf<Row> {
  return { key, title, unit, value, detail };
}

/** A goroutine's id, as text since it may pass 2^53; undefined for none. */
export function goroutineId(trace: Trace, goroutine: number): string | undefined {
  return goroutine < 0 ? undefined : trace.symbols.goroutines.text(goroutine);
}

/** "G18 main.worker"; "" for none. */
export function goroutineLabel(trace: Trace, goroutine: number): string {
  if (goroutine < 0) return "";
  return `G${trace.symbols.goroutines.text(goroutine)} ${groupOf(trace, goroutine)}`.trimEnd();
}

/**
 * Columns for where time went: for a person the states, with all that was blocked in one and the reason for most of it;
 * for programs every column.
 */
export function timeColumns({ columns, times }: TimeTable): readonly ColumnOf<number>[] {
  const blocked = [...columns.keys()].filter((c) => columns[c]!.kind === "blocked");
  const longest = (row: number): number =>
    blocked.reduce((best, c) => (times[c]![row]! > (times[best]?.[row] ?? 0) ? c : best), -1);
  return [
    column("blocked_ns", "blocked", "ns", (row) => blocked.reduce((sum, c) => sum + times[c]![row]!, 0)),
    column("blocked_most", "mostly", "text", (row) => columns[longest(row)]?.name ?? ""),
    ...columns.map((info, c) =>
      column<number>(`${timeKey(info)}_ns`, timeName(info), "ns", (row) => times[c]![row]!, info.kind !== "state"),
    ),
  ];
}
