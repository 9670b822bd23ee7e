import type { TableSort } from "../kit/data-table.ts";
import { parseSort, sortText } from "../kit/sorted-rows.ts";
import { STATISTICS, type Statistic } from "../kit/statistics.ts";

/** What of goroutines is listed: groups, each of them, or where they were created. */
export const LISTS = ["groups", "each", "created"] as const;
export type ListOf = (typeof LISTS)[number];

/** How the page of goroutines is set. */
export interface GoroutineSettings {
  /** Of a scope of one group, or of one goroutine, "groups" is each goroutine. */
  readonly list: ListOf;
  /** What columns of groups tell of each time: at least one. */
  readonly statistics: readonly Statistic[];
  readonly groups: TableSort;
  readonly goroutines: TableSort;
  /** Keys of the columns that are not shown. */
  readonly hidden: readonly string[];
}

const MOST_FIRST: TableSort = { by: "t0.total", descending: true };
const BUSIEST_FIRST: TableSort = { by: "t0", descending: true };

/** Reads what `settingsText` wrote; what it does not know is as it is at first. */
export function parseSettings(view: string): GoroutineSettings {
  const [list, statistics = "", groups, goroutines, hidden = ""] = view.split(",");
  const wanted = new Set(statistics.split("."));
  const chosen = STATISTICS.filter((known) => wanted.has(known));
  return {
    list: LISTS.find((known) => known === list) ?? "groups",
    statistics: chosen.length > 0 ? chosen : ["total"],
    groups: parseSort(groups, MOST_FIRST),
    goroutines: parseSort(goroutines, BUSIEST_FIRST),
    hidden: hidden.split(".").filter((key) => /^[a-z]+\d*$/u.test(key)),
  };
}

export function settingsText({ list, statistics, groups, goroutines, hidden }: GoroutineSettings): string {
  return [
    list === "groups" ? "" : list,
    statistics.join("."),
    sortText(groups),
    sortText(goroutines),
    hidden.join("."),
  ].join(",");
}
