import type { ProfileChoice } from "../../src/engine/profiles/types.ts";
import type { TraceProfileType } from "../../src/profile/weigh-trace.ts";
import type { TableSort } from "../kit/data-table.ts";
import { parseSort, sortText } from "../kit/sorted-rows.ts";
import { TYPE_ENTRIES } from "./types.ts";

/** How the page of profiles is set. */
export interface ProfileSettings extends ProfileChoice {
  readonly sort: TableSort;
}

const HEAVIEST_FIRST: TableSort = { by: "flat", descending: true };
export const TYPES = Object.keys(TYPE_ENTRIES) as readonly TraceProfileType[];
const FIRST: TraceProfileType = "sync";

/** Reads what `settingsText` wrote; what it does not know is as it is at first. */
export function parseSettings(view: string): ProfileSettings {
  const [type, open, sort] = view.split(",");
  return {
    type: TYPES.find((known) => known === type) ?? FIRST,
    openAtEnd: open === "open",
    sort: parseSort(sort, HEAVIEST_FIRST),
  };
}

export function settingsText({ type, openAtEnd, sort }: ProfileSettings): string {
  return [type, openAtEnd ? "open" : "", sortText(sort)].join(",");
}
