import { afterAll, beforeAll, expect, test } from "vitest";

import { describeInBrowser, type Session, startSession, watch } from "../support/browser.ts";
import { coloursOf } from "../support/pixels.ts";

/** An undrawn timeline has the colours of its grid and lettering, edges smoothed; a drawn one those of the states too. */
const DRAWN_COLOURS = 500;

describeInBrowser("the page that the command serves a trace with", () => {
  let session: Session | undefined;
  beforeAll(async () => {
    session = await startSession(["testdata/sample.trace.gz"]);
  });
  afterAll(() => session?.close());

  test("opens it, draws it and answers the wheel, without an error and without asking another origin", async () => {
    if (session === undefined) throw new Error("no browser was started");
    const page = await session.browser.newPage({ viewport: { width: 1200, height: 700 } });
    const misdeeds = watch(page, new URL(session.server.url).origin);
    await page.goto(session.server.url);
    const canvas = page.locator("gs-timeline canvas");
    await expect.poll(() => coloursOf(canvas), { timeout: 60_000 }).toBeGreaterThan(DRAWN_COLOURS);
    expect(await page.getByText("sample.trace.gz").count()).toBeGreaterThan(0);

    const before = new URL(page.url()).hash;
    await canvas.hover();
    await page.mouse.wheel(0, -600);
    await expect.poll(() => new URL(page.url()).hash, { timeout: 60_000 }).not.toBe(before);
    expect(misdeeds).toEqual({ errors: [], strayRequests: [] });
  });
});
