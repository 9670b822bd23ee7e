import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { seriousIn } from "../support/axe.ts";
import { describeInBrowser, type Session, startSession } from "../support/browser.ts";

const PATIENT = { timeout: 60_000 };

/** How a page comes into a state, and what is there then. */
interface State {
  readonly name: string;
  /** The page's place; without a trace if there is none. */
  readonly place: string;
  readonly act?: (page: Page) => Promise<void>;
  readonly there: string;
}

const press =
  (...keys: readonly string[]) =>
  async (page: Page): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };

/** Views of a profile by their names in the URL, and what is there once they are. */
const PROFILE_VIEWS = [
  ["top", "gs-profile-top gs-data-table"],
  ["flame", "gs-flame-graph canvas"],
  ["graph", "gs-call-graph svg"],
  ["peek", "gs-profile-peek"],
  ["tree", "gs-profile-tree [role=row]"],
  ["traces", "gs-profile-traces"],
  ["list", "gs-profile-list"],
] as const;

const STATES: readonly State[] = [
  { name: "the first page", place: "", there: "gs-start-page" },
  { name: "a trace from elsewhere", place: "", act: typeElsewhere, there: "gs-elsewhere-dialog dialog[open]" },
  { name: "reading", place: "", act: openForever, there: "gs-opening-page" },
  { name: "a file that cannot be read", place: "", act: openEmpty, there: "gs-failed-page h1" },
  { name: "the timeline", place: "#timeline?trace=sample", there: "gs-pause-list .all a" },
  { name: "a pause", place: "#timeline?trace=sample", act: press("]"), there: "gs-held-up p" },
  { name: "a goroutine", place: `#timeline?trace=sample&select=goroutine:27`, there: "gs-goroutine-spans .all a" },
  { name: "a span", place: "#timeline?trace=sample&select=span:1000", there: "gs-span-causes section" },
  { name: "a task", place: "#timeline?trace=sample&select=task:1418", there: "gs-task-details gs-task-events" },
  { name: "a region", place: "#timeline?trace=sample&select=region:5000", there: "gs-region-details dl" },
  { name: "a stretch of time", place: "#timeline?trace=sample", act: selectTime, there: "gs-window-details table" },
  { name: "states dimmed", place: "#timeline?trace=sample", act: keepOneBright, there: ".legend button.dimmed" },
  { name: "the tracks' menu", place: "#timeline?trace=sample", act: clickTracks, there: "gs-track-bar :popover-open" },
  { name: "a track's menu", place: "#timeline?trace=sample", act: openRowMenu, there: "gs-timeline [role=menuitem]" },
  {
    name: "the choice of a scope",
    place: "#timeline?trace=sample",
    act: chooseScope,
    there: "gs-scope-menu :popover-open",
  },
  { name: "search", place: "#timeline?trace=sample", act: search, there: "gs-search-dialog [role=option]" },
  { name: "go to", place: "#timeline?trace=sample", act: press("g"), there: "gs-go-to-dialog dialog[open]" },
  { name: "a bookmark", place: "#timeline?trace=sample", act: press("b"), there: "gs-bookmark-dialog dialog[open]" },
  { name: "all commands", place: "#timeline?trace=sample", act: press("Control+Shift+P"), there: "[role=option]" },
  { name: "the keys", place: "#timeline?trace=sample", act: press("?"), there: "gs-keys-dialog dialog[open]" },
  ...["overview", "events", "gc", "goroutines", "mmu", "scheduler", "tasks", "regions"].map((page) => ({
    name: page,
    place: `#${page}?trace=sample`,
    there: "gs-data-table, gs-long-list",
  })),
  { name: "tasks with one selected", place: "#tasks?trace=sample&select=task:1418", there: "gs-task-details dl" },
  ...PROFILE_VIEWS.map(([view, there]) => ({
    name: `a profile: ${view}`,
    place: `#profiles?trace=sample&view=sync,,,${view}`,
    there,
  })),
  { name: "an empty profile", place: "#profiles?trace=sample&of=match:nobody&view=net", there: "gs-profiles-page" },
];

describeInBrowser("whoever listens to the page, and whoever sees little, has nothing serious in the way", () => {
  let session: Session | undefined;
  beforeAll(async () => {
    session = await startSession();
  });
  afterAll(() => session?.close());

  test.each(STATES)("$name", async ({ place, act, there }) => {
    const page = await session!.browser.newPage({ viewport: { width: 1280, height: 720 }, reducedMotion: "reduce" });
    await page.goto(session!.server.url + place);
    await page.locator(place === "" ? "gs-start-page" : "gs-facts-strip").waitFor(PATIENT);
    if (place.startsWith("#timeline")) await page.locator("gs-timeline canvas").waitFor(PATIENT);
    await act?.(page);
    await page.locator(there).first().waitFor(PATIENT);
    expect(await seriousIn(page, "all")).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await seriousIn(page, "color-contrast")).toEqual([]);
    await page.close();
  });

  test("states that are kept bright on the timeline are said to be, and let go of by key", async () => {
    const page = await session!.browser.newPage({ viewport: { width: 1280, height: 720 } });
    await page.goto(`${session!.server.url}#timeline?trace=sample`);
    await page.locator("gs-timeline canvas").waitFor(PATIENT);
    const legend = page.getByRole("group", { name: "States kept bright on the timeline" });
    const runnable = legend.getByRole("button", { name: "runnable" });
    await runnable.focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => runnable.getAttribute("aria-pressed")).toBe("true");
    await expect.poll(() => legend.locator(".dimmed").count()).toBeGreaterThan(3);
    await page.keyboard.press("l");
    await expect.poll(() => legend.locator(".dimmed").count()).toBe(0);
    await page.close();
  });
});

async function typeElsewhere(page: Page): Promise<void> {
  await page.getByRole("textbox", { name: "URL of a trace" }).fill("http://127.0.0.1:6060/debug/pprof/trace?seconds=5");
  await page.getByRole("button", { name: "Open URL" }).click();
}

async function openForever(page: Page): Promise<void> {
  await page.route("**/debug/pprof/trace*", () => undefined);
  await page.getByRole("textbox", { name: "URL of a trace" }).fill("/debug/pprof/trace?seconds=5");
  await page.getByRole("button", { name: "Open URL" }).click();
}

async function openEmpty(page: Page): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Open a file…" }).click();
  await (await chooser).setFiles({ name: "empty", mimeType: "application/octet-stream", buffer: Buffer.alloc(0) });
}

async function selectTime(page: Page): Promise<void> {
  await page.locator("gs-timeline canvas").focus();
  for (let i = 0; i < 4; i++) await page.keyboard.press("Shift+ArrowRight");
}

async function keepOneBright(page: Page): Promise<void> {
  await page.locator("gs-facts-strip .legend button").first().click();
}

async function clickTracks(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Tracks" }).click();
}

async function openRowMenu(page: Page): Promise<void> {
  await page.locator("gs-timeline .name.heap").click({ button: "right" });
}

async function chooseScope(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Choose…" }).click();
}

async function search(page: Page): Promise<void> {
  await page.keyboard.press("/");
  await page.getByRole("combobox", { name: "Search the trace" }).fill("serve");
}
