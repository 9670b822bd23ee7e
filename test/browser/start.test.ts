import { gzipSync } from "node:zlib";

import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { describeInBrowser, type Session, startSession, watch } from "../support/browser.ts";

/** Of scripts and styles together, the worker's among them, as a server that packs would send them. */
const START_LIMIT_BYTES = 250_000;

describeInBrowser("the page without a trace", () => {
  let session: Session | undefined;
  beforeAll(async () => {
    session = await startSession();
  });
  afterAll(() => session?.close());

  async function newPage(): Promise<{ page: Page; url: string }> {
    if (session === undefined) throw new Error("no browser was started");
    return { page: await session.browser.newPage(), url: session.server.url };
  }

  test("starts without an error and asks nothing of another origin", async () => {
    const { page, url } = await newPage();
    const misdeeds = watch(page, new URL(url).origin);
    await page.goto(url, { waitUntil: "networkidle" });
    expect(await page.title()).toContain("gopherscope");
    await page.getByRole("button", { name: "sample" }).waitFor();
    expect(misdeeds).toEqual({ errors: [], strayRequests: [] });
  });

  test("loads less than 250 kB of code, packed", async () => {
    const { page, url } = await newPage();
    const bodies: Promise<Buffer>[] = [];
    page.on("response", (response) => {
      if (/\.(js|css)$/.test(new URL(response.url()).pathname)) bodies.push(response.body());
    });
    await page.goto(url, { waitUntil: "networkidle" });
    const sizes = (await Promise.all(bodies)).map((body) => gzipSync(body).length);
    expect(sizes.length).toBeGreaterThan(0);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(START_LIMIT_BYTES);
  });

  test("refuses inline code, and any other origin", async () => {
    const { page, url } = await newPage();
    await page.goto(url, { waitUntil: "networkidle" });
    const refused = await page.evaluate(async () => {
      const refusal = (directive: string): Promise<string> =>
        new Promise((resolve) => {
          document.addEventListener("securitypolicyviolation", (event) => {
            if (event.effectiveDirective === directive) resolve(directive);
          });
        });
      const refusals = Promise.all([refusal("script-src-elem"), refusal("connect-src")]);
      const script = document.createElement("script");
      script.textContent = "document.title = 'ran'";
      document.head.append(script);
      await fetch("https://example.invalid/").catch(() => undefined);
      return refusals;
    });
    expect(refused).toEqual(["script-src-elem", "connect-src"]);
    expect(await page.title()).not.toBe("ran");
  });

  test("is isolated from other origins, so that memory can be shared with the worker", async () => {
    const { page, url } = await newPage();
    await page.goto(url);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  });
});
