import type { HitKind, SearchHit, SearchResult } from "../../src/analysis/search/types.ts";

/** What each kind of hit is called, above its names. */
export const KIND_WORDS: Readonly<Record<HitKind, string>> = {
  goroutine: "Goroutine",
  start: "Goroutines by start function",
  reason: "Blocked: reasons",
  function: "Functions on stacks of spans and CPU samples",
  task: "Tasks",
  region: "Regions",
  log: "Logs",
};

/** A hit as the marks on the timeline are called. */
const HIT_TITLES: Readonly<Record<HitKind, string>> = {
  goroutine: "goroutine",
  start: "goroutines of",
  reason: "blocked:",
  function: "on the stack:",
  task: "task",
  region: "region",
  log: "log",
};

export type ResultRow =
  | { readonly kind: "head"; readonly of: HitKind; readonly names: number; readonly shown: number }
  /** Without a number: a place may go by several of the names. */
  | { readonly kind: "all"; readonly hits: readonly SearchHit[] }
  | { readonly kind: "hit"; readonly hit: SearchHit };

/** What was found as rows: all of it, and then by kind. */
export function resultRows({ hits, names }: SearchResult): readonly ResultRow[] {
  const rows: ResultRow[] = hits.length > 1 ? [{ kind: "all", hits }] : [];
  let of: HitKind | undefined;
  for (const hit of hits) {
    if (hit.kind !== of) {
      of = hit.kind;
      const shown = hits.filter(({ kind }) => kind === of).length;
      rows.push({ kind: "head", of, names: names[of] ?? shown, shown });
    }
    rows.push({ kind: "hit", hit });
  }
  return rows;
}

/** The next row that can be chosen, all around; −1 if there is none. */
export function nextChoice(rows: readonly ResultRow[], at: number, by: 1 | -1): number {
  for (let step = 1; step <= rows.length; step++) {
    const row = (((at + by * step) % rows.length) + rows.length) % rows.length;
    if (rows[row]!.kind !== "head") return row;
  }
  return -1;
}

export function titleOf({ kind, text }: SearchHit): string {
  return `${HIT_TITLES[kind]} ${text}`;
}
