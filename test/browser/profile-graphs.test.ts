import { readFileSync } from "node:fs";

import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { describeInBrowser, type Session, startSession, watch } from "../support/browser.ts";

const PATIENT = { timeout: 60_000 };

describeInBrowser("graphs of a profile", () => {
  let session: Session | undefined;
  beforeAll(async () => {
    session = await startSession();
  });
  afterAll(() => session?.close());

  async function samplePage(hash: string): Promise<Page> {
    if (session === undefined) throw new Error("no browser was started");
    const page = await session.browser.newPage({ viewport: { width: 1280, height: 720 }, reducedMotion: "reduce" });
    await page.goto(session.server.url + hash);
    await page.locator("gs-profiles-page").waitFor(PATIENT);
    return page;
  }

  test("the flame graph is worked by keys, searched, and leads to the timeline", async () => {
    const page = await samplePage("#profiles?trace=sample&view=sync,,,flame");
    const misdeeds = watch(page, new URL(page.url()).origin);
    const canvas = page.getByRole("application", { name: /^Flame graph/u });
    await canvas.waitFor(PATIENT);
    const said = page.locator("gs-flame-graph .live");
    const path = page.getByRole("navigation", { name: "Zoomed to" });
    await path.getByRole("button", { name: "all", exact: true }).waitFor(PATIENT);

    await canvas.press("ArrowDown");
    await canvas.press("ArrowDown");
    await expect.poll(() => said.textContent()).toMatch(/weight .* share .* of all/u);
    const first = (await said.textContent())!.split(" · ")[0]!;
    await canvas.press("Enter");
    await expect.poll(() => path.getByRole("button").count()).toBeGreaterThan(1);
    await canvas.press("Escape");
    await expect.poll(() => path.getByRole("button").count()).toBe(1);

    await canvas.press("/");
    await page.keyboard.type("select");
    const tools = page.locator("gs-flame-graph .tools");
    await expect.poll(() => tools.getByRole("status").innerText()).toMatch(/frames?, .*%/u);
    await page.keyboard.press("Enter");
    await expect.poll(() => said.textContent()).toMatch(/select/u);

    await page.getByRole("button", { name: "Leaf-up" }).click();
    await expect.poll(() => page.locator("gs-flame-graph .box.stale").count()).toBe(0);
    await canvas.press("ArrowDown");
    await canvas.press("ArrowDown");
    await expect.poll(() => said.textContent()).not.toContain(first);
    await menuOf(canvas);
    await page.getByRole("menuitem", { name: "Show on timeline" }).press("Enter");
    await expect.poll(() => page.url()).toContain("#timeline");
    await page
      .getByText(/sync profile: /u)
      .first()
      .waitFor(PATIENT);
    expect(misdeeds).toEqual({ errors: [], strayRequests: [] });
    await page.close();
  });

  test("a frame that is focused on filters the profile, by what the menu says", async () => {
    const page = await samplePage("#profiles?trace=sample&view=sync,,,flame");
    const canvas = page.getByRole("application", { name: /^Flame graph/u });
    await canvas.waitFor(PATIENT);
    await page.getByRole("navigation", { name: "Zoomed to" }).getByRole("button").first().waitFor(PATIENT);
    await canvas.press("ArrowDown");
    await canvas.press("ArrowDown");
    await menuOf(canvas);
    await page.keyboard.press("f");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.getByRole("textbox", { name: /^Focus/u }).inputValue(), PATIENT).toMatch(/^\^.*\$$/u);
    await page.close();
  });

  test("the call graph has a box for each function, chooses and focuses, and is saved", async () => {
    const page = await samplePage("#profiles?trace=sample&view=sync,,,graph");
    const misdeeds = watch(page, new URL(page.url()).origin);
    const graph = page.getByRole("application", { name: /^Call graph/u });
    const boxes = graph.getByRole("button");
    await boxes.first().waitFor(PATIENT);
    expect(await boxes.count()).toBeGreaterThan(10);
    const [download] = await Promise.all([
      page.waitForEvent("download", PATIENT),
      page.getByRole("button", { name: "Export SVG" }).click(),
    ]);
    expect(readFileSync(await download.path(), "utf8")).toContain("</svg>");

    const serve = graph.getByRole("button", { name: /selectgo/u }).first();
    await serve.focus();
    await serve.press("Space");
    await expect.poll(() => serve.getAttribute("class")).toContain("chosen");
    await serve.press("Enter");
    await expect.poll(() => page.getByRole("textbox", { name: /^Focus/u }).inputValue()).toBe("^runtime\\.selectgo$");
    await expect.poll(() => boxes.count(), PATIENT).toBeGreaterThan(0);
    expect(misdeeds).toEqual({ errors: [], strayRequests: [] });
    await page.close();
  });
});

async function menuOf(canvas: Locator): Promise<void> {
  await canvas.press("ContextMenu");
  await canvas.page().getByRole("menu").waitFor(PATIENT);
}
