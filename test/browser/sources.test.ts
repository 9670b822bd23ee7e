import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";

import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { describeInBrowser, type Misdeeds, type Session, startSession, watch } from "../support/browser.ts";

const PATIENT = { timeout: 60_000 };

describeInBrowser("a trace at a URL", () => {
  let session: Session | undefined;
  let other: Server | undefined;
  let asked = 0;
  let page: Page;
  let misdeeds: Misdeeds;

  beforeAll(async () => {
    session = await startSession();
    page = await session.browser.newPage({ viewport: { width: 1280, height: 720 } });
    misdeeds = watch(page, new URL(session.server.url).origin);
    // A server that would allow it.
    other = createServer((_, response) => {
      asked++;
      response.setHeader("Access-Control-Allow-Origin", "*");
      response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
      response.end(readFileSync("testdata/traces/channels-1.27.trace"));
    });
    await new Promise<void>((resolve) => other?.listen(0, "127.0.0.1", resolve));
  });
  afterAll(async () => {
    other?.close();
    await session?.close();
  });

  function elsewhere(): string {
    return `http://127.0.0.1:${(other!.address() as AddressInfo).port}/debug/pprof/trace?seconds=5`;
  }

  async function start(): Promise<string> {
    if (session === undefined) throw new Error("no browser was started");
    await page.goto("about:blank");
    await page.goto(session.server.url);
    await page.locator("gs-start-page").waitFor();
    return session.server.url;
  }

  async function paste(text: string, selector = "body"): Promise<void> {
    await page.locator(selector).evaluate((element, pasted) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", pasted);
      const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, composed: true, cancelable: true });
      element.dispatchEvent(event);
    }, text);
  }

  async function type(text: string): Promise<void> {
    await page.getByRole("textbox", { name: "URL of a trace" }).fill(text);
    await page.getByRole("button", { name: "Open URL" }).click();
  }

  test("of the page's own server is opened: typed from / on, or whole and pasted", async () => {
    const url = await start();
    await type("/sample.trace");
    await expect.poll(() => page.title(), PATIENT).toBe(`${url}sample.trace – gopherscope`);
    await start();
    await paste(`${url}sample.trace\n`);
    await expect.poll(() => page.title(), PATIENT).toBe(`${url}sample.trace – gopherscope`);
  });

  test("that its server does not have is said to be missing", async () => {
    const url = await start();
    await type("/debug/pprof/trace?seconds=5");
    const failed = page.locator("gs-failed-page");
    await expect
      .poll(() => failed.locator(".facts").innerText(), PATIENT)
      .toBe(`${url}debug/pprof/trace?seconds=5 answered 404 Not Found: expected 200 and a trace`);
    misdeeds.errors.length = 0;
  });

  test.each([
    ["that does not answer", "abort", "did not answer: the server is gone, or the connection broke off"],
    ["that leads to another server", "redirect", "redirects to another server, and this page speaks to its own alone"],
  ])("%s is said to be so", async (_, how, words) => {
    const url = await start();
    const to = elsewhere();
    await page.route("**/debug/pprof/trace*", (route) =>
      how === "abort" ? route.abort() : route.fulfill({ status: 302, headers: { location: to } }),
    );
    await type("/debug/pprof/trace?seconds=5");
    await expect
      .poll(() => page.locator("gs-failed-page .facts").innerText(), PATIENT)
      .toBe(`${url}debug/pprof/trace?seconds=5 ${words}`);
    await page.unroute("**/debug/pprof/trace*");
    expect(asked).toBe(0);
    misdeeds.errors.length = 0;
    misdeeds.strayRequests.length = 0;
  });

  test("of another server is not fetched even if that would allow it, and the word for it is the command", async () => {
    await start();
    await type(elsewhere());
    const dialog = page.getByRole("dialog", { name: "This page does not fetch from other servers" });
    await dialog.waitFor();
    expect(await dialog.locator("code").allInnerTexts()).toEqual([
      elsewhere(),
      `gopherscope '${elsewhere()}'`,
      `curl -f -o trace.out '${elsewhere()}'`,
    ]);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    expect(asked).toBe(0);
  });

  test("of another server, pasted while a trace is open, leaves that open", async () => {
    await start();
    await type("/sample.trace");
    await page.locator("gs-facts-strip").waitFor(PATIENT);
    await paste(elsewhere());
    const dialog = page.getByRole("dialog", { name: "This page does not fetch from other servers" });
    await dialog.waitFor();
    await dialog.getByRole("button", { name: "Close" }).click();
    await dialog.waitFor({ state: "hidden" });
    expect(await page.locator("gs-facts-strip").isVisible()).toBe(true);
  });

  test("is not what a text of any other kind is taken for", async () => {
    await start();
    await paste("see http://127.0.0.1/trace");
    await type("trace.out");
    await page.getByText("This is not a URL that can be fetched").waitFor();
    expect(await page.locator("gs-start-page").isVisible()).toBe(true);
    await paste(`${await page.evaluate(() => location.href)}sample.trace`, "gs-url-field input");
    expect(await page.locator("gs-start-page").isVisible()).toBe(true);
  });

  test("whose file is packed in several members is unpacked", async () => {
    const trace = readFileSync("testdata/traces/channels-1.27.trace");
    const packed = Buffer.concat([gzipSync(trace.subarray(0, 999)), gzipSync(trace.subarray(999))]);
    await start();
    const chooser = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Open…" }).click();
    await (await chooser).setFiles({ name: "members.gz", mimeType: "application/gzip", buffer: packed });
    await expect.poll(() => page.title(), PATIENT).toBe("members.gz – gopherscope");
    expect(await page.locator("gs-damage-badge").count()).toBe(0);
  });

  test("or elsewhere: nothing was asked of another origin, and nothing went wrong", () => {
    expect(misdeeds).toEqual({ errors: [], strayRequests: [] });
  });
});
