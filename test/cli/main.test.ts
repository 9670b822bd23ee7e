import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { built, runCli, startCli } from "../support/cli.ts";

/** The built command, as users run it. */
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "gopherscope-cli-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("exit codes", () => {
  test("help and version answer: 0", async () => {
    expect(await runCli(["--version"])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
      stderr: "",
    });
    expect(await runCli(["--help"])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("--no-open"),
      stderr: "",
    });
  });

  test("nothing could be read: 1, and one line says why and where", async () => {
    const path = join(folder, "none");
    expect(await runCli([path])).toEqual({ code: 1, stdout: "", stderr: `gopherscope: ${path}: no such file\n` });
    expect(await runCli(["-"])).toEqual({ code: 1, stdout: "", stderr: "gopherscope: standard input: is empty\n" });
  });

  test.each([[["--nonsense"]], [["a", "b"]], [["--http"]], [["--http", "nowhere:port"]]])(
    "wrong usage, %j: 2",
    async (args) => {
      const { code, stdout, stderr } = await runCli(args);
      expect([code, stdout]).toEqual([2, ""]);
      expect(stderr).toMatch(/^gopherscope: /);
    },
  );
});

test("a reader that has read enough ends a listing quietly: 0", async () => {
  const child = spawn(process.execPath, [built(), "events", "testdata/sample.trace.gz"], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exit = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const errors = text(child.stderr);
  await once(child.stdout, "data");
  child.stdout.destroy();
  expect(await errors).toBe("");
  expect(await exit).toBe(0);
});

describe("serving", () => {
  test("a file, until a signal ends it", async () => {
    const path = join(folder, "trace.out");
    writeFileSync(path, "bytes");
    const server = await startCli([path]);
    expect(await (await fetch(new URL("trace.json", server.url))).json()).toEqual({
      name: "trace.out",
      url: "trace",
      bytes: 5,
    });
    expect(await (await fetch(new URL("trace", server.url))).text()).toBe("bytes");
    expect(await server.stop()).toBe(0);
    await expect(fetch(server.url)).rejects.toThrow();
  });

  test("standard input, as often as it is asked for, and nothing stays behind", async () => {
    const env = { ...process.env, TMPDIR: folder, TEMP: folder, TMP: folder };
    const server = await startCli(["-"], { input: Buffer.from("piped"), env });
    const spooled = (): string[] => readdirSync(folder).filter((name) => name.startsWith("gopherscope-"));
    for (let time = 0; time < 2; time++) {
      expect(await (await fetch(new URL("trace", server.url))).text()).toBe("piped");
    }
    expect(spooled()).toHaveLength(1);
    await server.stop();
    expect(spooled()).toEqual([]);
  });

  test("ends on a signal while it still waits for its input, and nothing stays behind", async () => {
    const temporary = mkdtempSync(join(folder, "waiting-"));
    const env = { ...process.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary };
    const child = spawn(process.execPath, [built(), "--no-open", "-"], { stdio: ["pipe", "ignore", "ignore"], env });
    const exit = new Promise<number | null>((resolve) => child.once("exit", resolve));
    child.stdin.write("the beginning");
    await expect.poll(() => readdirSync(temporary), { timeout: 60_000 }).toHaveLength(1);
    child.kill("SIGTERM");
    expect(await exit).toBe(0);
    expect(readdirSync(temporary)).toEqual([]);
  });

  test("ends on a signal while a server still records", async () => {
    const origin = createServer();
    const asked = once(origin, "request");
    await new Promise<void>((resolve) => origin.listen(0, "127.0.0.1", resolve));
    const { port } = origin.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/debug/pprof/trace?seconds=3600`;
    const child = spawn(process.execPath, [built(), "--no-open", url], { stdio: "ignore" });
    const exit = new Promise<number | null>((resolve) => child.once("exit", resolve));
    await asked;
    child.kill("SIGTERM");
    expect(await exit).toBe(0);
    origin.closeAllConnections();
    origin.close();
  });

  test("what a URL gives", async () => {
    const origin = createServer((_, response) => response.end("fetched"));
    await new Promise<void>((resolve) => origin.listen(0, "127.0.0.1", resolve));
    const { port } = origin.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/debug/pprof/trace?seconds=1`;
    const server = await startCli([url]);
    expect(await (await fetch(new URL("trace.json", server.url))).json()).toMatchObject({ name: url, bytes: 7 });
    expect(await (await fetch(new URL("trace", server.url))).text()).toBe("fetched");
    await server.stop();
    origin.closeAllConnections();
    origin.close();
  });

  test("on the address that was asked for, and says when that is open to others", async () => {
    const server = await startCli(["--http", "[::1]:0"]).catch(() => startCli(["--http", "127.0.0.2:0"]));
    expect(server.url).toMatch(/^http:\/\/(\[::1\]|127\.0\.0\.2):\d+\/$/);
    await server.stop();
  });
});
