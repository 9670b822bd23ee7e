import { mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { parseHash, type Place } from "../../src/app/place.ts";
import { formatNs } from "../../src/base/format.ts";
import type { StringIndex } from "../../src/base/indices.ts";
import { Style } from "../../src/timeline/style.ts";
import type { TimelineElement } from "../../views/timeline/element.ts";
import { describeInBrowser, type Session, startSession, watch } from "../support/browser.ts";
import { loadBytes } from "../support/loaded-trace.ts";
import { goroutinePieces } from "../support/trace-pieces.ts";

const PATIENT = { timeout: 60_000 };
/** A folder for pictures of each step, for a person to look at. */
const PICTURES = process.env["GOPHERSCOPE_PICTURES"];
const LOOKS = [
  { width: 1600, height: 900, scheme: "light" },
  { width: 1280, height: 720, scheme: "dark" },
] as const;

/** What the sample has to tell: its longest pause, the goroutine that it held up longest, and what that one was at. */
interface Story {
  readonly pauseNs: number;
  readonly goroutine: string;
  readonly heldNs: number;
  readonly waitedNs: number;
  readonly task: { readonly name: string; readonly id: string };
  readonly region: string;
}

async function storyOf(path: string): Promise<Story> {
  const trace = await loadBytes(readFileSync(path));
  const { ranges, regions, symbols, tasks } = trace;
  const nameOf = (row: number): string => symbols.strings.get(row as StringIndex);
  const pauses = Array.from({ length: ranges.length }, (_, range) => ({
    ...{ name: nameOf(ranges.name[range]!), from: ranges.start[range]!, to: ranges.end[range]! },
  })).filter(({ name }) => name.startsWith("stop-the-world"));
  const { from, to } = pauses.toSorted((a, b) => b.to - b.from - (a.to - a.from))[0]!;
  const ready = Array.from({ length: trace.goroutines.length }, (_, goroutine) =>
    goroutinePieces(trace, goroutine).map((piece) => ({
      ...{ goroutine, ...piece, heldNs: Math.min(to, piece.end) - Math.max(from, piece.start) },
    })),
  ).flat();
  const held = ready.filter(({ style, heldNs }) => style === Style.Runnable && heldNs > 0);
  const longest = held.toSorted((a, b) => b.heldNs - a.heldNs)[0]!;
  const region = Array.from({ length: regions.length }, (_, row) => row).findLast(
    (row) =>
      regions.goroutine[row] === longest.goroutine &&
      regions.start[row]! <= longest.start &&
      regions.end[row]! > longest.start,
  )!;
  return {
    ...{ pauseNs: to - from, heldNs: longest.heldNs, waitedNs: longest.end - longest.start },
    goroutine: symbols.goroutines.text(longest.goroutine),
    task: { name: nameOf(tasks.name[regions.task[region]!]!), id: symbols.tasks.text(regions.task[region]!) },
    region: nameOf(regions.name[region]!),
  };
}

/**
 * What a person does who wonders why a request took long: looks for the longest pause, sees whom it held up and in which
 * request, asks who made it go on, and takes what was found along. By keyboard alone, from the first step to the last.
 */
describeInBrowser("a session by keyboard alone", () => {
  let session: Session | undefined;
  let story: Story;
  beforeAll(async () => {
    [session, story] = await Promise.all([startSession(), storyOf("testdata/sample.trace.gz")]);
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
      step++;
      if (PICTURES !== undefined) await takePictures(page, join(PICTURES, `${step}-${name}`));
    };
    await picture("whole-trace");

    // The pauses, longest first: to the first of them, and it is zoomed to.
    await tabTo(page, "gs-pause-list .all a");
    await page.keyboard.press("Enter");
    await page.locator("gs-range-details").waitFor(PATIENT);
    const pause = placeOf(page).window!;
    expect(pause.to - pause.from).toBeLessThan(100e6);
    const details = page.locator("gs-range-details");
    await expect.poll(() => details.locator(".title").textContent(), PATIENT).toContain(formatNs(story.pauseNs));
    await picture("longest-pause");

    // Whom it held up, longest first: a request, of which task and in which region.
    const first = page.locator("gs-held-up li").first();
    await expect.poll(() => wordsOf(first), PATIENT).toContain(`G${story.goroutine} `);
    expect(await wordsOf(first.locator(".for"))).toBe(plain(formatNs(story.heldNs)));
    expect(await wordsOf(first.locator(".work"))).toBe(
      plain(`runnable for ${formatNs(story.waitedNs)} in ${story.task.name} ${story.task.id} › ${story.region}`),
    );

    // The wait of that one, on its own track, and from there its request.
    await tabTo(page, 'gs-held-up .work a[href*="select=span"]');
    await page.keyboard.press("Enter");
    await page.locator("gs-span-details").waitFor(PATIENT);
    await expect
      .poll(() => page.locator("gs-timeline .live").textContent(), PATIENT)
      .toContain(`Goroutine ${story.goroutine}`);
    await page.locator("gs-timeline .name.goroutine.marked", { hasText: `G${story.goroutine}` }).waitFor(PATIENT);
    await picture("whom-it-held-up");
    await tabTo(page, 'gs-span-details a[href*="select=task"]');
    await page.keyboard.press("Enter");
    const task = page.locator("gs-task-details .title");
    await expect.poll(() => wordsOf(task), PATIENT).toContain(`task ${story.task.id}`);
    expect(await wordsOf(task)).toContain(story.task.name);
    const stopped = page.locator("gs-task-details dd", { hasText: "had the world stopped for" });
    expect(await wordsOf(stopped)).toContain(plain(`had the world stopped for ${formatNs(story.heldNs)} `));
    await picture("its-request");

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
    await page.getByRole("heading", { name: "The chain, from the latest back" }).waitFor(PATIENT);
    await picture("who-woke-it");

    // A note, the view before, and all of it as text.
    await page.keyboard.press("b");
    await page.getByRole("textbox", { name: "Note" }).fill("held up here");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await page.locator("gs-timeline").evaluate((timeline: TimelineElement) => timeline.whole());
    const here = page.url();
    await page.keyboard.press("z");
    await expect.poll(() => page.url(), PATIENT).not.toBe(here);
    await page.keyboard.press("Shift+Z");
    await expect.poll(() => page.url(), PATIENT).toBe(here);
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

/** The page as it is once the timeline is drawn, in all sizes and schemes of `LOOKS`. */
async function takePictures(page: Page, path: string): Promise<void> {
  mkdirSync(dirname(path), { recursive: true });
  for (const { width, height, scheme } of LOOKS) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: scheme });
    await page.locator("gs-timeline").evaluate((timeline: TimelineElement) => timeline.whole());
    await page.screenshot({ path: `${path}-${height}-${scheme}.png` });
  }
  await page.setViewportSize(LOOKS[0]);
  await page.emulateMedia({ colorScheme: LOOKS[0].scheme });
}

/** What an element says, in one line. */
async function wordsOf(element: Locator): Promise<string> {
  return plain(await element.innerText());
}

/** With all blanks alike. */
function plain(text: string): string {
  return text.replaceAll(/\s+/gu, " ").trim();
}

function placeOf(page: Page): Place {
  return parseHash(new URL(page.url()).hash);
}

function spanOf(page: Page): number | undefined {
  const { selection } = placeOf(page);
  return selection.kind === "span" ? selection.span : undefined;
}
