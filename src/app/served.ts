/** The trace that the server of this page offers, as its `trace.json` names it. */
export interface ServedTrace {
  readonly name: string;
  /** Absolute, of the page's own origin. */
  readonly url: string;
}

/** Asks the page's server whether it has a trace to show. undefined: it has none, or it is a plain file host. */
export async function servedTrace(base: string, fetchJson: typeof fetch): Promise<ServedTrace | undefined> {
  let response: Response;
  try {
    response = await fetchJson(new URL("trace.json", base), { cache: "no-store" });
  } catch {
    // No server answers: the page was kept open after it, or came from a cache. The start page says how to open a file.
    return undefined;
  }
  if (!response.ok || !(response.headers.get("content-type") ?? "").includes("json")) return undefined;
  return readServed(await response.json(), base);
}

/** Checks what came; undefined if it is not of the shape agreed on, or points elsewhere than to the page's origin. */
export function readServed(answer: unknown, base: string): ServedTrace | undefined {
  if (typeof answer !== "object" || answer === null) return undefined;
  const { name, url } = answer as { name?: unknown; url?: unknown };
  if (typeof name !== "string" || typeof url !== "string" || !URL.canParse(url, base)) return undefined;
  const absolute = new URL(url, base);
  return absolute.origin === new URL(base).origin ? { name, url: absolute.href } : undefined;
}
