import { createReadStream, existsSync } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

import sirv from "sirv";

import { type Address, browserUrl, isOwnHost } from "./address.ts";
import { ReadError, systemCode } from "./errors.ts";
import { HEADER_POLICY } from "./policy.ts";

export interface ServedTrace {
  /** Shown by the page; never used as a path. */
  readonly name: string;
  readonly path: string;
}

export interface RunningServer {
  readonly url: string;
  close(): Promise<void>;
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const HEADERS: Readonly<Record<string, string>> = {
  "Content-Security-Policy": HEADER_POLICY,
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
};

/**
 * Serves the built page in `webRoot`, and a trace if there is one. The trace is read from disk for each request,
 * so memory stays flat whatever its size. Throws `ReadError` when the page is not built or the address not free.
 */
export async function startServer(
  webRoot: string,
  trace: ServedTrace | undefined,
  address: Address,
): Promise<RunningServer> {
  if (!existsSync(join(webRoot, "index.html"))) {
    throw new ReadError(`${webRoot}: the page is not built there; npm run build does`);
  }
  const server = createServer(guarded(routes(webRoot, trace), address.host));
  await listen(server, address);
  const bound = server.address();
  const port = typeof bound === "object" && bound !== null ? bound.port : address.port;
  return { url: browserUrl(address.host, port), close: () => close(server) };
}

function guarded(next: Handler, host: string): Handler {
  return (request, response) => {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    if (!isOwnHost(request.headers.host, host)) return refuse(response, 403, "this host name is not served here");
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.setHeader("Allow", "GET, HEAD");
      return refuse(response, 405, "only GET and HEAD");
    }
    next(request, response);
  };
}

function routes(webRoot: string, trace: ServedTrace | undefined): Handler {
  const files = pageFiles(webRoot);
  const fixed: ReadonlyMap<string, Handler> =
    trace === undefined
      ? // A 404 would say the same, and leave an error in the console of every page that is opened without a trace.
        new Map([["/trace.json", (_, response) => void response.writeHead(204).end()]])
      : new Map([
          ["/trace.json", (request, response) => void describe(trace, request, response)],
          ["/trace", (request, response) => void send(trace, request, response)],
        ]);
  return (request, response) => {
    const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
    const handler = fixed.get(path);
    return handler === undefined ? files(request, response) : handler(request, response);
  };
}

/** The page's files as they lie there now: a new build may replace them at any time, or be under way. */
function pageFiles(webRoot: string): Handler {
  const files = sirv(webRoot, {
    dev: true,
    etag: true,
    setHeaders: (response, path) => {
      response.setHeader("Cache-Control", "no-cache");
      if (path.endsWith(".trace")) response.setHeader("Content-Type", "application/octet-stream");
    },
  });
  return (request, response) => {
    const missing = (): void => refuse(response, 404, "no such file");
    // The page asks for whole files; some ranges that make no sense would be thrown on.
    delete request.headers.range;
    response.once("pipe", (file) => endTogether(file, response));
    try {
      files(request, response, missing);
    } catch (error) {
      if (systemCode(error) !== "ENOENT") throw error;
      missing();
    }
  };
}

/** A file that cannot be read to its end breaks the answer off, and the other way round; sirv listens for neither. */
function endTogether(file: Readable, response: ServerResponse): void {
  file.once("error", () => response.destroy());
  response.once("close", () => file.destroy());
}

async function describe(trace: ServedTrace, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const bytes = await sizeOf(trace.path);
  const body = JSON.stringify({ name: trace.name, url: "trace", ...(bytes === undefined ? {} : { bytes }) });
  response.writeHead(200, { "Content-Type": "application/json; charset=utf-8", "Cache-Control": "no-store" });
  response.end(request.method === "HEAD" ? undefined : body);
}

async function send(trace: ServedTrace, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const bytes = await sizeOf(trace.path);
  if (bytes === undefined) return refuse(response, 410, "the trace file is gone");
  response.writeHead(200, {
    "Content-Type": "application/octet-stream",
    "Content-Length": bytes,
    "Cache-Control": "no-store",
  });
  if (request.method === "HEAD" || bytes === 0) {
    response.end();
    return;
  }
  try {
    await pipeline(createReadStream(trace.path, { end: bytes - 1, highWaterMark: 1 << 18 }), response);
  } catch {
    // The reader went away or the disk failed: pipeline has cut the connection, which the page sees as an error.
  }
}

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch {
    return undefined;
  }
}

function refuse(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" });
  response.end(`${message}\n`);
}

const LISTEN_ERRORS: ReadonlyMap<string, string> = new Map([
  ["EADDRINUSE", "something else listens there already"],
  ["EACCES", "no permission to listen there"],
  ["EADDRNOTAVAIL", "this machine has no such address"],
  ["ENOTFOUND", "no such host"],
  ["EAI_AGAIN", "the host's name could not be looked up"],
]);

function listen(server: Server, { host, port }: Address): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => {
      const reason = LISTEN_ERRORS.get(systemCode(error)) ?? error.message;
      reject(new ReadError(`${host}:${port}: ${reason}`, { cause: error }));
    });
    server.listen(port, host, resolve);
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
