import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type IncomingHttpHeaders, request } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { ReadError } from "../../src/cli/errors.ts";
import { type RunningServer, startServer } from "../../src/cli/server.ts";

const ANY_PORT = { host: "127.0.0.1", port: 0 };

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** As a client that can send any Host header and any path, which `fetch` cannot. */
function ask(
  server: RunningServer,
  path: string,
  options: { method?: string; host?: string; range?: string } = {},
): Promise<Answer> {
  const { hostname, port } = new URL(server.url);
  const { host, range } = options;
  const headers = { ...(host === undefined ? {} : { host }), ...(range === undefined ? {} : { range }) };
  return new Promise((resolve, reject) => {
    const call = request(
      { hostname, port, path, method: options.method ?? "GET", headers, agent: false },
      (response) => {
        buffer(response).then(
          (body) => resolve({ status: response.statusCode, headers: response.headers, body }),
          reject,
        );
      },
    );
    call.on("error", reject);
    call.end();
  });
}

let folder: string;
let web: string;
let server: RunningServer;
const bytes = Buffer.from(Array.from({ length: 700_000 }, (_, at) => (at * 7) & 255));

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "gopherscope-server-"));
  web = join(folder, "web");
  mkdirSync(web);
  writeFileSync(join(web, "index.html"), "<!doctype html><title>page</title>");
  writeFileSync(join(web, "sample.trace"), "sample");
  writeFileSync(join(folder, "secret"), "secret");
  writeFileSync(join(folder, "big.out"), bytes);
  server = await startServer(web, { name: '<b>"big".out', path: join(folder, "big.out") }, ANY_PORT);
});

afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("the server", () => {
  test("gives the page with its policy", async () => {
    const { status, headers, body } = await ask(server, "/");
    expect(status).toBe(200);
    expect(body.toString()).toContain("<title>page</title>");
    expect(headers["content-type"]).toMatch(/^text\/html/);
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
    expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["cross-origin-opener-policy"]).toBe("same-origin");
    expect(headers["cross-origin-embedder-policy"]).toBe("require-corp");
    expect(headers["access-control-allow-origin"]).toBeUndefined();
  });

  test("tells what to open, and gives it", async () => {
    const told = await ask(server, "/trace.json");
    expect(JSON.parse(told.body.toString())).toEqual({ name: '<b>"big".out', url: "trace", bytes: bytes.length });
    const given = await ask(server, "/trace");
    expect(given.headers["content-length"]).toBe(String(bytes.length));
    expect(given.headers["cache-control"]).toBe("no-store");
    expect(given.body.equals(bytes)).toBe(true);
  });

  test("gives the length alone to HEAD", async () => {
    const { status, headers, body } = await ask(server, "/trace", { method: "HEAD" });
    expect([status, headers["content-length"], body.length]).toEqual([200, String(bytes.length), 0]);
  });

  test("gives the sample as bytes", async () => {
    const { headers, body } = await ask(server, "/sample.trace");
    expect([headers["content-type"], headers["content-encoding"], body.toString()]).toEqual([
      "application/octet-stream",
      undefined,
      "sample",
    ]);
  });

  test.each([
    "/../secret",
    "/%2e%2e/secret",
    "/..%2fsecret",
    "/%252e%252e/secret",
    "//etc/passwd",
    "/trace/",
    "/nothing",
  ])("has no %s", async (path) => expect((await ask(server, path)).status).toBe(404));

  test("refuses a name that another site may have rebound to this machine", async () => {
    expect((await ask(server, "/trace", { host: "evil.example" })).status).toBe(403);
  });

  test.each(["POST", "PUT", "DELETE", "OPTIONS"])("refuses %s", async (method) => {
    const { status, headers } = await ask(server, "/trace", { method });
    expect([status, headers.allow]).toEqual([405, "GET, HEAD"]);
  });
});

describe("while the page is built anew", () => {
  test("files that vanish are missing, and those that come are there", async () => {
    const path = join(web, "later.js");
    writeFileSync(path, "one");
    expect((await ask(server, "/later.js")).body.toString()).toBe("one");
    writeFileSync(path, "and another");
    expect((await ask(server, "/later.js")).body.toString()).toBe("and another");
    rmSync(path);
    expect((await ask(server, "/later.js")).status).toBe(404);
  });

  test.skipIf(process.platform === "win32")(
    "a file that cannot be read breaks one answer off, not the server",
    async () => {
      // A socket is there when it is looked for, and cannot be opened as a file.
      const socket = createServer().listen(join(web, "socket.js"));
      await once(socket, "listening");
      await expect(ask(server, "/socket.js")).rejects.toThrow();
      expect((await ask(server, "/")).status).toBe(200);
      socket.close();
    },
  );

  test.each(["bytes=5-2", "bytes=-5", "bytes=9999999-", "bytes=a-b"])(
    "asks for %s are answered whole",
    async (range) => {
      const { status, body } = await ask(server, "/sample.trace", { range });
      expect([status, body.toString()]).toEqual([200, "sample"]);
    },
  );
});

test("without a trace there is nothing to open, and no error either", async () => {
  const bare = await startServer(web, undefined, ANY_PORT);
  expect((await ask(bare, "/trace.json")).status).toBe(204);
  expect((await ask(bare, "/trace")).status).toBe(404);
  await bare.close();
});

test("an empty trace is given as one", async () => {
  const path = join(folder, "empty");
  writeFileSync(path, "");
  const other = await startServer(web, { name: "empty", path }, ANY_PORT);
  const { status, body } = await ask(other, "/trace");
  expect([status, body.length]).toEqual([200, 0]);
  await other.close();
});

test("a trace that was deleted since is gone", async () => {
  const other = await startServer(web, { name: "gone", path: join(folder, "never") }, ANY_PORT);
  expect((await ask(other, "/trace")).status).toBe(410);
  await other.close();
});

test("an address in use and a page that is not built are errors that say so", async () => {
  const taken = Number(new URL(server.url).port);
  await expect(startServer(web, undefined, { host: "127.0.0.1", port: taken })).rejects.toThrow(
    `127.0.0.1:${taken}: something else listens there already`,
  );
  await expect(startServer(folder, undefined, ANY_PORT)).rejects.toThrow(ReadError);
});
