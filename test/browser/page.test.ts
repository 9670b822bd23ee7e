import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { parseHash } from "../../src/app/place.ts";
import type { TimelineElement } from "../../views/timeline/element.ts";
import { coloursOf } from "../support/pixels.ts";
import { PROFILES } from "../support/pprof.ts";
import { describeInBrowser, type Session, startSession, watch } from "../support/browser.ts";

/** An undrawn timeline has the colours of its grid and lettering, edges smoothed; a drawn one those of the states too. */
const DRAWN_COLOURS = 500;
const PATIENT = { timeout: 60_000 };
const SAMPLE = readFileSync("testdata/sample.trace.gz");

/** Elements that the page itself never makes, anywhere in it. Runs in the browser. */
function foreignElements(): string[] {
  const found: string[] = [];
  const visit = (root: Document | ShadowRoot): void => {
    for (const element of root.querySelectorAll("*")) {
      const isOurs = element instanceof HTMLScriptElement && element.src.startsWith(location.origin);
      if (/^(script|img|iframe|object|embed|base)$/i.test(element.tagName) && !isOurs) found.push(element.outerHTML);
      if (element.shadowRoot) visit(element.shadowRoot);
    }
  };
  visit(document);
  return found;
}

describeInBrowser("the page", () => {
  let session: Session | undefined;
  beforeAll(async () => {
    session = await startSession();
  });
  afterAll(() => session?.close());

  async function newPage(hash = ""): Promise<Page> {
    if (session === undefined) throw new Error("no browser was started");
    const page = await session.browser.newPage({ viewport: { width: 1280, height: 720 } });
    await page.goto(session.server.url + hash);
    return page;
  }

  async function samplePage(): Promise<Page> {
    const page = await newPage();
    await page.getByRole("button", { name: "Look at a sample" }).click();
    await page.locator("gs-facts-strip").waitFor(PATIENT);
    return page;
  }

  async function pick(page: Page, name: string, buffer: Buffer): Promise<void> {
    const chooser = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Open…" }).click();
    await (await chooser).setFiles({ name, mimeType: "application/octet-stream", buffer });
  }

  describe("opens a trace", () => {
    test("that the reader picks, and then another in its place", async () => {
      const page = await newPage();
      await pick(page, "first.trace", SAMPLE);
      await expect.poll(() => page.title(), PATIENT).toBe("first.trace – gopherscope");
      await pick(page, "second.trace", readFileSync("testdata/traces/channels-1.26.trace"));
      await expect.poll(() => page.title(), PATIENT).toBe("second.trace – gopherscope");
      await page.close();
    });

    test("that was cut, and says how much of it is missing", async () => {
      const page = await newPage();
      const whole = readFileSync("testdata/traces/generations-many-1.27.trace");
      await pick(page, "cut.trace", whole.subarray(0, Math.floor(whole.length * 0.6)));
      const badge = page.locator("gs-damage-badge button");
      await badge.waitFor(PATIENT);
      expect(await badge.textContent()).toMatch(/Damaged: [\d.]+\s\S+ missing, <?[\d.]+\s%/);
      await badge.click();
      expect(await page.locator("gs-damage-badge [popover]").textContent()).toMatch(
        /the file ends inside a batch.*no events from [\d.,]+\s\S+ on/s,
      );
      await page.close();
    });

    test("whose text would be markup, and shows it as text on every page", async () => {
      const page = await newPage();
      const told = watch(page, new URL(page.url()).origin);
      await pick(page, "hostile.trace", readFileSync("testdata/traces/hostile-text-1.27.trace"));
      await page.locator("gs-facts-strip").waitFor(PATIENT);
      for (const digit of ["1", "3", "4", "5", "6", "7", "8", "9", "2"]) {
        await page.keyboard.press(digit);
        await page.locator("gs-timeline").waitFor({ state: "attached" });
        expect(await page.evaluate(foreignElements)).toEqual([]);
      }
      await page.getByRole("link", { name: "Events", exact: true }).click();
      await page.locator("gs-long-list .row").nth(20).waitFor(PATIENT);
      expect(await page.evaluate(foreignElements)).toEqual([]);
      expect(told).toEqual({ errors: [], strayRequests: [] });
      await page.close();
    });

    test("in place of one in which a pause is selected", async () => {
      const page = await samplePage();
      await page.locator("gs-pause-list .all a").first().click();
      await page.locator("gs-range-details").waitFor(PATIENT);
      await pick(page, "second.trace", readFileSync("testdata/traces/channels-1.26.trace"));
      await expect.poll(() => page.title(), PATIENT).toBe("second.trace – gopherscope");
      await page.close();
    });

    test("and draws it still after its timeline was moved within the page", async () => {
      const page = await samplePage();
      const timeline = page.locator("gs-timeline");
      const canvas = timeline.locator("canvas");
      await expect.poll(() => coloursOf(canvas), PATIENT).toBeGreaterThan(DRAWN_COLOURS);
      await timeline.evaluate((element) => element.parentNode?.appendChild(element));
      await expect.poll(() => coloursOf(canvas), PATIENT).toBeGreaterThan(DRAWN_COLOURS);
      await page.close();
    });

    test("that is dropped onto it", async () => {
      const page = await newPage();
      await page.locator("gs-start-page").waitFor();
      const bytes = readFileSync("testdata/traces/gc-1.24.trace").toString("base64");
      await page.evaluate((base64) => {
        const transfer = new DataTransfer();
        const content = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        transfer.items.add(new File([content], "dropped.trace"));
        for (const type of ["dragover", "drop"]) {
          document.body.dispatchEvent(
            new DragEvent(type, { dataTransfer: transfer, bubbles: true, composed: true, cancelable: true }),
          );
        }
      }, bytes);
      await expect.poll(() => page.title(), PATIENT).toBe("dropped.trace – gopherscope");
      await page.close();
    });
  });

  describe("says what is wrong with", () => {
    const cutProfile = readFileSync(join(PROFILES, "cpu.pb.gz")).subarray(0, 2000);
    test.each([
      ["a damaged profile", cutProfile, /^The profile is damaged, and nothing of it can be read$/],
      ["a server's error page", Buffer.from("<!DOCTYPE html><h1>502 Bad Gateway</h1>"), /an HTML page, not a Go/],
      ["an empty file", Buffer.alloc(0), /^The file is empty$/],
      ["a program", Buffer.from("\u007fELF\u0002\u0001\u0001 and so on", "latin1"), /an ELF executable, not a Go/],
      [
        "a trace of the future",
        Buffer.from("go 1.99 trace\0\0\0 and so on"),
        /version of the trace format is not supported/,
      ],
    ])("%s, and goes on from there", async (_what, content, title) => {
      const page = await newPage();
      await pick(page, "file", content);
      const heading = page.locator("gs-failed-page h1");
      await heading.waitFor(PATIENT);
      expect(await heading.innerText()).toMatch(title);
      expect(await page.locator("gs-failed-page li").count()).toBeGreaterThan(0);
      await page.getByRole("button", { name: "Look at a sample" }).click();
      await page.locator("gs-facts-strip").waitFor(PATIENT);
      await page.close();
    });
  });

  test("zooms to a pause so that it fills a third, goes back and forward, and keeps it all in the URL", async () => {
    const page = await samplePage();
    const misdeeds = watch(page, new URL(page.url()).origin);
    await page.locator("gs-pause-list .all a").first().click();
    const length = page.locator("gs-range-details .title h2 span[title]");
    const ns = await exactNs(length);
    const place = parseHash(hashOf(page));
    expect(place.selection.kind).toBe("range");
    expect(ns / (place.window!.to - place.window!.from)).toBeCloseTo(1 / 3, 3);
    const url = page.url();

    await page.goBack();
    await page.locator("gs-pause-list").waitFor();
    expect(parseHash(hashOf(page)).window).toBeUndefined();
    await page.goForward();
    expect(await exactNs(length)).toBe(ns);
    expect(page.url()).toBe(url);

    const copy = await newPage(new URL(url).hash);
    expect(await exactNs(copy.locator("gs-range-details .title h2 span[title]"))).toBe(ns);
    expect(parseHash(hashOf(copy))).toEqual(place);
    expect(misdeeds).toEqual({ errors: [], strayRequests: [] });
    await copy.close();
    await page.close();
  });

  test("goes back even before the zoom has begun", async () => {
    const page = await samplePage();
    await page.locator("gs-pause-list .all a").first().waitFor(PATIENT);
    const start = hashOf(page);
    await page.locator("gs-timeline").evaluate(async (timeline) => {
      const details = timeline.closest("main")?.parentNode?.querySelector("gs-details");
      const list = details?.shadowRoot?.querySelector("gs-pause-list");
      const came = new Promise<void>((resolve) => {
        timeline.addEventListener("window-change", (event) => {
          if (event instanceof CustomEvent && (event.detail as { final: boolean }).final) resolve();
        });
      });
      list?.shadowRoot?.querySelector<HTMLElement>(".all a")?.click();
      history.back();
      await came;
    });
    expect(hashOf(page)).toBe(start);
    await page.locator("gs-pause-list").waitFor(PATIENT);
    await page.close();
  });

  test("goes back and forward by keys while the view is still on its way", async () => {
    const page = await samplePage();
    await page.locator("gs-pause-list .all a").first().waitFor(PATIENT);
    await page.keyboard.press("]");
    await expect.poll(() => parseHash(hashOf(page)).selection.kind).toBe("range");
    await page.locator("gs-timeline").evaluate((timeline: TimelineElement) => timeline.whole());
    const there = hashOf(page);
    await page.locator("gs-timeline").evaluate(async (timeline: TimelineElement) => {
      const canvas = timeline.renderRoot.querySelector("canvas")!;
      const press = (key: string, shiftKey: boolean): void => {
        const code = key.length === 1 ? `Key${key.toUpperCase()}` : key;
        const told = { bubbles: true, composed: true, cancelable: true };
        canvas.dispatchEvent(new KeyboardEvent("keydown", { key, code, shiftKey, ...told }));
      };
      const moved = (): Promise<void> =>
        new Promise((resolve) => timeline.addEventListener("window-change", () => resolve(), { once: true }));
      const onItsWay = moved();
      press("z", false);
      await onItsWay;
      press("Shift", true);
      await moved();
      press("Z", true);
      await timeline.whole();
    });
    await expect.poll(() => hashOf(page), PATIENT).toBe(there);
    await page.close();
  });

  test("leads from a pause to who asked for it, and from there to its spans", async () => {
    const page = await samplePage();
    await page.locator("gs-pause-list .all a").first().click();
    await page.locator("gs-range-details dd a").first().click();
    const goroutine = page.locator("gs-goroutine-details");
    await goroutine.getByRole("link", { name: "first" }).click();
    const span = page.locator("gs-span-details");
    await span.waitFor(PATIENT);
    expect(parseHash(hashOf(page)).selection.kind).toBe("span");
    await span.locator("dd a").first().click();
    await goroutine.waitFor(PATIENT);
    await page.keyboard.press("Escape");
    await page.locator("gs-pause-list").waitFor(PATIENT);
    await page.close();
  });

  test("is worked by keyboard: keys, pauses, the width of the details", async () => {
    const page = await samplePage();
    await page.keyboard.press("?");
    const dialog = page.getByRole("dialog", { name: "Keys" });
    await dialog.waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });

    await page.keyboard.press("]");
    await page.locator("gs-range-details").waitFor(PATIENT);
    const first = hashOf(page);
    await page.keyboard.press("]");
    await expect.poll(() => hashOf(page)).not.toBe(first);
    await page.keyboard.press("[");
    await expect.poll(() => hashOf(page)).toBe(first);

    // From wherever the focus is, W zooms the timeline.
    await page.keyboard.press("Escape");
    await page.keyboard.down("w");
    const window = parseHash(first).window;
    await expect.poll(() => parseHash(hashOf(page)).window?.from, PATIENT).not.toBe(window?.from);
    await page.keyboard.up("w");

    const splitter = page.getByRole("separator", { name: "Width of the details" });
    const before = Number(await splitter.getAttribute("aria-valuenow"));
    await splitter.focus();
    await page.keyboard.press("ArrowLeft");
    await expect.poll(async () => Number(await splitter.getAttribute("aria-valuenow"))).toBeGreaterThan(before);
    await page.close();
  });

  test("says it plainly when something fails that nobody expected", async () => {
    const page = await newPage();
    await page.locator("gs-start-page").waitFor();
    await page.evaluate(() => void Promise.reject(new Error("a promise was broken")));
    const alert = page.getByRole("alert").filter({ hasText: "a promise was broken" });
    await alert.waitFor();
    await page.getByRole("button", { name: "Dismiss" }).click();
    await alert.waitFor({ state: "detached" });
    await page.close();
  });
});

function hashOf(page: Page): string {
  return new URL(page.url()).hash;
}

/** The ns that a duration's title tells exactly. */
async function exactNs(length: Locator): Promise<number> {
  await length.waitFor(PATIENT);
  return Number((await length.getAttribute("title"))?.replace(/\D/g, ""));
}
