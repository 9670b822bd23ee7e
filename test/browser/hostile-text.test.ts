/** Text of a trace is only ever text, on every page, in every panel and card, and in what is typed and pasted. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { Raw } from "../../parsers/go-trace/v1/specs.ts";
import { V1Writer } from "../parsers/go-trace/v1/v1-writer.ts";
import { describeInBrowser, type Misdeeds, type Session, startSession, watch } from "../support/browser.ts";
import { traceBytes } from "../support/trace-text.ts";

const PATIENT = { timeout: 60_000 };
const RAN = "ran";
/** No white space, which ends a function's name in the tests' own language. */
const HOSTILE =
  `<img/src=x/onerror=document.title="${RAN}"></script><script>document.title="${RAN}"</script>` +
  `\u001b[31m\u0007\u0000\u202egnorw\u2066javascript:document.title="${RAN}"\${7*7}{{7*7}}%00'";--`;
/** Pages that have links into these traces, once the engine has answered. */
const LISTING = new Set(["Overview", "Goroutines", "Scheduler", "Tasks", "Regions", "Events"]);
const LONGEST_OLD = 999_000;
const MS = 1_000_000;

/** Go 1.22 and newer: every name that there is, as hostile as the format allows. */
function newTrace(): Uint8Array {
  const name = JSON.stringify(HOSTILE);
  const stack = JSON.stringify(`${HOSTILE} ${HOSTILE}:7 < main.main main.go:3`);
  return traceBytes(`
    go 1.26
    generation 1 @1000
      thread 0
        ProcStatus p=0 status=running
        GoStatus g=1 m=0 status=running
        @${MS} UserTaskBegin task=5 parent=0 name=${name} stack=${stack}
        UserRegionBegin task=5 name=${name} stack=${stack}
        UserLog task=5 key=${name} value=${name} stack=${stack}
        GoLabel label=${name}
        @${2 * MS} STWBegin kind=${JSON.stringify(`GC ${HOSTILE}`)} stack=${stack}
        @${3 * MS} STWEnd
        GoCreate g=2 start=${stack} stack=${stack}
        @${4 * MS} GoBlock reason=${JSON.stringify(`chan ${HOSTILE}`)} stack=${stack}
        GoStart g=2 seq=1
        @${6 * MS} GoUnblock g=1 seq=1 stack=${stack}
        @${7 * MS} GoStop reason=${name} stack=${stack}
        GoStart g=1 seq=2
        UserRegionEnd task=5 name=${name} stack=${stack}
        @${9 * MS} UserTaskEnd task=5 stack=${stack}
      sample @${5 * MS} m=0 p=0 g=2 stack=${stack}
  `);
}

/** Before Go 1.22: lines of a megabyte. */
function oldTrace(): Uint8Array {
  const long = HOSTILE + "x".repeat(LONGEST_OLD);
  const w = new V1Writer(21)
    .batch(0, 1000)
    .event(Raw.GoCreate, 0, 1, 1, 1)
    .event(Raw.ProcStart, 1, 50)
    .event(Raw.GoStart, 1, 1, 1)
    .event(Raw.Gomaxprocs, 1, 2, 1)
    .event(Raw.UserTaskCreate, MS, 5, 0, 10, 1)
    .event(Raw.UserRegion, MS, 5, 0, 10, 1)
    .log(MS, 5, 10, 1, long)
    .event(Raw.GoBlockSync, MS, 1)
    .event(Raw.GoUnblockLocal, MS, 1, 1)
    .event(Raw.GoStartLocal, MS, 1)
    .event(Raw.UserRegion, MS, 5, 1, 10, 1)
    .event(Raw.UserTaskEnd, MS, 5, 1)
    .event(Raw.GoSched, MS, 1);
  return w.string(10, long).stack(1, [0x401000, 10, 10, 5]).frequency(1_000_000_000).finish();
}

interface Findings {
  readonly elements: readonly string[];
  readonly steering: readonly string[];
  readonly long: readonly number[];
  readonly title: string;
}

/** What in the whole page should not be there. Runs in the browser. */
function lookAround(): Findings {
  const steers = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
  const [elements, steering, long]: [string[], string[], number[]] = [[], [], []];
  const read = (text: string, where: string): void => {
    if (steers.test(text)) steering.push(`${where}: ${text.slice(0, 200)}`);
    if (text.length > 20_000) long.push(text.length);
  };
  const visit = (root: Document | ShadowRoot): void => {
    for (const element of root.querySelectorAll("*")) {
      const isOurs = element instanceof HTMLScriptElement && element.src.startsWith(location.origin);
      if (/^(script|img|iframe|object|embed|base)$/i.test(element.tagName) && !isOurs) elements.push(element.outerHTML);
      if (/^(style|script)$/i.test(element.tagName)) continue;
      for (const { name, value } of element.attributes) {
        if (/^on/i.test(name) || /^\s*javascript:/i.test(value)) elements.push(`${element.tagName} ${name}=${value}`);
        // What an option stands for is never seen.
        if (!(element instanceof HTMLOptionElement && name === "value")) read(value, `${element.tagName} ${name}`);
      }
      for (const node of element.childNodes) if (node instanceof Text) read(node.data, element.tagName);
      if (element.shadowRoot) visit(element.shadowRoot);
    }
  };
  visit(document);
  return { elements, steering, long, title: document.title };
}

