import { mkdirSync } from "node:fs";
import { join } from "node:path";

import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { parseHash, type Place } from "../../src/app/place.ts";
import { describeInBrowser, type Session, startSession, watch } from "../support/browser.ts";

const PATIENT = { timeout: 60_000 };
/** A folder for a picture of each step, for a person to look at. */
const PICTURES = process.env["GOPHERSCOPE_PICTURES"];

/**
 * What a person does who wonders why a request took long: looks for the longest pause, finds a request that was held up by it,
 * asks who made it go on, and takes what was found along. By keyboard alone, from the first step to the last.
 */
describeInBrowser("a session by keyboard alone", () => {
  let session: Session | undefined;
  beforeAll(async () => {
    session = await startSession();
  });
  afterAll(() => session?.close());

  test("finds a pause that stopped a request, and what it was waiting for", async () => {
    const { browser, server } = session!;
    const context = await browser.newContext({ viewport: { width: 1600, height: 900 }, reducedMotion: "reduce" });
    await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: new URL(server.url).origin });
    const page = await context.newPage();
    const misdeeds = watch(page, new URL(server.url).origin);
    await page.goto(`${server.url}#timeline?trace=sample`);
    await page.locator("gs-timeline canvas").waitFor(PATIENT);
    await page.locator("gs-pause-list").waitFor(PATIENT);
    let step = 0;
    const picture = async (name: string): Promise<void> => {
      if (PICTURES === undefined) return;
      mkdirSync(PICTURES, { recursive: true });
      await page.screenshot({ path: join(PICTURES, `${++step}-${name}.png`) });
    };
    await picture("whole-trace");

    // The pauses, longest first: to the first of them, and it is zoomed to.
    await tabTo(page, "gs-pause-list .all a");
    await page.keyboard.press("Enter");
    await page.locator("gs-range-details").waitFor(PATIENT);
    const pause = placeOf(page).window!;
    expect(pause.to - pause.from).toBeLessThan(100e6);
    await picture("longest-pause");

    // All of the time in view is selected, with what goroutines did in it.
    await page.locator("gs-timeline canvas").focus();
    for (let i = 0; i < 6; i++) await page.keyboard.press("Shift+ArrowRight");
    await expect.poll(() => placeOf(page).selection.kind, PATIENT).toBe("window");
    await page.locator("gs-window-details table").first().waitFor(PATIENT);
    await picture("what-happened-meanwhile");

    // Requests by name; the first that was served in view.
    await page.keyboard.press("/");
    await page.getByRole("combobox", { name: "Search the trace" }).fill("(*conn).serve");
    await page.getByRole("option", { name: "net/http.(*conn).serve" }).first().waitFor(PATIENT);
    await picture("search");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.locator("gs-marks-bar [role=group]").waitFor(PATIENT);
    await expect.poll(() => placeOf(page).selection.kind, PATIENT).toBe("goroutine");
    await picture("requests-marked");

    // Its first span, the next in the same state, and who had woken it.
    await tabTo(page, 'gs-details a[href*="select=span"]');
    await page.keyboard.press("Enter");
    await expect.poll(() => placeOf(page).selection.kind, PATIENT).toBe("span");
    await page.locator("gs-timeline canvas").focus();
    await expect
      .poll(() => page.locator("gs-timeline .live").textContent(), PATIENT)
      .toMatch(/: (running|runnable|blocked|syscall)/u);
    const before = spanOf(page);
    await page.keyboard.press(".");
    await expect.poll(() => spanOf(page), PATIENT).toBe(before! + 1);
    await page.keyboard.press("Shift+.");
    await expect.poll(() => spanOf(page), PATIENT).toBeGreaterThan(before! + 1);
    await page.keyboard.press("f");
    await expect.poll(() => page.locator("gs-timeline .live").textContent(), PATIENT).toMatch(/Goroutine \d+/u);
    await picture("a-span-of-it");
    for (let i = 0; i < 40 && (await page.locator("gs-span-causes button").count()) === 0; i++) {
      const at = spanOf(page);
      await page.keyboard.press(".");
      await expect.poll(() => spanOf(page), PATIENT).toBe(at! + 1);
      await page.locator("gs-span-causes section").first().waitFor(PATIENT);
    }
    await page.keyboard.press("k");
    await page.locator("gs-span-causes ol li").first().waitFor(PATIENT);
    await picture("who-woke-it");

    // A note, the view before, and all of it as text.
    await page.keyboard.press("b");
    await page.getByRole("textbox", { name: "Note" }).fill("held up here");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    const here = placeOf(page);
    await page.keyboard.press("z");
    await expect.poll(() => page.url(), PATIENT).not.toContain(`select=span:${spanOfPlace(here)}&`);
    await page.keyboard.press("Shift+Z");
    await expect.poll(() => spanOf(page), PATIENT).toBe(spanOfPlace(here));
    await page.locator("gs-span-details").waitFor(PATIENT);
    await page.keyboard.press("c");
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText()), PATIENT).toMatch(/goroutine: G\d+/u);

    // As a table: every group, by state, in the time in view.
    await page.keyboard.press("t");
    await page.locator("gs-goroutines-page [role=table]").first().waitFor(PATIENT);
    expect(placeOf(page)).toMatchObject({ page: "goroutines", scope: { window: { kind: "view" } } });
    await picture("as-a-table");
    expect(misdeeds).toEqual({ errors: [], strayRequests: [] });
    await context.close();
  });
});

/** Presses Tab until what has the focus matches, through all shadow roots; at most once around. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let i = 0; i < 400; i++) {
    await page.keyboard.press("Tab");
    const isThere = await page.evaluate((wanted) => {
      let focus = document.activeElement;
      const path: Element[] = [];
      while (focus) {
        path.push(focus);
        focus = focus.shadowRoot?.activeElement ?? null;
      }
      const last = path.at(-1);
      const [host, inner] = [wanted.slice(0, wanted.indexOf(" ")), wanted.slice(wanted.indexOf(" ") + 1)];
      return last?.matches(inner) === true && path.some((element) => element.matches(host));
    }, selector);
    if (isThere) return;
  }
  throw new Error(`Tab never came to ${selector}`);
}

function placeOf(page: Page): Place {
  return parseHash(new URL(page.url()).hash);
}

function spanOfPlace({ selection }: Place): number | undefined {
  return selection.kind === "span" ? selection.span : undefined;
}

function spanOf(page: Page): number | undefined {
  return spanOfPlace(placeOf(page));
}
