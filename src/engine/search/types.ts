import type { HitRef, SearchResult } from "../../analysis/search/types.ts";
import type { Marks } from "../marks.ts";

/** Finding things by their names. */
export interface Search {
  /** The names in the trace that contain a text, in any case of letters; * stands for anything. */
  search(text: string): Promise<SearchResult>;
  /** Where hits of a search are. `title` says what they are, in a few words. */
  places(title: string, hits: readonly HitRef[]): Promise<Marks>;
}
