import type { Opening } from "./opener.ts";
import type { ServedTrace } from "./served.ts";

/** The traces that the page can open by itself, and those that the reader hands to it. */

export const SAMPLE_FILE = "sample.trace";

export function sampleOpening(base: string): Opening {
  return { source: { kind: "url", url: new URL(SAMPLE_FILE, base).href, name: "sample" }, sample: true };
}

export function servedOpening(served: ServedTrace): Opening {
  return { source: { kind: "url", url: served.url, name: served.name } };
}

/** `url` is of the page's own server; see `readUrl`. */
export function urlOpening(url: string): Opening {
  return { source: { kind: "url", url, name: url } };
}

export function fileOpening(file: File): Opening {
  return { source: { kind: "file", file } };
}
