import type { OpenError, OpenSource } from "./protocol.ts";

/** Bytes to open, or why there are none. */
export type Bytes =
  | {
      readonly ok: true;
      readonly name: string;
      readonly totalBytes: number | undefined;
      readonly chunks: AsyncIterable<Uint8Array>;
    }
  | { readonly ok: false; readonly error: OpenError };

/** Starts to read a source. Throws only when the signal says so. */
export async function bytesOf(source: OpenSource, signal: AbortSignal): Promise<Bytes> {
  if (source.kind === "file") {
    const { file } = source;
    return { ok: true, name: file.name, totalBytes: file.size, chunks: chunksOf(file.stream(), signal) };
  }
  // The page speaks to its own server alone, wherever that may redirect it.
  const response = await ask(source.url, signal);
  if (typeof response === "string") return { ok: false, error: { kind: "network", message: response } };
  if (!response.ok || response.body === null) {
    const found = `${response.status} ${response.statusText}`.trim();
    return {
      ok: false,
      error: { kind: "network", message: `${source.url} answered ${found}: expected 200 and a trace` },
    };
  }
  return {
    ok: true,
    name: source.name,
    totalBytes: contentLength(response.headers),
    chunks: chunksOf(response.body, signal),
  };
}

/** What the server answers, or why it does not, which the browser tells apart by no word of its own. */
async function ask(url: string, signal: AbortSignal): Promise<Response | string> {
  try {
    return await fetch(url, { signal, mode: "same-origin" });
  } catch (error) {
    if (signal.aborted) throw error;
    const redirected = await fetch(url, { signal, mode: "same-origin", method: "HEAD", redirect: "manual" }).then(
      ({ type }) => type === "opaqueredirect",
      () => false,
    );
    return redirected
      ? `${url} redirects to another server, and this page speaks to its own alone`
      : `${url} did not answer: the server is gone, or the connection broke off`;
  }
}

/** How many bytes will come; of a compressed transfer the header counts others than those that arrive. */
function contentLength(headers: Headers): number | undefined {
  const length = headers.get("content-length");
  return length === null || headers.has("content-encoding") ? undefined : Number(length);
}

/** A stream's chunks, until it ends or the signal says so. Not every browser can iterate over streams. */
async function* chunksOf(stream: ReadableStream<Uint8Array>, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  // Of a stream that failed, cancelling tells the failure again; whoever reads has heard it.
  const stop = (): void => void reader.cancel().catch(() => undefined);
  signal.addEventListener("abort", stop);
  try {
    while (!signal.aborted) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    signal.removeEventListener("abort", stop);
    stop();
  }
}