describeInBrowser("a hostile trace", () => {
  let session: Session | undefined;
  beforeAll(async () => {
    session = await startSession();
  });
  afterAll(() => session?.close());

  async function open(bytes: Uint8Array): Promise<{ page: Page; misdeeds: Misdeeds }> {
    if (session === undefined) throw new Error("no browser was started");
    const page = await session.browser.newPage({ viewport: { width: 1280, height: 720 } });
    const misdeeds = watch(page, new URL(session.server.url).origin);
    await page.goto(session.server.url);
    const chooser = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Open…" }).click();
    const name = `${HOSTILE.replaceAll(/[/\u0000]/g, "|")}.trace`;
    await (await chooser).setFiles({ name, mimeType: "application/octet-stream", buffer: Buffer.from(bytes) });
    await page.locator("gs-facts-strip").waitFor(PATIENT);
    return { page, misdeeds };
  }

  async function isHarmless(page: Page, where: string): Promise<void> {
    const { title, ...findings } = await page.evaluate(lookAround);
    expect(findings, where).toEqual({ elements: [], steering: [], long: [] });
    expect(title, where).toContain("gopherscope");
  }

  /** Follows the links there, one after the other, each from the same place. */
  async function followLinks(page: Page, where: string): Promise<number> {
    const links = page.locator("main.page a[href], gs-details a[href]");
    const count = Math.min(await links.count(), 8);
    for (let i = 0; i < count; i++) {
      const link = links.nth(i);
      if (!(await link.isVisible())) continue;
      await link.click();
      await isHarmless(page, `${where}, link ${i}`);
      await page.goBack();
    }
    return count;
  }

  async function fillFields(page: Page, where: string): Promise<void> {
    const fields = page.locator("input[type=text], input[type=search], input:not([type])");
    for (let i = 0; i < (await fields.count()); i++) {
      const field = fields.nth(i);
      if (!(await field.isVisible()) || !(await field.isEnabled())) continue;
      await field.fill(HOSTILE);
      await field.press("Enter");
      await isHarmless(page, `${where}, field ${i}`);
      await field.fill("");
      await field.press("Enter");
    }
  }

  test.each([
    ["of today", newTrace],
    ["of old, with lines of a megabyte", oldTrace],
  ])("%s is text on every page and in every panel", async (_, make) => {
    const { page, misdeeds } = await open(make());
    await isHarmless(page, "at first");
    const names = await page
      .locator("gs-rail nav a")
      .evaluateAll((links) => links.map((link) => link.textContent!.trim()));
    expect(names.length).toBeGreaterThan(5);
    let followed = 0;
    for (const [i, name] of names.entries()) {
      await page.locator("gs-rail nav a").nth(i).click();
      if (LISTING.has(name)) await page.locator("main.page a[href]").first().waitFor(PATIENT);
      await isHarmless(page, name);
      followed += await followLinks(page, name);
      await fillFields(page, name);
    }
    expect(followed).toBeGreaterThan(5);
    expect(misdeeds).toEqual({ errors: [], strayRequests: [] });
    await page.close();
  });

  test.each([
    ["of today", newTrace],
    ["of old, with lines of a megabyte", oldTrace],
  ])("%s is text on the timeline's cards and details", async (_, make) => {
    const { page, misdeeds } = await open(make());
    await page.getByRole("link", { name: "Timeline" }).click();
    const box = (await page.locator("gs-timeline canvas").boundingBox())!;
    const card = page.locator("gs-timeline .card");
    let cards = 0;
    for (let y = box.y + 40; y < box.y + box.height - 4; y += 16) {
      await page.mouse.move(box.x + box.width * 0.45, y);
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
      if (await card.isVisible()) cards++;
      await isHarmless(page, `card at ${y}`);
      await page.mouse.click(box.x + box.width * 0.45, y);
      await isHarmless(page, `details at ${y}`);
    }
    expect(cards).toBeGreaterThan(0);
    for (const key of ["/", "Control+Shift+P"]) {
      await page.keyboard.press(key);
      const dialog = page.locator("dialog[open]");
      await dialog.locator("input").first().fill(HOSTILE);
      await page.waitForLoadState("networkidle");
      await isHarmless(page, `dialog of ${key}`);
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "hidden" });
    }
    expect(misdeeds).toEqual({ errors: [], strayRequests: [] });
    await page.close();
  });
});
