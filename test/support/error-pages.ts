/**
 * Pictures of what the page says when nothing can be opened, each case light and dark, and their words on standard output.
 *   node test/support/run-ts.mjs test/support/error-pages.ts [FOLDER]
 */
import { mkdirSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { type Browser, chromium, type Page } from "playwright-core";

import { findOrInstallChromium, LAUNCH_ARGS } from "./chromium.mjs";
import { startCli } from "./cli.ts";

const SIZE = { width: 1280, height: 720 };
const trace = readFileSync("testdata/traces/channels-1.27.trace");
const old = readFileSync("testdata/traces/channels-1.21.trace");
const profile = readFileSync("testdata/profiles/cpu.pb.gz");
const dump = "goroutine 1 [running]:\nmain.main()\n\t/src/main.go:12 +0x1d\n";

const FILES: Readonly<Record<string, Uint8Array | string>> = {
  "empty.out": "",
  "notes.out": "some notes\n",
  "answer.out": "<!DOCTYPE html><title>502 Bad Gateway</title><h1>502 Bad Gateway</h1>",
  "answer.json": '{"error": "not found"}',
  "server.elf": "\u007fELF\u0002\u0001\u0001\u0000\u0000",
  "goroutines.txt": dump,
  "heap.txt": "heap profile: 1: 2 [3: 4] @ heap/1048576\n",
  "trace.zip": "PK\u0003\u0004\u0014\u0000",
  "trace.zst": Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0, 0, 0, 0),
  "chrome.json": '{"traceEvents":[]}',
  "noise.bin": Uint8Array.from({ length: 64 }, (_, i) => (i * 151 + 200) & 0xff),
  "notes.gz": gzipSync("some notes\n"),
  "twice.gz": gzipSync(gzipSync(trace)),
  "empty.gz": gzipSync(""),
  "beginning.gz": gzipSync(trace).subarray(0, 15),
  "cut-profile.pb.gz": profile.subarray(0, profile.length >> 1),
  "no-batch.trace": trace.subarray(0, 16),
  "half-a-header.trace": trace.subarray(0, 9),
  "newer.trace": Buffer.concat([Buffer.from("go 1.99 trace\0\0\0"), trace.subarray(16)]),
  "cut.trace": trace.subarray(0, 60),
  "cut-old.trace": old.subarray(0, 20),
  "overwritten.trace": Buffer.concat([trace.subarray(0, 16), Buffer.alloc(trace.length - 16, 0x7e)]),
};

type Act = (page: Page, url: string) => Promise<void>;

async function typeUrl(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox", { name: "URL of a trace" }).fill(text);
  await page.getByRole("button", { name: "Open URL" }).click();
}

function pick(name: string, bytes: Uint8Array | string): Act {
  return async (page) => {
    const chooser = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Open a file…" }).click();
    const file = { name, mimeType: "application/octet-stream", buffer: Buffer.from(bytes) };
    await (await chooser).setFiles(file);
    await page.locator("gs-failed-page main").waitFor();
  };
}

/** A URL of the page's own server that answers so. */
function answered(fulfil: { readonly status?: number; readonly body?: string } | "refused"): Act {
  return async (page) => {
    await page.route("**/debug/pprof/trace*", (route) =>
      fulfil === "refused" ? route.abort("connectionrefused") : route.fulfill(fulfil),
    );
    await typeUrl(page, "/debug/pprof/trace?seconds=5");
    await page.locator("gs-failed-page main").waitFor();
  };
}

const html = "<!DOCTYPE html><title>Sign in</title>";
const ACTS: Readonly<Record<string, Act>> = {
  ...Object.fromEntries(Object.entries(FILES).map(([name, bytes]) => [name, pick(name, bytes)])),
  "url refused": answered("refused"),
  "url 404": answered({ status: 404, body: "404 page not found\n" }),
  "url 500": answered({ status: 500, body: html }),
  "url html": answered({ status: 200, body: html }),
  "url not one": async (page) => {
    await typeUrl(page, "trace.out");
    await page.getByText("This is not a URL").waitFor();
  },
  "url elsewhere": async (page) => {
    await typeUrl(page, "http://build.example:6060/debug/pprof/trace?seconds=5");
    await page.locator("gs-elsewhere-dialog dialog").waitFor();
  },
  "url that redirects elsewhere": async (page, url) => {
    const other = await redirecting(url);
    await page.route("**/debug/pprof/trace*", (route) =>
      route.fulfill({ status: 302, headers: { location: other.url } }),
    );
    await typeUrl(page, "/debug/pprof/trace?seconds=5");
    await page.locator("gs-failed-page main").waitFor();
    other.server.close();
  },
};

async function redirecting(to: string): Promise<{ readonly url: string; readonly server: Server }> {
  const server = createServer((_, response) => response.writeHead(302, { location: to }).end());
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, server };
}

async function take(browser: Browser, url: string, name: string, scheme: "light" | "dark"): Promise<void> {
  const page = await browser.newPage({ viewport: SIZE, colorScheme: scheme });
  await page.goto(url);
  await page.locator("gs-start-page").waitFor();
  await ACTS[name]!(page, url);
  await page.screenshot({ path: join(folder, `${name.replaceAll(/[^\w.-]/g, "-")}-${scheme}.png`) });
  if (scheme === "light") {
    const said = page.locator("gs-failed-page main, gs-elsewhere-dialog dialog[open], gs-url-field p");
    console.log(`── ${name}\n${(await said.first().innerText()).replaceAll(/\n+/g, "\n")}\n`);
  }
  await page.close();
}

const folder = process.argv[2] ?? "tmp/error-pages";
mkdirSync(folder, { recursive: true });
const executablePath = findOrInstallChromium();
if (executablePath === undefined) process.exit(1);
const server = await startCli([]);
const browser = await chromium.launch({ executablePath, headless: true, args: [...LAUNCH_ARGS] });
try {
  for (const name of Object.keys(ACTS))
    for (const scheme of ["light", "dark"] as const) await take(browser, server.url, name, scheme);
} finally {
  await browser.close();
  await server.stop();
}
