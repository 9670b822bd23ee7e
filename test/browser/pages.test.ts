import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { parseHash } from "../../src/app/place.ts";
import { describeInBrowser, type Session, startSession, watch } from "../support/browser.ts";

const PATIENT = { timeout: 60_000 };
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

describeInBrowser("the pages of a trace", () => {
  let session: Session | undefined;
  beforeAll(async () => {
    session = await startSession();
  });
  afterAll(() => session?.close());

  async function samplePage(hash: string): Promise<Page> {
    if (session === undefined) throw new Error("no browser was started");
    const page = await session.browser.newPage({ viewport: { width: 1280, height: 720 } });
    await page.goto(session.server.url + hash);
    await page.locator("gs-facts-strip").waitFor(PATIENT);
    return page;
  }

  test("are turned with the rail, with digits, back and forward; the timeline stays", async () => {
    const page = await samplePage("#timeline?trace=sample");
    const misdeeds = watch(page, new URL(page.url()).origin);
    const canvas = page.locator("gs-timeline canvas");
    await canvas.evaluate((element) => Object.assign(element, { mark: "the same" }));
    await page.getByRole("link", { name: "GC", exact: true }).click();
    await page.locator("gs-gc-page gs-data-table").first().waitFor(PATIENT);
    expect(place(page).page).toBe("gc");
    await page.keyboard.press("1");
    await expect.poll(() => place(page).page).toBe("timeline");
    expect(await canvas.evaluate((element) => (element as unknown as { mark: string }).mark)).toBe("the same");
    await page.goBack();
    await page.locator("gs-gc-page").waitFor(PATIENT);
    await page.goBack();
    await page.locator("gs-gc-page").waitFor({ state: "detached" });
    await page.goForward();
    await page.locator("gs-gc-page").waitFor(PATIENT);
    expect(misdeeds).toEqual({ errors: [], strayRequests: [] });
    await page.close();
  });

  test("lead from a GC cycle, and from a pause, to the timeline", async () => {
    const page = await samplePage("#gc?trace=sample");
    for (const table of ["GC cycles", "Stops of the world"]) {
      await page.getByRole("table", { name: table }).getByRole("row").nth(1).getByRole("link").first().click();
      await expect.poll(() => place(page).page).toBe("timeline");
      expect(place(page).selection.kind).toBe("range");
      expect(place(page).window).toBeDefined();
      await page.goBack();
      await page.locator("gs-gc-page").waitFor(PATIENT);
    }
    await page.close();
  });

  test("answer for the scope, which the URL holds", async () => {
    const page = await samplePage("#gc?trace=sample");
    const rows = page.getByRole("table", { name: "GC cycles" });
    const all = Number(await rows.getAttribute("aria-rowcount"));
    expect(all).toBeGreaterThan(2);
    // A cycle is selected on the timeline, and taken as the scope.
    await rows.getByRole("row").nth(1).getByRole("link").first().click();
    await page.locator("gs-range-details").waitFor(PATIENT);
    await page.getByRole("button", { name: "Selection" }).click();
    expect(place(page).scope.window.kind).toBe("fixed");
    await page.keyboard.press("Escape");
    await page.getByRole("link", { name: "GC", exact: true }).click();
    await expect.poll(() => rows.getAttribute("aria-rowcount"), PATIENT).toBe("2");
    const hash = new URL(page.url()).hash;
    const copy = await samplePage(hash);
    const copied = copy.getByRole("table", { name: "GC cycles" });
    await expect.poll(() => copied.getAttribute("aria-rowcount"), PATIENT).toBe("2");
    await copy.getByRole("button", { name: "Whole trace" }).click();
    await expect.poll(() => copied.getAttribute("aria-rowcount"), PATIENT).toBe(String(all));
    await copy.close();
    await page.close();
  });

  test("sort, and narrow pauses to a bar of the histogram", async () => {
    const page = await samplePage("#gc?trace=sample");
    const table = page.getByRole("table", { name: "Stops of the world" });
    const all = Number(await table.getAttribute("aria-rowcount"));
    const bar = page.getByRole("group", { name: "Pauses by duration" }).locator("button:enabled").first();
    const count = Number(/^\d+/.exec((await bar.getAttribute("aria-label")) ?? "")?.[0]);
    expect(count).toBeLessThan(all - 1);
    await bar.click();
    await expect.poll(() => table.getAttribute("aria-rowcount")).toBe(String(count + 1));
    await bar.click();
    await expect.poll(() => table.getAttribute("aria-rowcount")).toBe(String(all));
    await page.getByRole("button", { name: "Mark", exact: true }).click();
    await expect.poll(() => place(page).view).toBe("mark~,ns~");
    const cycles = page.getByRole("table", { name: "GC cycles" });
    expect(
      await cycles.getByRole("columnheader", { name: "Mark", exact: false }).first().getAttribute("aria-sort"),
    ).toBe("descending");
    await page.close();
  });

  test.each(["#gc"])("have nothing serious for axe to find: %s", async (hash) => {
    for (const colorScheme of ["light", "dark"] as const) {
      const page = await samplePage(`${hash}?trace=sample`);
      await page.emulateMedia({ colorScheme });
      await page.locator("gs-data-table").first().waitFor(PATIENT);
      await page.evaluate(AXE);
      expect(await serious(page)).toEqual([]);
      await page.close();
    }
  });
});

function place(page: Page): ReturnType<typeof parseHash> {
  return parseHash(new URL(page.url()).hash);
}

async function serious(page: Page): Promise<string[]> {
  const results = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  );
  return results.violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
}
