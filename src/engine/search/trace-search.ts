import { placesOf } from "../../analysis/search/places.ts";
import { search } from "../../analysis/search/search.ts";
import { countStacks } from "../../analysis/search/stack-counts.ts";
import type { HitRef, SearchResult } from "../../analysis/search/types.ts";
import type { Trace } from "../../model/trace.ts";
import type { Marks } from "../marks.ts";
import type { Answers } from "../questions.ts";
import type { Search } from "./types.ts";

/** Searches a trace; how often each stack occurs is counted at the first search. */
export class TraceSearch implements Answers<Search> {
  readonly #trace: Trace;
  #stackCounts: Uint32Array | undefined;

  constructor(trace: Trace) {
    this.#trace = trace;
  }

  search(text: string): SearchResult {
    this.#stackCounts ??= countStacks(this.#trace);
    return search(this.#trace, this.#stackCounts, text);
  }

  places(title: string, hits: readonly HitRef[]): Marks {
    return { title, ...placesOf(this.#trace, hits) };
  }
}
