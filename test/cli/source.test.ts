import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, afterEach, describe, expect, test } from "vitest";

import { ReadError } from "../../src/cli/errors.ts";
import { openUrl } from "../../src/cli/source-url.ts";
import { openSource } from "../../src/cli/source.ts";

const folder = mkdtempSync(join(tmpdir(), "gopherscope-source-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function read(argument: string): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const chunk of (await openSource(argument)).chunks) parts.push(chunk);
  return Buffer.concat(parts);
}

async function failure(argument: string): Promise<string> {
  try {
    await read(argument);
  } catch (error) {
    if (error instanceof ReadError) return error.message;
    throw error;
  }
  return "no failure";
}

describe("a file", () => {
  test("comes as it lies there, with its base name and size", async () => {
    const path = join(folder, "some trace.out");
    const bytes = Buffer.alloc(3_000_000, "gopher");
    writeFileSync(path, bytes);
    expect(await openSource(path)).toMatchObject({ name: "some trace.out", bytes: bytes.length });
    expect((await read(path)).equals(bytes)).toBe(true);
  });

  test("that is not there, is a directory, or lies below a file is an error that says so", async () => {
    const path = join(folder, "plain");
    writeFileSync(path, "x");
    expect(await failure(join(folder, "none"))).toBe(`${join(folder, "none")}: no such file`);
    expect(await failure(folder)).toBe(`${folder}: is a directory, not a trace`);
    expect(await failure(join(path, "below"))).toContain("a part of the path is not a directory");
  });

  test.skipIf(process.getuid?.() === 0 || process.platform === "win32")("that may not be read", async () => {
    const path = join(folder, "closed");
    writeFileSync(path, "x");
    chmodSync(path, 0);
    expect(await failure(path)).toBe(`${path}: no permission to read it`);
  });
});

describe("a URL", () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.close();
      server.closeAllConnections();
    }
  });

  async function serve(listener: RequestListener): Promise<string> {
    const server = createServer(listener);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  test("is fetched, with its length where the server tells it", async () => {
    const base = await serve((request, response) => {
      if (request.url === "/known") response.setHeader("Content-Length", 6);
      response.write("gop");
      response.end("her");
    });
    expect(await openSource(`${base}/known`)).toMatchObject({ name: `${base}/known`, bytes: 6 });
    expect(await openSource(`${base}/open`)).not.toHaveProperty("bytes");
    expect((await read(`${base}/known`)).toString()).toBe("gopher");
  });

  test("asks for no packing, as the bytes are to be those of the trace", async () => {
    const base = await serve((request, response) => response.end(request.headers["accept-encoding"] ?? "none"));
    expect((await read(base)).toString()).toBe("none");
  });

  test("may redirect, but not for ever and not to a file", async () => {
    const base = await serve((request, response) => {
      const to = { "/start": "/end", "/loop": "/loop", "/file": "file:///etc/passwd" }[request.url ?? ""];
      if (to === undefined) return void response.end("arrived");
      response.writeHead(302, { location: to }).end();
    });
    expect((await read(`${base}/start`)).toString()).toBe("arrived");
    expect(await failure(`${base}/loop`)).toContain("redirects more than 5 times");
    expect(await failure(`${base}/file`)).toContain("redirects to file:, which is not fetched");
  });

  test("that leads elsewhere says where to", async () => {
    const base = await serve((request, response) => {
      if (request.url === "/new") response.end("arrived");
      else response.writeHead(307, { location: "/new" }).end();
    });
    expect(await openSource(`${base}/old`)).toMatchObject({ name: `${base}/old`, redirectedTo: `${base}/new` });
    expect(await openSource(`${base}/new`)).not.toHaveProperty("redirectedTo");
  });

  test("whose server says nothing is given up in time, before its answer and within", async () => {
    const base = await serve((request, response) => {
      if (request.url === "/begins") response.write("gopher");
    });
    const patienceMs = 50;
    const silent = openUrl(new URL(`${base}/silent`), undefined, patienceMs);
    await expect(silent).rejects.toThrow(`${base}/silent: nothing came for 0.05 s`);
    const begun = await openUrl(new URL(`${base}/begins`), undefined, patienceMs);
    const drain = async (): Promise<void> => {
      for await (const chunk of begun.chunks) expect(Buffer.from(chunk).toString()).toBe("gopher");
    };
    await expect(drain()).rejects.toThrow(`${base}/begins: nothing came for 0.05 s`);
  });

  test("of another scheme is not fetched, and not taken for a file", async () => {
    expect(await failure("ftp://host/trace")).toBe("ftp://host/trace: ftp URLs are not fetched, http and https are");
  });

  test("that answers with an error says which, and what the server said, in one line", async () => {
    const base = await serve((_, response) => {
      response.writeHead(500, { "Content-Type": "text/plain" });
      response.end("Could not enable tracing:\n\u001B[31mtracing is already enabled\n");
    });
    expect(await failure(base)).toBe(
      `${base}/: the server answered 500 Internal Server Error (Could not enable tracing: [31mtracing is already enabled)`,
    );
  });

  test("that answers with a page is not a trace", async () => {
    const base = await serve((_, response) => {
      response.setHeader("Content-Type", "text/html; charset=utf-8");
      response.end("<html>please sign in</html>");
    });
    expect(await failure(base)).toBe(`${base}/: answered with an HTML page, not a trace`);
  });

  test("that breaks off says after how many bytes", async () => {
    const base = await serve((_, response) => {
      response.setHeader("Content-Length", 100);
      response.write("0123456789", () => response.destroy());
    });
    expect(await failure(base)).toBe(`${base}/: the connection broke after 10 bytes`);
  });

  test("where nothing listens is refused, and credentials are not repeated", async () => {
    const base = await serve((_, response) => response.end());
    const { port } = new URL(base);
    servers[0]?.close();
    servers[0]?.closeAllConnections();
    expect(await failure(`http://user:password@127.0.0.1:${port}/`)).toBe(
      `http://127.0.0.1:${port}/: connection refused: nothing listens there`,
    );
  });
});
