import type { TableSort } from "../kit/data-table.ts";
import { parseSort, sortText } from "../kit/sorted-rows.ts";
import { STATISTICS, type Statistic } from "./columns.ts";

/** How the page of goroutines is set. */
export interface GoroutineSettings {
  /** Each goroutine is listed also where the scope is more than a group. */
  readonly each: boolean;
  readonly statistic: Statistic;
  readonly groups: TableSort;
  readonly goroutines: TableSort;
}

const MOST_FIRST: TableSort = { by: "t0", descending: true };

/** Reads what `settingsText` wrote; what it does not know is as it is at first. */
export function parseSettings(view: string): GoroutineSettings {
  const [each, statistic, groups, goroutines] = view.split(",");
  return {
    each: each === "each",
    statistic: STATISTICS.find((known) => known === statistic) ?? "total",
    groups: parseSort(groups, MOST_FIRST),
    goroutines: parseSort(goroutines, MOST_FIRST),
  };
}

export function settingsText({ each, statistic, groups, goroutines }: GoroutineSettings): string {
  return [each ? "each" : "", statistic, sortText(groups), sortText(goroutines)].join(",");
}
