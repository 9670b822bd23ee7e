/** What a text that a reader typed or pasted names. */
export type UrlText =
  /** Of the page's own server: the page may fetch it. */
  | { readonly kind: "own"; readonly url: string }
  /** Of another server, to which the page does not speak. */
  | { readonly kind: "elsewhere"; readonly url: string }
  | { readonly kind: "none" };

/**
 * Reads a URL as people write them: whole, from "/" on for the page's own server, or without its scheme
 * ("localhost:6060/debug/pprof/trace"). `base` is the page's own URL.
 */
export function readUrl(text: string, base: string): UrlText {
  const written = text.trim();
  const absolute = /^[\w.-]+(:\d+)?\//.test(written) ? `http://${written}` : written;
  const isUrl = /^(https?:\/\/|\/)\S+$/i.test(absolute);
  if (!isUrl || !URL.canParse(absolute, base)) return { kind: "none" };
  const url = new URL(absolute, base);
  // "//host" and a page that is a file itself lead to other schemes.
  if (url.protocol !== "http:" && url.protocol !== "https:") return { kind: "none" };
  if (url.origin !== new URL(base).origin) return { kind: "elsewhere", url: url.href };
  // A browser fetches no URL with a password in it.
  url.username = "";
  url.password = "";
  return { kind: "own", url: url.href };
}

/** Whether a pasted text is meant as a URL to open: nothing but one, and whole. */
export function isPastedUrl(text: string): boolean {
  return /^\s*https?:\/\/\S+\s*$/i.test(text);
}

/** A URL as a word of a shell's command line. */
export function shellWord(url: string): string {
  return `'${url.replaceAll("'", "%27")}'`;
}
