import type { StringIndex } from "../../base/indices.ts";
import type { Trace } from "../../model/trace.ts";
import { eachFunction } from "./stack-counts.ts";
import { HIT_KINDS, MOST_HITS, type HitKind, type SearchHit, type SearchResult } from "./types.ts";

/** Longer texts are cut. */
const LONGEST_TEXT = 200;

/**
 * The names in a trace that contain a text, in any case; * stands for anything. A number, or "G" and a number, is a goroutine.
 * `stackCounts` is of `countStacks`. Goes over names, not over spans: O(stacks · depth + goroutines + regions + logs).
 */
export function search(trace: Trace, stackCounts: Uint32Array, text: string): SearchResult {
  const wanted = text.trim().slice(0, LONGEST_TEXT);
  if (wanted === "") return { hits: [], names: {}, places: 0 };
  const namer = new Namer(trace, wanted);
  const found: Readonly<Record<HitKind, readonly SearchHit[]>> = {
    goroutine: goroutines(trace, wanted),
    start: tally(namer, "start", trace.goroutines.name),
    reason: reasons(trace, namer),
    function: functions(trace, namer, stackCounts),
    task: tally(namer, "task", trace.tasks.name),
    region: tally(namer, "region", trace.regions.name),
    log: [...tally(namer, "log", trace.logs.message)],
  };
  const names: Partial<Record<HitKind, number>> = {};
  const hits = HIT_KINDS.flatMap((kind) => {
    if (found[kind].length > 0) names[kind] = found[kind].length;
    return found[kind].toSorted((a, b) => b.places - a.places || (a.text < b.text ? -1 : 1)).slice(0, MOST_HITS);
  });
  return { hits, names, places: hits.reduce((sum, hit) => sum + hit.places, 0) };
}

/** Asks once for each string whether it contains the text. */
class Namer {
  readonly #trace: Trace;
  readonly #parts: readonly string[];
  readonly #answers = new Map<number, boolean>();

  constructor(trace: Trace, text: string) {
    this.#trace = trace;
    this.#parts = text.toLowerCase().split("*").filter(Boolean);
  }

  text(name: number): string {
    return this.#trace.symbols.strings.get(name as StringIndex);
  }

  accepts(name: number): boolean {
    let answer = this.#answers.get(name);
    if (answer === undefined) this.#answers.set(name, (answer = this.#contains(this.text(name).toLowerCase())));
    return answer;
  }

  #contains(text: string): boolean {
    let at = 0;
    for (const part of this.#parts) {
      const found = text.indexOf(part, at);
      if (found === -1) return false;
      at = found + part.length;
    }
    return text !== "" && this.#parts.length > 0;
  }
}

function goroutines({ symbols }: Trace, text: string): readonly SearchHit[] {
  const id = /^g?(\d{1,19})$/iu.exec(text)?.[1];
  if (id === undefined) return [];
  const wide = BigInt(id);
  const row = symbols.goroutines.find(Number(wide & 0xffff_ffffn) | 0, Number(wide >> 32n) | 0);
  return row < 0 ? [] : [{ kind: "goroutine", key: row, text: `G${symbols.goroutines.text(row)}`, places: 1 }];
}

/** How often each accepted name occurs in a column of strings. */
function tally(namer: Namer, kind: HitKind, names: ArrayLike<number>): readonly SearchHit[] {
  const counts = new Map<number, number>();
  for (let row = 0; row < names.length; row++) {
    const name = names[row]!;
    if (namer.accepts(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return hitsOf(namer, kind, counts);
}

function reasons({ spans }: Trace, namer: Namer): readonly SearchHit[] {
  const accepted = spans.reasons.map((name) => (namer.accepts(name) ? 1 : 0));
  if (!accepted.includes(1)) return [];
  const counts = new Map<number, number>();
  const byReason = new Uint32Array(accepted.length);
  for (let span = 0; span < spans.length; span++) byReason[spans.reason[span]!]!++;
  accepted.forEach((isAccepted, reason) => {
    if (isAccepted === 1 && byReason[reason]! > 0) counts.set(spans.reasons[reason]!, byReason[reason]!);
  });
  return hitsOf(namer, "reason", counts);
}

function functions(trace: Trace, namer: Namer, stackCounts: Uint32Array): readonly SearchHit[] {
  const counts = new Map<number, number>();
  stackCounts.forEach((places, stack) => {
    if (places === 0) return;
    eachFunction(trace, stack, (name) => {
      if (namer.accepts(name)) counts.set(name, (counts.get(name) ?? 0) + places);
    });
  });
  return hitsOf(namer, "function", counts);
}

function hitsOf(namer: Namer, kind: HitKind, counts: ReadonlyMap<number, number>): readonly SearchHit[] {
  return [...counts].map(([key, places]) => ({ kind, key, text: namer.text(key), places }));
}
