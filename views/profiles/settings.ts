import type { ProfileFilters, ProfileRequest } from "../../src/engine/profiles/types.ts";
import type { SplitBy } from "../../src/profile/partition.ts";
import type { TraceProfileType } from "../../src/profile/weigh-trace.ts";
import type { TableSort } from "../kit/data-table.ts";
import { parseSort, sortText } from "../kit/sorted-rows.ts";
import { TYPE_ENTRIES } from "./types.ts";

/** How the page of profiles is set. */
export interface ProfileSettings {
  /** Of the trace's profiles. */
  readonly type: TraceProfileType;
  readonly openAtEnd: boolean;
  readonly splitBy: SplitBy | undefined;
  readonly sort: TableSort;
  readonly view: string;
  readonly granularity: ProfileRequest["granularity"];
  /** Of a file that was opened. */
  readonly sampleType: string;
  readonly filters: ProfileFilters;
  /** Only time within regions of this name; "": all time. */
  readonly region: string;
}

export const NO_FILTERS: ProfileFilters = { focus: "", ignore: "", hide: "", show: "", showFrom: "" };
export const FILTERS = Object.keys(NO_FILTERS) as readonly (keyof ProfileFilters)[];

const HEAVIEST_FIRST: TableSort = { by: "flat", descending: true };
export const TYPES = Object.keys(TYPE_ENTRIES) as readonly TraceProfileType[];
const FIRST: TraceProfileType = "sync";
const SPLITS: readonly SplitBy[] = ["reason", "group"];
export const FIRST_VIEW = "top";

/** Names of what a row may be, and what the page calls it. */
export const GRANULARITIES: readonly (readonly [ProfileRequest["granularity"], string])[] = [
  ["", "Functions"],
  ["filefunctions", "Functions by file"],
  ["files", "Files"],
  ["lines", "Lines"],
  ["addresses", "Addresses"],
];

/** Longer expressions are cut where the URL holds them. */
const LONGEST_EXPRESSION = 100;

/** Reads what `settingsText` wrote; what it does not know is as it is at first. */
export function parseSettings(view: string): ProfileSettings {
  const [type, open, sort, shown, granularity, split, sampleType, ...expressions] = view.split(",");
  return {
    type: TYPES.find((known) => known === type) ?? FIRST,
    openAtEnd: open === "open",
    sort: parseSort(sort, HEAVIEST_FIRST),
    view: shown || FIRST_VIEW,
    granularity: GRANULARITIES.find(([known]) => known === granularity)?.[0] ?? "",
    splitBy: SPLITS.find((known) => known === split),
    sampleType: unescaped(sampleType ?? ""),
    filters: Object.fromEntries(
      FILTERS.map((name, i) => [name, unescaped(expressions[i] ?? "")]),
    ) as unknown as ProfileFilters,
    region: unescaped(expressions[FILTERS.length] ?? ""),
  };
}

export function settingsText(settings: ProfileSettings): string {
  const { type, openAtEnd, sort, view, granularity, splitBy, sampleType, filters, region } = settings;
  const first = [type, openAtEnd ? "open" : "", sortText(sort), view === FIRST_VIEW ? "" : view, granularity];
  const expressions = FILTERS.map((name) => escaped(filters[name]));
  return [...first, splitBy ?? "", escaped(sampleType), ...expressions, escaped(region)].join(",").replace(/,+$/u, "");
}

/** Text in the few characters that the URL has for settings: all others as ~ and two digits for each byte. */
function escaped(text: string): string {
  return [...new TextEncoder().encode(text.slice(0, LONGEST_EXPRESSION).toWellFormed())]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      return /[a-z0-9.]/u.test(character) ? character : `~${byte.toString(16).padStart(2, "0")}`;
    })
    .join("");
}

function unescaped(text: string): string {
  const parts = text.match(/~[0-9a-f]{2}|[a-z0-9.-]/gu) ?? [];
  const bytes = parts.map((part) => (part.length === 3 ? Number.parseInt(part.slice(1), 16) : part.charCodeAt(0)));
  return new TextDecoder().decode(Uint8Array.from(bytes));
}
