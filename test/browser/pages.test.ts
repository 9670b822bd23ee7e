import { readFileSync } from "node:fs";

import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { parseHash } from "../../src/app/place.ts";
import { seriousIn } from "../support/axe.ts";
import { describeInBrowser, type Session, startSession, watch } from "../support/browser.ts";

const PATIENT = { timeout: 60_000 };

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
    await page.keyboard.press("2");
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

  test("open a group of goroutines, and from a goroutine its details and the timeline", async () => {
    const page = await samplePage("#goroutines?trace=sample");
    const misdeeds = watch(page, new URL(page.url()).origin);
    const groups = page.getByRole("table", { name: "Goroutines by start function" });
    await groups.getByRole("button", { name: "Goroutines" }).click();
    await expect.poll(() => place(page).view).toContain("count~");
    const group = groups.getByRole("row").nth(1);
    const count = Number((await group.getByRole("cell").nth(2).innerText()).replace(/\D/g, ""));
    await group.getByRole("link").first().click();
    const goroutines = page.getByRole("table", { name: "Goroutines", exact: true });
    await expect.poll(() => goroutines.getAttribute("aria-rowcount"), PATIENT).toBe(String(count + 1));
    expect(place(page).scope.goroutines.kind).toBe("group");

    await goroutines.getByRole("row").nth(1).getByRole("link").first().click();
    const details = page.locator("gs-goroutine-details");
    await details.getByRole("table", { name: "Spans" }).getByRole("row").nth(1).waitFor(PATIENT);
    await details.getByRole("heading", { name: /^Spans, \d/ }).waitFor(PATIENT);
    expect(place(page).page).toBe("goroutines");
    expect(place(page).selection.kind).toBe("goroutine");
    await goroutines.getByRole("row").nth(1).getByRole("link").nth(2).click();
    await expect.poll(() => place(page).page).toBe("timeline");
    await page.goBack();
    await page.goBack();
    await page.goBack();
    await groups.waitFor(PATIENT);
    expect(place(page).scope.goroutines.kind).toBe("all");
    expect(misdeeds).toEqual({ errors: [], strayRequests: [] });
    await page.close();
  });

  test("scroll through goroutines to the last, and narrow them by name", async () => {
    const page = await samplePage("#goroutines?trace=sample");
    await page.getByRole("button", { name: "Each goroutine" }).click();
    const table = page.getByRole("table", { name: "Goroutines", exact: true });
    await table.waitFor(PATIENT);
    const all = Number(await table.getAttribute("aria-rowcount"));
    await page.getByRole("group", { name: "Goroutines" }).last().focus();
    await page.keyboard.press("End");
    await table.locator(`[aria-rowindex="${all}"] a`).first().waitFor(PATIENT);
    const pattern = page.getByRole("searchbox", { name: "Goroutines whose start function contains" });
    await pattern.fill("runtime*");
    await expect.poll(async () => Number(await table.getAttribute("aria-rowcount")), PATIENT).toBeLessThan(all);
    await pattern.fill("<b>nobody is called that</b>");
    await page.getByText("contains “<b>nobody is called that</b>”").waitFor(PATIENT);
    await page.getByRole("button", { name: "All goroutines" }).click();
    await expect.poll(() => table.getAttribute("aria-rowcount"), PATIENT).toBe(String(all));
    await page.close();
  });

  test("choose columns and statistics, narrow goroutines by brushing, and list those created in one place", async () => {
    const page = await samplePage("#goroutines?trace=sample");
    const misdeeds = watch(page, new URL(page.url()).origin);
    await page.getByRole("button", { name: /^Columns/ }).click();
    await page.getByRole("checkbox", { name: /^p99/ }).check();
    await page.getByRole("checkbox", { name: "runnable" }).uncheck();
    expect(place(page).view).toBe(",total.p99,t0.total~,t0~,t1");
    const groups = page.getByRole("table", { name: "Goroutines by start function" });
    await groups.getByRole("columnheader", { name: "running p99" }).waitFor(PATIENT);
    expect(await groups.getByRole("columnheader", { name: "runnable" }).count()).toBe(0);
    await page.keyboard.press("Escape");

    await page.getByRole("button", { name: "Where created" }).click();
    const places = page.getByRole("table", { name: "Where goroutines were created" });
    const cell = places.getByRole("row").nth(1).getByRole("button");
    const created = Number((await cell.innerText()).replace(/\D/g, ""));
    await cell.click();
    const each = page.getByRole("table", { name: "Goroutines", exact: true });
    await expect.poll(() => each.getAttribute("aria-rowcount"), PATIENT).toBe(String(created + 1));
    const bars = page.getByRole("group", { name: "Goroutines by lifetime" }).locator("button:enabled");
    const within = countIn(await bars.first().getAttribute("aria-label"));
    await bars.first().click();
    await expect.poll(() => each.getAttribute("aria-rowcount"), PATIENT).toBe(String(within + 1));
    expect(await seriousIn(page, "all")).toEqual([]);
    expect(misdeeds).toEqual({ errors: [], strayRequests: [] });
    await page.close();
  });

  test("draw how little of its procs the program had, and lead to the worst windows", async () => {
    const page = await samplePage("#mmu?trace=sample");
    const misdeeds = watch(page, new URL(page.url()).origin);
    await page.locator("gs-plot canvas").waitFor(PATIENT);
    const table = page.getByRole("table", { name: "Worst windows" });
    await table.getByRole("row").nth(1).waitFor(PATIENT);
    const shares = await page.getByRole("list", { name: "Legend: Minimum mutator utilization" }).innerText();
    await page.getByRole("checkbox", { name: "GC stop-the-world" }).uncheck();
    expect(place(page).view).toMatch(/^ba-\d+$/);
    await expect
      .poll(() => page.getByRole("list", { name: "Legend: Minimum mutator utilization" }).innerText(), PATIENT)
      .not.toBe(shares);
    await page.getByRole("checkbox", { name: "GC stop-the-world" }).check();
    await page.getByRole("combobox", { name: "Window length" }).selectOption({ label: "100\u00a0µs" });
    expect(place(page).view).toBe("sba-100000");
    await expect.poll(() => table.getByRole("cell").nth(2).innerText(), PATIENT).toBe("100\u00a0µs");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "PNG" }).click(),
    ]);
    expect(
      readFileSync(await download.path())
        .subarray(1, 4)
        .toString(),
    ).toBe("PNG");
    await table.getByRole("row").nth(1).getByRole("link").click();
    await expect.poll(() => place(page).page).toBe("timeline");
    const { from, to } = place(page).window!;
    expect(to - from).toBeCloseTo(300_000, -1);
    expect(misdeeds).toEqual({ errors: [], strayRequests: [] });
    await page.close();
  });

  test("say how long goroutines waited to run, and lead to the longest waits and to a part of the time", async () => {
    const page = await samplePage("#scheduler?trace=sample");
    const misdeeds = watch(page, new URL(page.url()).origin);
    const longest = page.getByRole("table", { name: "Longest waits" });
    await longest.getByRole("row").nth(1).getByRole("link").click();
    await page.locator("gs-span-details").waitFor(PATIENT);
    expect(place(page).page).toBe("timeline");
    await page.goBack();
    await page
      .locator("gs-plot .u-over")
      .first()
      .click({ position: { x: 200, y: 60 } });
    await expect.poll(() => place(page).page).toBe("timeline");
    expect(place(page).window).toBeDefined();
    await page.goBack();
    const groups = page.getByRole("table", { name: "Waits by start function" });
    const all = Number(await groups.getAttribute("aria-rowcount"));
    expect(all).toBeGreaterThan(2);
    await groups.getByRole("row").nth(1).getByRole("link").click();
    await expect.poll(() => groups.getAttribute("aria-rowcount"), PATIENT).toBe("2");
    expect(place(page).scope.goroutines.kind).toBe("group");
    expect(await page.getByRole("table", { name: "Procs" }).getByRole("row").count()).toBeGreaterThan(1);
    expect(misdeeds).toEqual({ errors: [], strayRequests: [] });
    await page.close();
  });

  test("say at first sight where time went; curves lead to the timeline, narrow the scope, are read off and exported", async () => {
    const page = await samplePage("#overview?trace=sample");
    const misdeeds = watch(page, new URL(page.url()).origin);
    const curve = page.locator("gs-plot").first();
    const canvas = curve.locator("canvas");
    await canvas.waitFor(PATIENT);
    const legend = curve.getByRole("list");
    expect(await legend.innerText()).toContain("on the mean");
    await curve.getByRole("group", { name: /arrow keys/ }).focus();
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => legend.innerText()).toContain("at 0");
    const running = legend.getByRole("button", { name: "running" });
    await running.click();
    expect(await running.getAttribute("aria-pressed")).toBe("false");

    const save = async (name: string): Promise<Buffer> => {
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        curve.getByRole("button", { name, exact: true }).click(),
      ]);
      return readFileSync(await download.path());
    };
    expect((await save("PNG")).subarray(1, 4).toString()).toBe("PNG");
    expect((await save("CSV")).toString()).toMatch(/^from_ns,running,.*\r\n0,\d/);

    const facts = page.getByRole("region", { name: "What stands out in the scope" });
    await facts.getByRole("listitem").first().getByRole("link").nth(1).click();
    await expect.poll(() => place(page).page).toBe("timeline");
    expect(place(page).selection.kind).toBe("range");
    await page.goBack();

    await curve.locator(".u-over").click({ position: { x: 300, y: 60 } });
    await expect.poll(() => place(page).page).toBe("timeline");
    expect(place(page).window).toBeDefined();
    await page.goBack();
    const box = (await canvas.boundingBox())!;
    await page.mouse.move(box.x + 200, box.y + 60);
    await page.mouse.down();
    await page.mouse.move(box.x + 300, box.y + 60, { steps: 3 });
    await page.mouse.up();
    await expect.poll(() => place(page).scope.window.kind).toBe("fixed");
    expect(place(page).page).toBe("overview");
    expect(misdeeds).toEqual({ errors: [], strayRequests: [] });
    await page.close();
  });

  test("list every event, to the last; narrowed by kind, text and scope; a row leads to the timeline", async () => {
    const page = await samplePage("#events?trace=sample");
    const misdeeds = watch(page, new URL(page.url()).origin);
    const table = page.getByRole("table", { name: "Events" });
    await table.getByRole("row").nth(5).getByRole("link").first().waitFor(PATIENT);
    const all = Number(await table.getAttribute("aria-rowcount"));
    expect(all).toBeGreaterThan(100_000);
    const sight = page.locator("gs-long-list .scroll");
    await sight.focus();
    await page.keyboard.press("End");
    await table.locator(`[aria-rowindex="${all}"]`).getByText("Sync").waitFor(PATIENT);
    await sight.evaluate((element) => (element.scrollTop = element.scrollHeight / 2));
    const middle = table.getByRole("row").nth(8);
    await expect.poll(async () => Number(await middle.getAttribute("aria-rowindex"))).toBeLessThan(all * 0.6);
    await expect.poll(async () => Number(await middle.getAttribute("aria-rowindex"))).toBeGreaterThan(all * 0.4);
    await middle.getByRole("link").first().waitFor(PATIENT);
    const before = Number(await middle.getAttribute("aria-rowindex"));
    await sight.hover();
    await page.mouse.wheel(0, 220);
    await expect.poll(async () => Number(await middle.getAttribute("aria-rowindex"))).toBe(before + 10);

    await page.getByRole("combobox", { name: "Kind" }).selectOption("RangeEnd");
    await expect.poll(async () => Number(await table.getAttribute("aria-rowcount")), PATIENT).toBeLessThan(all);
    const ends = Number(await table.getAttribute("aria-rowcount"));
    const text = page.getByRole("searchbox", { name: "Text of stack or reason" });
    await text.fill("Mark Assist");
    await text.press("Enter");
    await expect.poll(async () => Number(await table.getAttribute("aria-rowcount")), PATIENT).toBeLessThan(ends);
    expect(place(page).view).toMatch(/^k6,t[0-9a-f]+$/);
    const row = table.getByRole("row").nth(2);
    await expect.poll(() => row.innerText(), PATIENT).toContain('range="GC mark assist"');
    await row.getByText("RangeEnd").click();
    await page.locator("gs-range-details").waitFor(PATIENT);
    expect(place(page).page).toBe("events");
    await page.keyboard.press("Enter");
    await expect.poll(() => place(page).page).toBe("timeline");
    expect(place(page).selection.kind).toBe("range");
    expect(place(page).window).toBeDefined();
    await page.goBack();
    await expect.poll(() => row.innerText(), PATIENT).toContain('range="GC mark assist"');
    expect(misdeeds).toEqual({ errors: [], strayRequests: [] });
    await page.close();
  });

  test("place the rows of a table of millions to the pixel, to the last, with keys, wheel and scrollbar", async () => {
    const page = await samplePage("#gc?trace=sample");
    await page.locator("gs-gc-page gs-data-table").first().waitFor(PATIENT);
    await page.evaluate(() => {
      const table = Object.assign(document.createElement("gs-data-table"), {
        label: "Numbers",
        count: 3_000_000,
        row: (index: number) => index,
        columns: [{ id: "n", name: "Number", width: 200, cell: (index: number) => `row ${index}` }],
      });
      document.body.append(table);
      Object.assign(table.style, { position: "fixed", inset: "100px 700px auto 100px", height: "333px", zIndex: "9" });
    });
    const scroll = page.getByRole("group", { name: "Numbers" });
    const row = (index: number): Promise<{ x: number; y: number; height: number } | null> =>
      scroll.getByText(`row ${index}`, { exact: true }).boundingBox();
    await expect.poll(async () => (await row(0))?.y).toBe(123);
    await scroll.focus();
    await page.keyboard.press("End");
    await expect.poll(() => row(2_999_999)).toMatchObject({ y: 433 - 23 });
    expect((await row(2_999_989))?.y).toBe(433 - 11 * 23);
    await page.keyboard.press("ArrowUp");
    await expect.poll(async () => (await row(2_999_998))?.y).toBe(433 - 23);
    await scroll.hover();
    await page.mouse.wheel(0, -230);
    await expect.poll(async () => (await row(2_999_988))?.y).toBe(433 - 23);
    await scroll.evaluate((element) => (element.scrollTop = 0));
    await expect.poll(async () => (await row(0))?.y).toBe(123);
    await page.close();
  });

  test("list a program's tasks, narrowed by type, duration and text, and say how tasks are made", async () => {
    const page = await samplePage("#tasks?trace=sample");
    const misdeeds = watch(page, new URL(page.url()).origin);
    const open = async (name: string): Promise<void> => {
      const chooser = page.waitForEvent("filechooser");
      await page.getByRole("button", { name: "Open…" }).click();
      await (await chooser).setFiles(`testdata/traces/${name}`);
      await expect.poll(() => page.title(), PATIENT).toContain(name);
    };
    await open("channels-1.26.trace");
    await page.getByRole("link", { name: "Tasks", exact: true }).click();
    await page.getByText("runtime/trace.NewTask").waitFor(PATIENT);

    await open("tasks-1.27.trace");
    await page.getByRole("link", { name: "Tasks", exact: true }).click();
    const tasks = page.getByRole("table", { name: "Tasks", exact: true });
    await expect.poll(() => tasks.getAttribute("aria-rowcount"), PATIENT).toBe("7");
    expect(await seriousIn(page, "all")).toEqual([]);
    await page.getByRole("button", { name: "cook eggs" }).click();
    await expect.poll(() => tasks.getAttribute("aria-rowcount"), PATIENT).toBe("2");
    const bar = page.getByRole("group", { name: "Tasks by duration" }).locator("button:enabled");
    await bar.first().click();
    await expect.poll(() => tasks.getAttribute("aria-rowcount"), PATIENT).toBe("2");
    await page.getByRole("button", { name: "All types" }).click();
    await page.getByRole("searchbox", { name: "Tasks that mention" }).fill("breakfast");
    await expect.poll(() => tasks.getAttribute("aria-rowcount"), PATIENT).toBe("2");
    await tasks.getByRole("link", { name: "Look at this task’s time" }).click();
    expect(place(page).scope).toMatchObject({ window: { of: { kind: "task" } }, goroutines: { kind: "task" } });
    await page.getByRole("button", { name: "of task make breakfast 2" }).waitFor(PATIENT);
    await tasks.getByRole("link", { name: "make breakfast" }).click();
    const details = page.locator("gs-task-details");
    await details.getByRole("searchbox", { name: "Logs and regions that contain" }).fill("dishes");
    const events = details.getByRole("table", { name: "What was done for the task" });
    await expect.poll(() => events.getAttribute("aria-rowcount"), PATIENT).toBe("2");
    await details.getByRole("link", { name: "cook coffee 4" }).click();
    await details.getByText("cook coffee", { exact: true }).waitFor(PATIENT);
    await tasks.getByRole("row").nth(1).getByRole("link").nth(1).click();
    await expect.poll(() => place(page).page).toBe("timeline");
    expect(place(page).selection.kind).toBe("task");
    expect(misdeeds).toEqual({ errors: [], strayRequests: [] });
    await page.close();
  });

  test("list a program's regions by name and place, narrowed by dragging over bars, and tell of each", async () => {
    const page = await samplePage("#regions?trace=sample");
    const misdeeds = watch(page, new URL(page.url()).origin);
    await page.getByRole("table", { name: "Regions by name and place" }).waitFor(PATIENT);
    const regions = page.getByRole("table", { name: "Regions", exact: true });
    await expect.poll(async () => Number(await regions.getAttribute("aria-rowcount")), PATIENT).toBeGreaterThan(2);
    expect(await seriousIn(page, "all")).toEqual([]);
    const all = Number(await regions.getAttribute("aria-rowcount"));
    const bars = page.getByRole("group", { name: "Regions by duration" }).locator("button");
    const [first, second] = [await bars.first().boundingBox(), await bars.nth(1).boundingBox()];
    await page.mouse.move(first!.x + 5, first!.y + 40);
    await page.mouse.down();
    await page.mouse.move(second!.x + 5, second!.y + 40, { steps: 3 });
    await page.mouse.up();
    const within = await Promise.all([0, 1].map(async (i) => countIn(await bars.nth(i).getAttribute("aria-label"))));
    expect(await bars.nth(1).getAttribute("aria-pressed")).toBe("true");
    await expect.poll(() => regions.getAttribute("aria-rowcount"), PATIENT).toBe(String(1 + within[0]! + within[1]!));
    await page.getByRole("button", { name: "×" }).click();
    await expect.poll(() => regions.getAttribute("aria-rowcount"), PATIENT).toBe(String(all));
    await regions.getByRole("row").nth(1).getByRole("link").first().click();
    await page.locator("gs-region-details").waitFor(PATIENT);
    await page.locator("gs-region-details").getByRole("link", { name: "this region" }).click();
    expect(place(page).scope).toMatchObject({ window: { of: { kind: "region" } }, goroutines: { kind: "goroutine" } });
    await page.getByRole("button", { name: "Choose…" }).click();
    await page.getByRole("spinbutton", { name: "GC cycle" }).fill("2");
    await page.getByRole("spinbutton", { name: "GC cycle" }).press("Enter");
    await page.getByRole("button", { name: "Next GC cycle" }).click();
    expect(place(page).scope.window).toMatchObject({ of: { kind: "cycle", row: 3 } });
    await page.getByRole("button", { name: "GC cycle 3", pressed: true }).waitFor(PATIENT);
    expect(misdeeds).toEqual({ errors: [], strayRequests: [] });
    await page.close();
  });
});

function countIn(label: string | null): number {
  return Number(/^[\d,]+/.exec(label ?? "")?.[0].replaceAll(",", ""));
}

function place(page: Page): ReturnType<typeof parseHash> {
  return parseHash(new URL(page.url()).hash);
}
