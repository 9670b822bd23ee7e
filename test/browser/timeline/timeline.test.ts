import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { describeInBrowser } from "../../support/browser.ts";
import { pixelRows } from "../../support/pixels.ts";
import { type Alone, type Exposed, startAlone } from "./alone.ts";

declare const exposed: Exposed;
const WIDTH = 900;
const HEIGHT = 600;
const GUTTER = 224;
/** The scrollbar's column at the right. */
const SIDE = 12;
const CANVAS = WIDTH - GUTTER - SIDE;
/** The middle of the first proc's row, css pixels from the top of the page. */
const FIRST_PROC = 30 + 30 + 41 + 60 + 60 + 40 + 24 + 11;

/** Asks until it is so, for as long as a loaded machine may need. */
function soon<T>(ask: () => T | Promise<T>): ReturnType<typeof expect.poll<T>> {
  return expect.poll(ask, { timeout: 60_000 });
}

/** The timeline alone, over a made-up trace of 2 s, drawn by the real renderer. */
describeInBrowser("the timeline", () => {
  let alone: Alone;
  let page: Page;
  let errors: string[];

  beforeAll(async () => {
    alone = await startAlone();
  });
  afterAll(() => alone.close());

  beforeEach(async () => {
    page = await alone.browser.newPage({ viewport: { width: WIDTH, height: HEIGHT }, colorScheme: "light" });
    errors = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error" && !message.text().includes("404")) errors.push(message.text());
    });
    await page.goto(alone.url);
    await drawn();
  });

  afterEach(async () => {
    await page.close();
    expect(errors).toEqual([]);
  });

  /** Waits until there are spans on the first proc. */
  async function drawn(): Promise<void> {
    await soon(() => coloursInRow(FIRST_PROC)).toBeGreaterThan(4);
  }

  /** A row of the canvas's pixels, as [red, green, blue] each. */
  async function pixels(y: number): Promise<number[][]> {
    const [row] = await pixelRows(page, { x: GUTTER, y, width: CANVAS, height: 1 }, [0]);
    return row!.map((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]);
  }

  async function coloursInRow(y: number): Promise<number> {
    return new Set((await pixels(y)).map(String)).size;
  }

  /** The last window it told of, or all. */
  async function told(): Promise<{ from: number; to: number }> {
    const last = await page.evaluate(
      () => exposed.said.findLast(({ type, detail }) => type === "window-change" && detail["final"] === true)?.detail,
    );
    return (last as { from: number; to: number } | undefined) ?? { from: 0, to: 2e9 };
  }

  test("draws each span where its times say, in the colour of its goroutine's group", async () => {
    const span = await page.evaluate(async () => {
      const { engine } = exposed.timeline;
      const hit = await engine!.hit({ kind: "proc", index: 0 }, 1e9, 0);
      const near = hit ?? (await engine!.hit({ kind: "proc", index: 0 }, 1e9, 2e7));
      const details = await engine!.span(near!.lastRef);
      const width = (details.end - details.start) * 4;
      exposed.timeline.window = { from: details.start - width / 4, to: details.start + (3 * width) / 4 };
      return { start: details.start, end: details.end, group: details.group };
    });
    await soon(async () => (await told()).from).toBeGreaterThan(0);
    const { from, to } = await told();
    const colour = await page.evaluate(
      (group) => getComputedStyle(document.documentElement).getPropertyValue(`--gs-group-${group}`),
      span.group,
    );
    const expected = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
    const xOf = (time: number): number => Math.round(((time - from) / (to - from)) * CANVAS);
    // Two pixels above the foot of the row, where no letter reaches.
    const at = FIRST_PROC + 6;
    await soon(async () => (await pixels(at))[xOf(span.start)]!).toEqual(expected);
    const row = await pixels(at);
    for (let x = xOf(span.start); x < xOf(span.end) - 1; x++) expect(row[x]!, `pixel ${x}`).toEqual(expected);
    expect(row[xOf(span.start) - 1]!).not.toEqual(expected);
    expect(row[xOf(span.end) + 1]!).not.toEqual(expected);
  });

  test("zooms at the pointer by the wheel, and shows all again at 0", async () => {
    await page.mouse.move(GUTTER + CANVAS / 2, 300);
    for (let i = 0; i < 10; i++) await page.mouse.wheel(0, -120);
    await soon(async () => (await told()).to).toBeLessThan(1.2e9);
    const { from, to } = await told();
    expect((1e9 - from) / (to - from)).toBeCloseTo(0.5, 2);
    await page.locator("gs-timeline canvas").focus();
    await page.keyboard.press("0");
    await soon(told).toMatchObject({ from: 0, to: 2e9 });
  });

  test("drags, and a drag is not a click", async () => {
    // Without momentum, so that it ends where the hand does.
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.reload();
    await drawn();
    await page.evaluate(() => (exposed.timeline.window = { from: 1e9, to: 1.1e9 }));
    await soon(async () => (await told()).from).toBe(1e9);
    await page.mouse.move(GUTTER + 400, FIRST_PROC);
    await page.mouse.down();
    await page.mouse.move(GUTTER + 300, FIRST_PROC, { steps: 5 });
    await page.mouse.up();
    const byNs = (100 / CANVAS) * 0.1e9;
    await soon(async () => (await told()).from).toBeCloseTo(1e9 + byNs, -4);
    expect(await page.evaluate(() => exposed.said.some(({ type }) => type === "select"))).toBe(false);
  });

  test("is worked by keys alone: zoom while one is held, pan, and at rest it says where it is", async () => {
    await page.locator("gs-timeline canvas").focus();
    await page.keyboard.down("w");
    await soon(() =>
      page.evaluate(() => {
        const last = exposed.said.findLast(({ type }) => type === "window-change")?.detail;
        return last === undefined ? 2e9 : Number(last["to"]) - Number(last["from"]);
      }),
    ).toBeLessThan(1e9);
    await page.keyboard.up("w");
    await soon(async () => (await told()).to).toBeLessThan(2e9);
    const before = await told();
    // However short: it may come and go between two frames.
    await page.keyboard.press("d");
    await soon(async () => (await told()).from).toBeGreaterThan(before.from);
  });

  test("selects what is clicked, says so, and outlines it", async () => {
    await page.getByRole("button", { name: "main.worker" }).click();
    const names = page.locator("gs-timeline .name.goroutine");
    await names.first().waitFor();
    const box = (await names.first().boundingBox())!;
    await page.mouse.click(GUTTER + 600, box.y + box.height / 2);
    await soon(() => page.evaluate(() => exposed.said.findLast(({ type }) => type === "select")?.detail["kind"])).toBe(
      "span",
    );
    const live = page.locator("gs-timeline .live");
    await soon(() => live.textContent()).toContain("main.worker");
    const first = await live.textContent();
    await page.keyboard.press(".");
    await soon(() => live.textContent()).not.toBe(first);
    await soon(() => page.locator("gs-timeline .name.marked").count()).toBeGreaterThan(0);
    await page.keyboard.press("Escape");
    await soon(() => live.textContent()).toBe("");
  });

  test("pins, hides and moves tracks, by menu and by keyboard, and says so in words for the URL", async () => {
    const view = (): Promise<unknown> =>
      page.evaluate(() => exposed.said.findLast(({ type }) => type === "view-change")?.detail);
    await page.locator("gs-timeline .name.proc").nth(1).click({ button: "right" });
    await page.getByRole("menuitem", { name: "Pin to the top" }).click();
    await soon(view).toBe("pin.p1");
    const pinned = page.locator("gs-timeline .name.pinned");
    const top = (await pinned.boundingBox())!.y;
    await page.locator("gs-timeline canvas").focus();
    await page.keyboard.press("End");
    await soon(() => page.locator("gs-timeline .name.gc").count()).toBe(0);
    expect((await pinned.boundingBox())!.y).toBe(top);
    await page.keyboard.press("Home");
    await page.locator("gs-timeline .name.heap").click({ button: "right" });
    await page.getByRole("menuitem", { name: "Hide" }).click();
    await soon(view).toBe("hide.heap,pin.p1");
    const section = page.getByRole("button", { name: "Procs" });
    await section.focus();
    await page.keyboard.press("Alt+ArrowUp");
    await soon(view).toContain("rows.");
    await section.press("Enter");
    await soon(view).toContain("fold.procs");
    await soon(() => page.locator("gs-timeline .name.proc:not(.pinned)").count()).toBe(0);
  });

  test("takes one choice of the bar on top of the other, and says what it hid", async () => {
    const choices = page.locator("gs-track-bar select");
    await choices.nth(0).selectOption("one by one");
    await choices.nth(1).selectOption("most running");
    await choices.nth(2).selectOption("blocked");
    await soon(() => page.evaluate(() => exposed.said.findLast(({ type }) => type === "view-change")?.detail)).toBe(
      "by.none,order.running,states.7c",
    );
    await soon(() => page.locator("gs-track-bar [role=status]").textContent()).toBe("nothing hidden");
    await page.getByRole("button", { name: "Clear" }).click();
    await soon(() => page.locator("gs-track-bar [role=status]").count()).toBe(0);
  });

  test("follows the choice of light and dark while it runs", async () => {
    const ground = async (): Promise<number[]> => commonest(await pixels(HEIGHT - 3));
    await soon(ground).toEqual([255, 255, 255]);
    await page.evaluate(() => (document.documentElement.dataset["theme"] = "dark"));
    await soon(ground).toEqual([0x15, 0x18, 0x1d]);
    await page.evaluate(() => delete document.documentElement.dataset["theme"]);
    await page.emulateMedia({ colorScheme: "dark" });
    await soon(ground).toEqual([0x15, 0x18, 0x1d]);
  });

  test("draws again by itself when a lost context comes back", async () => {
    const before = (await pixels(FIRST_PROC + 6)).map(String);
    await page.evaluate(async () => {
      const canvas = exposed.timeline.shadowRoot!.querySelector("canvas")!;
      const lose = canvas.getContext("webgl2")!.getExtension("WEBGL_lose_context")!;
      const lost = new Promise((resolve) => canvas.addEventListener("webglcontextlost", resolve, { once: true }));
      const restored = new Promise((resolve) =>
        canvas.addEventListener("webglcontextrestored", resolve, { once: true }),
      );
      lose.loseContext();
      await lost;
      await new Promise((resolve) => setTimeout(resolve, 0));
      lose.restoreContext();
      await restored;
    });
    await soon(async () => (await pixels(FIRST_PROC + 6)).map(String)).toEqual(before);
  });

  test("asks for no frame while nothing changes", async () => {
    const frames = await page.evaluate(async () => {
      let asked = 0;
      const original = globalThis.requestAnimationFrame;
      globalThis.requestAnimationFrame = (callback) => {
        asked++;
        return original(callback);
      };
      for (let i = 0; i < 20; i++) await new Promise((resolve) => original(resolve));
      return asked;
    });
    expect(frames).toBe(0);
  });

  test("text from a trace stays text", async () => {
    const name = page.locator("gs-timeline .name", { hasText: "<img" });
    await page.locator("gs-timeline canvas").focus();
    await page.keyboard.press("End");
    await soon(() => name.count()).toBe(1);
    expect(await page.locator("gs-timeline img").count()).toBe(0);
  });
});

function commonest(colours: readonly number[][]): number[] {
  const counts = new Map<string, number>();
  for (const colour of colours) counts.set(String(colour), (counts.get(String(colour)) ?? 0) + 1);
  const [most] = [...counts].toSorted((a, b) => b[1] - a[1])[0]!;
  return most.split(",").map(Number);
}
