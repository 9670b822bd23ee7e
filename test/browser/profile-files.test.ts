import { readFileSync, writeFileSync } from "node:fs";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { describeInBrowser, type Misdeeds, type Session, startSession, watch } from "../support/browser.ts";
import { PROFILES } from "../support/pprof.ts";

const PATIENT = { timeout: 60_000 };
const profile = (name: string): string => join(PROFILES, `${name}.pb.gz`);

describeInBrowser("a pprof file", () => {
  let session: Session | undefined;
  let page: Page;
  let misdeeds: Misdeeds;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "gopherscope-files-"));
    session = await startSession([profile("heap")]);
    page = await session.browser.newPage({ viewport: { width: 1280, height: 720 } });
    misdeeds = watch(page, new URL(session.server.url).origin);
    await page.goto(session.server.url);
  });
  afterAll(async () => {
    await session?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** What the file dialog that comes next is answered. */
  function choose(path: string): void {
    page.once("filechooser", (chooser) => void chooser.setFiles(path));
  }

  const plain = (text: string): string => text.replaceAll("\u00a0", " ");
  const facts = async (): Promise<string> =>
    plain(await page.getByRole("group", { name: "What counts" }).innerText(PATIENT));

  test("that is served shows profiles alone; its sample type is a choice", async () => {
    const types = page.getByRole("combobox", { name: "Sample type" });
    await types.waitFor(PATIENT);
    expect(await page.locator("gs-timeline").count()).toBe(0);
    expect(await types.inputValue()).toBe("inuse_space");
    await page.getByText("profile of alloc_objects, alloc_space, inuse_objects, inuse_space").waitFor(PATIENT);
    const inuse = await facts();
    expect(inuse).toContain("KiB");
    await types.selectOption("alloc_objects");
    await expect.poll(facts, PATIENT).not.toContain("KiB");
    await types.selectOption("inuse_space");
    await expect.poll(facts, PATIENT).toBe(inuse);
  });

  test("has views for one request: the stacks as a tree and one by one, a function's calls and its lines", async () => {
    await page.getByRole("tab", { name: "Tree" }).click();
    const tree = page.getByRole("table", { name: "Tree of stacks" });
    const main = tree.getByRole("button", { name: "runtime.main", exact: true });
    await main.waitFor(PATIENT);
    const rows = async (): Promise<number> => Number(await tree.getAttribute("aria-rowcount"));
    expect(await main.getAttribute("aria-expanded")).toBe("true");
    const unfolded = await rows();
    await main.press("ArrowLeft");
    await expect.poll(rows, PATIENT).toBeLessThan(unfolded);
    await main.press("Shift+ArrowRight");
    await expect.poll(rows, PATIENT).toBe(unfolded);

    await page.getByRole("tab", { name: "Traces" }).click();
    await page.getByRole("table", { name: "Stacks" }).waitFor(PATIENT);
    const stack = page.getByRole("region", { name: "The stack" });
    await stack.getByRole("heading").getByText("frames").waitFor(PATIENT);
    await page.getByRole("button", { name: "main.(*tree).insert ← " }).first().click();
    await stack.getByRole("button", { name: "main.(*tree).insert", exact: true }).first().click();

    await page.getByRole("tab", { name: "Peek" }).click();
    const peek = page.getByRole("region", { name: "Callers and callees" });
    await peek.getByRole("heading", { name: "main.(*tree).insert" }).waitFor(PATIENT);
    await page.getByRole("tab", { name: "List" }).click();
    const lines = page.getByRole("table", { name: "Lines of main.go" });
    await lines.waitFor(PATIENT);
    expect(page.url()).toContain("list");
    choose(join(PROFILES, "words/main.go"));
    await page.getByRole("button", { name: "Choose the source file…" }).click();
    await lines.getByText("func (t *tree) insert").waitFor(PATIENT);
    await page.getByRole("tab", { name: "Top" }).click();
  });

  test("is opened beside others, narrowed, and compared", async () => {
    choose(profile("cpu"));
    await page.getByRole("button", { name: "Open…" }).click();
    await page.getByRole("button", { name: "cpu.pb.gz", exact: true }).waitFor(PATIENT);
    const whole = await facts();
    await page.getByRole("textbox", { name: "Focus:" }).fill("tree");
    await expect.poll(facts, PATIENT).not.toBe(whole);
    await page.getByRole("button", { name: "Clear" }).click();
    await expect.poll(facts, PATIENT).toBe(whole);

    choose(profile("cpu-2"));
    await page.getByRole("combobox", { name: "Compare with" }).selectOption("open");
    await expect.poll(facts, PATIENT).toContain("450 ms against 610 ms in the base; shown −160 ms");
    const table = page.getByRole("table", { name: "Functions" });
    await table.getByRole("columnheader", { name: "Flat ±" }).waitFor(PATIENT);
    const first = table.getByRole("row").nth(1).getByRole("cell");
    expect((await first.allInnerTexts()).map(plain)).toEqual(
      expect.arrayContaining(["−120 ms", "−19.7 %", "−90.0 ms", "main.(*tree).insert"]),
    );
    await page.getByRole("checkbox", { name: "normalised" }).check();
    await expect.poll(facts, PATIENT).toContain("610 ms against 610 ms");

    // What measures other things cannot be compared, and says so in the place of the answer.
    await page.getByRole("button", { name: "heap.pb.gz", exact: true }).click();
    await page.getByRole("alert").getByText("cannot compare: the base does not weigh inuse_space").waitFor(PATIENT);
    await page.getByRole("combobox", { name: "Compare with" }).selectOption("");
    await expect.poll(facts, PATIENT).toContain("KiB");
    for (const name of ["cpu.pb.gz", "cpu-2.pb.gz"]) await page.getByRole("button", { name: `Close ${name}` }).click();
    await page.getByRole("button", { name: "Close heap.pb.gz" }).click();
    await page.locator("gs-start-page").waitFor(PATIENT);
  });

  test("that is damaged says what and where, and leaves the trace that was open", async () => {
    await page.getByRole("button", { name: "Look at a sample" }).click();
    await page.locator("gs-timeline").waitFor(PATIENT);
    const cut = join(folder, "cut.pb.gz");
    writeFileSync(cut, readFileSync(profile("cpu")).subarray(0, 2000));
    choose(cut);
    await page.getByRole("button", { name: "Open…" }).click();
    await page.getByRole("alert").getByText("The profile is damaged").waitFor(PATIENT);
    await page.getByText("the gzip ends in the middle of its data (at byte 2000)").waitFor(PATIENT);
    await page.getByRole("button", { name: "Back to what was open" }).click();
    await page.locator("gs-timeline").waitFor(PATIENT);

    choose(profile("block"));
    await page.getByRole("button", { name: "Open…" }).click();
    await page.getByRole("combobox", { name: "Sample type" }).waitFor(PATIENT);
    await page.getByRole("button", { name: "Network", exact: true }).click();
    await page.getByRole("combobox", { name: "Sample type" }).waitFor({ ...PATIENT, state: "detached" });
    await page.getByRole("combobox", { name: "Compare with" }).selectOption("pin");
    await expect.poll(facts, PATIENT).toContain("in the base");
    await page.getByRole("searchbox", { name: "Goroutines whose start function contains" }).fill("main.");
    await expect.poll(facts, PATIENT).toContain("−");
    expect(misdeeds).toEqual({ errors: [], strayRequests: [] });
  });
});
