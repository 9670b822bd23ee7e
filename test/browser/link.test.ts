import { afterAll, beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";

import { parseHash, type Place } from "../../src/app/place.ts";
import { describeInBrowser, type Session, startSession } from "../support/browser.ts";

const PATIENT = { timeout: 60_000 };

/** A link to a view is copied, and followed by somebody who has the same trace and nothing else. */
describeInBrowser("a link to a view", () => {
  let session: Session | undefined;
  beforeAll(async () => {
    session = await startSession();
  });
  afterAll(() => session?.close());

  /** In a browser profile of its own: what one keeps the other does not have. */
  async function visit(hash: string): Promise<Page> {
    if (session === undefined) throw new Error("no browser was started");
    const context = await session.browser.newContext({ viewport: { width: 1280, height: 720 } });
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const page = await context.newPage();
    await page.goto(session.server.url + hash);
    await page.locator("gs-timeline .names .section").first().waitFor(PATIENT);
    return page;
  }

  function placeOf(page: Page): Place {
    return parseHash(new URL(page.url()).hash);
  }

  function named(page: Page, kind: string): Promise<string[]> {
    return page.locator(`gs-timeline .names .name.${kind} .text`).allTextContents();
  }

  test("brings back what was pinned, opened, scrolled and noted", async () => {
    const page = await visit("#timeline?trace=sample&view=fold.tasks,pin.p2,open.f2,y.300");
    await expect.poll(() => named(page, "goroutine"), PATIENT).toContain("G50");
    expect(await named(page, "pinned")).toEqual(["P3"]);

    await page.keyboard.press("b");
    await page.keyboard.type("slow, 50 % & more");
    await page.keyboard.press("Enter");
    // The dialog has only just closed: the key is heard nevertheless.
    await page.keyboard.press("]");
    await expect.poll(() => placeOf(page).selection.kind).toBe("range");
    // What is selected came into sight.
    await expect.poll(() => placeOf(page).view, PATIENT).not.toContain("y.");
    await page.locator("gs-timeline .names").hover();
    await page.mouse.wheel(0, 260);
    await expect.poll(() => placeOf(page).view, PATIENT).toContain("y.260");
    await page.keyboard.press("Shift+C");
    const link = await page.evaluate(() => navigator.clipboard.readText());
    const place = parseHash(new URL(link).hash);
    expect(place.bookmarks?.map(({ note }) => note)).toEqual(["slow, 50 % & more"]);
    expect(placeOf(page).bookmarks).toBeUndefined();

    const other = await visit(new URL(link).hash);
    await expect.poll(() => named(other, "goroutine"), PATIENT).toEqual(await named(page, "goroutine"));
    expect(await named(other, "pinned")).toEqual(["P3"]);
    await expect.poll(() => placeOf(other)).toEqual(placeOf(page));
    await other.keyboard.press("g");
    await other.getByRole("list", { name: "Bookmarks" }).getByText("slow, 50 % & more").waitFor(PATIENT);
    await page.context().close();
    await other.context().close();
  });

  test("that makes no sense shows the trace, and no fault", async () => {
    const page = await visit(
      "#timeline?trace=sample&view=open.f99999g99999999k77j5,pin.f99g99999999,without.,y.999999&note=zz&select=task:99999&window=9-1",
    );
    await page.getByText("What this link selects is not in this trace").waitFor(PATIENT);
    expect(await page.locator("gs-timeline [role=alert]").count()).toBe(0);
    expect(await page.locator("gs-app .fault").count()).toBe(0);
    await page.context().close();
  });
});
