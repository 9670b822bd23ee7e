import { get as getHttp, type IncomingMessage } from "node:http";
import { get as getHttps } from "node:https";

import { oneLine, ReadError, systemCode } from "./errors.ts";
import type { Source } from "./source.ts";

/** How long a server may say nothing, beyond the seconds it was asked to record. */
const SILENCE_MS = 30_000;
const MAX_REDIRECTS = 5;
const ERROR_BODY_BYTES = 4096;

/**
 * Fetches a trace, as from `http://host:6060/debug/pprof/trace?seconds=5`. No encoding is asked for, so the
 * bytes are those of the trace. node:http rather than `fetch`, whose wait for headers ends at 300 s:
 * Go's handler sends none before the first flush of the recording.
 */
export async function openUrl(url: URL, signal?: AbortSignal, silenceMs = SILENCE_MS): Promise<Source> {
  const { response, url: arrived } = await follow(url, signal, silenceMs);
  const type = response.headers["content-type"] ?? "";
  if (/^(text\/html|application\/xhtml)/i.test(type)) {
    response.destroy();
    throw new ReadError(`${shown(arrived)}: answered with an HTML page, not a trace`);
  }
  const length = Number(response.headers["content-length"]);
  const redirected = arrived === url ? {} : { redirectedTo: shown(arrived) };
  const source = { name: shown(url), chunks: body(url, response), ...redirected };
  return Number.isSafeInteger(length) ? { ...source, bytes: length } : source;
}

/** What a user waits for before the first byte comes. */
export function waitingFor(url: URL): string {
  const seconds = recordingMs(url) / 1000;
  return `${shown(url)}: ${seconds > 0 ? `the server records for ${seconds} s` : "waiting for an answer"}`;
}

async function follow(
  start: URL,
  signal: AbortSignal | undefined,
  silenceMs: number,
): Promise<{ readonly response: IncomingMessage; readonly url: URL }> {
  let url = start;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    const response = await request(url, signal, silenceMs);
    const status = response.statusCode ?? 0;
    if (status === 200) return { response, url };
    const location = response.headers.location;
    if (status < 300 || status >= 400 || location === undefined) throw await statusError(url, response);
    response.destroy();
    if (!URL.canParse(location, url)) throw new ReadError(`${shown(url)}: redirects to something that is not a URL`);
    url = new URL(location, url);
    if (url.protocol !== "http:" && url.protocol !== "https:") {
      throw new ReadError(`${shown(start)}: redirects to ${oneLine(url.protocol, 40)}, which is not fetched`);
    }
  }
  throw new ReadError(`${shown(start)}: redirects more than ${MAX_REDIRECTS} times`);
}

function request(url: URL, signal: AbortSignal | undefined, silenceMs: number): Promise<IncomingMessage> {
  const get = url.protocol === "https:" ? getHttps : getHttp;
  const patience = silenceMs + recordingMs(url);
  const options = { timeout: patience, headers: { accept: "*/*" }, ...(signal === undefined ? {} : { signal }) };
  const silence = (): ReadError => new ReadError(`${shown(url)}: nothing came for ${patience / 1000} s`);
  return new Promise((resolve, reject) => {
    let answer: IncomingMessage | undefined;
    const call = get(url, options, (response) => {
      answer = response;
      resolve(response);
    });
    // Of an answer under way the reader has to hear; a call that is destroyed tells it of a broken connection only.
    call.on("timeout", () => (answer ?? call).destroy(silence()));
    call.on("error", (error) => reject(error instanceof ReadError ? error : networkError(url, error)));
  });
}

/** Go's profile handlers answer only when the `seconds` asked for are over. */
function recordingMs(url: URL): number {
  const seconds = Number(url.searchParams.get("seconds"));
  return seconds > 0 && seconds <= 86_400 ? seconds * 1000 : 0;
}

async function* body(url: URL, response: IncomingMessage): AsyncGenerator<Uint8Array> {
  let received = 0;
  try {
    for await (const chunk of response) {
      const bytes = chunk as Uint8Array;
      received += bytes.length;
      yield bytes;
    }
  } catch (error) {
    if (error instanceof ReadError) throw error;
    throw new ReadError(`${shown(url)}: the connection broke after ${received} bytes`, { cause: error });
  }
}

async function statusError(url: URL, response: IncomingMessage): Promise<ReadError> {
  const status = oneLine(`${response.statusCode ?? "?"} ${response.statusMessage ?? ""}`, 60);
  const html = /html/i.test(response.headers["content-type"] ?? "");
  const said = html ? "an HTML page" : oneLine(await beginning(response));
  response.destroy();
  return new ReadError(`${shown(url)}: the server answered ${status}${said === "" ? "" : ` (${said})`}`);
}

async function beginning(response: IncomingMessage): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of response) {
      parts.push(chunk as Uint8Array);
      length += (chunk as Uint8Array).length;
      if (length >= ERROR_BODY_BYTES) break;
    }
  } catch {
    // The status alone explains the failure; its text is extra.
  }
  return Buffer.concat(parts).toString("utf8", 0, ERROR_BODY_BYTES);
}

const NETWORK_ERRORS: ReadonlyMap<string, string> = new Map([
  ["ECONNREFUSED", "connection refused: nothing listens there"],
  ["ECONNRESET", "the connection was closed before an answer came"],
  ["ENOTFOUND", "no such host"],
  ["EAI_AGAIN", "the host's name could not be looked up"],
  ["ETIMEDOUT", "the connection timed out"],
  ["EHOSTUNREACH", "the host cannot be reached"],
  ["ENETUNREACH", "the network cannot be reached"],
  ["EPROTO", "the server does not speak TLS there: try http://"],
  ["CERT_HAS_EXPIRED", "the server's certificate has expired"],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", "the server's certificate is self-signed"],
  ["SELF_SIGNED_CERT_IN_CHAIN", "the server's certificate is self-signed"],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "the server's certificate cannot be verified"],
  ["ERR_TLS_CERT_ALTNAME_INVALID", "the server's certificate is for another host"],
  ["HPE_INVALID_CONSTANT", "what answered does not speak HTTP"],
]);

function networkError(url: URL, error: unknown): ReadError {
  const reason =
    NETWORK_ERRORS.get(systemCode(error)) ?? oneLine(error instanceof Error ? error.message : String(error));
  return new ReadError(`${shown(url)}: ${reason}`, { cause: error });
}

function shown(url: URL): string {
  const copy = new URL(url);
  copy.username = "";
  copy.password = "";
  return copy.href;
}
