import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * What axe finds serious in the page as it is at rest: `rule: elements` each, by all rules or by contrast alone. Waits until
 * nothing is dimmed for being worked out anew.
 */
export async function seriousIn(page: Page, rules: "all" | "color-contrast"): Promise<string[]> {
  await page.locator("[stale], [aria-busy=true]").first().waitFor({ state: "detached", timeout: 60_000 });
  await page.evaluate(AXE);
  const results = await page.evaluate(
    (runOnly) =>
      (globalThis as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run(
        runOnly === "all" ? {} : { runOnly: [runOnly] },
      ),
    rules,
  );
  return results.violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
}
