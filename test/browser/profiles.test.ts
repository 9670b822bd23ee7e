import { readFileSync } from "node:fs";

import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { gunzip } from "../../parsers/gzip.ts";
import { decodePprof } from "../../parsers/pprof/decode.ts";
import { exactNs } from "../../src/base/format.ts";
import type { Profile } from "../../src/model/profile.ts";
import { buildGraph } from "../../src/profile/graph.ts";
import { prepareReport } from "../../src/profile/report.ts";
import { describeInBrowser, type Session, startSession, watch } from "../support/browser.ts";

const PATIENT = { timeout: 60_000 };

describeInBrowser("the page of profiles", () => {
  let session: Session | undefined;
  beforeAll(async () => {
    session = await startSession();
  });
  afterAll(() => session?.close());

  async function samplePage(hash: string): Promise<Page> {
    if (session === undefined) throw new Error("no browser was started");
    const context = await session.browser.newContext({ viewport: { width: 1280, height: 720 } });
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const page = await context.newPage();
    await page.goto(session.server.url + hash);
    await page.locator("gs-facts-strip").waitFor(PATIENT);
    return page;
  }

  test("weighs a type of waiting, and exports it as the file that pprof reads", async () => {
    const page = await samplePage("#timeline?trace=sample");
    const misdeeds = watch(page, new URL(page.url()).origin);
    await page.getByRole("link", { name: "Profiles", exact: true }).click();
    await page.getByRole("button", { name: "Sync", exact: true }).click();
    const table = functions(page);
    await table.waitFor(PATIENT);

    const [download] = await Promise.all([
      page.waitForEvent("download", PATIENT),
      page.getByRole("button", { name: "Export pprof" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("sample-sync.pb.gz");
    const prepared = prepareReport(decoded(readFileSync(await download.path())), {});
    if (!prepared.ok) throw new Error(prepared.message);
    const { report } = prepared;
    const nodes = buildGraph(report.profile, { sampleIndex: report.sampleIndex });
    expect(await table.getAttribute("aria-rowcount")).toBe(String(nodes.length + 1));
    await page.getByTitle(exactNs(report.total)).first().waitFor(PATIENT);
    for (const row of [1, 2, 3, 4]) {
      const cells = table.getByRole("row").nth(row).getByRole("cell");
      const name = await cells.nth(5).innerText();
      const node = nodes.find((one) => one.name === name)!;
      expect(await cells.nth(0).getByTitle(exactNs(node.flat)).count()).toBe(1);
      expect(await cells.nth(3).getByTitle(exactNs(node.cum)).count()).toBe(1);
    }

    // A function that is chosen shows who calls it, with the weights of the file.
    const name = await table.getByRole("row").nth(2).getByRole("cell").nth(5).innerText();
    await table.getByRole("button", { name, exact: true }).click();
    const peek = page.getByRole("region", { name: "Callers and callees" });
    await peek.getByRole("heading", { name, exact: true }).waitFor(PATIENT);
    const callers = nodes.find((node) => node.name === name)!.in;
    expect(callers.length).toBeGreaterThan(0);
    const items = peek.getByRole("region", { name: "Callers", exact: true }).getByRole("listitem");
    await expect.poll(() => items.count(), PATIENT).toBe(callers.length);
    const caller = callers.toSorted((a, b) => b.weight - a.weight)[0]!;
    expect(await items.first().getByTitle(exactNs(caller.weight)).count()).toBe(1);
    await items.first().getByRole("button").press("Enter");
    await peek.getByRole("heading", { name: caller.source.name, exact: true }).waitFor(PATIENT);
    expect(misdeeds).toEqual({ errors: [], strayRequests: [] });
    await page.context().close();
  });

  test("sorts, filters, and is copied as pprof's text", async () => {
    const page = await samplePage("#profiles?trace=sample&view=sync");
    const table = functions(page);
    await table.waitFor(PATIENT);
    const all = Number(await table.getAttribute("aria-rowcount"));
    await table.getByRole("button", { name: "Cum", exact: true }).click();
    await expect.poll(() => page.url()).toContain("view=sync,,cum~");
    await page.getByRole("button", { name: "Copy" }).click();
    await page.getByRole("button", { name: "Copied" }).waitFor(PATIENT);
    const text = await page.evaluate(() => navigator.clipboard.readText());
    expect(text).toMatch(/^Trace: sample[^\n]*, sync\nType: delay\n/u);
    expect(text).toContain("      flat  flat%   sum%        cum   cum%\n");
    const search = page.getByRole("searchbox", { name: "Functions whose name or file contains" });
    await search.fill("MAIN.");
    await expect.poll(async () => Number(await table.getAttribute("aria-rowcount"))).toBeLessThan(all);
    for (const cell of await table.getByRole("row").getByRole("button", { name: "main." }).allInnerTexts()) {
      expect(cell).toContain("main.");
    }
    await search.fill("<b>no such function</b>");
    await page.getByText("contains “<b>no such function</b>”").waitFor(PATIENT);
    await page.context().close();
  });

  test("counts open waits when asked, and answers for the scope", async () => {
    const page = await samplePage("#profiles?trace=sample&view=sync");
    const facts = page.getByRole("group", { name: "What counts" });
    await facts.waitFor(PATIENT);
    const before = await facts.innerText();
    await page.getByRole("checkbox", { name: "count waits still open at the end" }).check();
    await expect.poll(() => page.url()).toContain("view=sync,open,flat~");
    await expect.poll(() => facts.innerText(), PATIENT).not.toBe(before);
    const whole = await facts.innerText();
    await page.getByRole("searchbox", { name: "Goroutines whose start function contains" }).fill("runtime.");
    await expect.poll(() => facts.innerText(), PATIENT).not.toBe(whole);
    await page.context().close();
  });

  test("filters what is weighed, says what is no expression, and keeps both in the URL", async () => {
    const page = await samplePage("#profiles?trace=sample&view=sync");
    const facts = page.getByRole("group", { name: "What counts" });
    await facts.waitFor(PATIENT);
    const before = await facts.innerText();
    const focus = page.getByRole("textbox", { name: "Focus:" });
    await focus.fill("main\\.(");
    await page.getByRole("alert").getByText("Unterminated group").waitFor(PATIENT);
    await focus.fill("main\\.");
    await expect.poll(() => facts.innerText(), PATIENT).not.toBe(before);
    await page.getByRole("alert").waitFor({ ...PATIENT, state: "detached" });
    await expect.poll(() => page.url()).toContain("view=sync,,flat~,,,,,main~5c.");
    await page.reload();
    await focus.waitFor(PATIENT);
    expect(await focus.inputValue()).toBe("main\\.");
    await page.getByRole("button", { name: "Clear" }).click();
    await expect.poll(() => facts.innerText(), PATIENT).toBe(before);
    await page.getByRole("combobox", { name: "Granularity" }).selectOption("files");
    await functions(page).getByRole("button", { name: ".go", exact: false }).first().waitFor(PATIENT);
    await page.context().close();
  });

  test("says why there is nothing", async () => {
    const page = await samplePage("#profiles?trace=sample&of=match:nobody.is.called.that&view=net");
    await page.getByText("No goroutine waited for the network in this scope.").waitFor(PATIENT);
    await page.getByRole("button", { name: "CPU", exact: true }).click();
    await page.getByText("No CPU sample was taken in this scope. The whole trace has").waitFor(PATIENT);
    await page.context().close();
  });
});

function functions(page: Page): Locator {
  return page.getByRole("table", { name: "Functions" });
}

function decoded(file: Uint8Array): Profile {
  const result = decodePprof(gunzip(file, 1 << 24).bytes);
  if (!result.ok) throw new Error(result.error.message);
  return result.profile;
}
