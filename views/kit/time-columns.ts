import type { TimeColumnInfo } from "../../src/engine/analyses/types.ts";
import type { Part } from "./cells.ts";
import { stateText } from "./links.ts";
import { shownText } from "./shown-text.ts";
import type { TimeRow } from "./time-table.ts";

const KIND_TITLES: Readonly<Record<TimeColumnInfo["kind"], string>> = {
  state: "Time in this state",
  blocked: "Time blocked for this reason",
  range: "Time in this, which overlaps with the states",
};

/** "running", "chan receive", "GC mark assist" */
export function columnName({ kind, name }: TimeColumnInfo): string {
  return shownText(name) || (kind === "blocked" ? "reason unknown" : "unnamed");
}

export function columnTitle(column: TimeColumnInfo): string {
  const state = column.kind === "blocked" ? stateText({ state: "blocked", reason: column.name }) : columnName(column);
  return `${KIND_TITLES[column.kind]}: ${state}`;
}

/** Columns wide enough for their names, in pixels. */
export function columnWidth(column: TimeColumnInfo): number {
  return Math.min(Math.max(112, 64 + 7 * columnName(column).length), 210);
}

/** Where time went as parts of a whole, without what overlaps. */
export function timeParts(columns: readonly TimeColumnInfo[], ns: (column: number) => number): readonly Part[] {
  return columns
    .map((column, i) => ({ name: columnName(column), style: column.style, ns: ns(i), kind: column.kind }))
    .filter(({ kind }) => kind !== "range")
    .sort((a, b) => a.style - b.style);
}

/** States and reasons as rows of a table of times, without what overlaps with them. */
export function timeRows(columns: readonly TimeColumnInfo[]): readonly TimeRow[] {
  return columns.flatMap(({ kind, name, style, totalNs }) =>
    kind === "range"
      ? []
      : [{ state: kind === "state" ? name : "blocked", reason: kind === "state" ? "" : name, style, ns: totalNs }],
  );
}
