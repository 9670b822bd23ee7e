// What `npm test` runs, in a fresh clone too: Node's own modules only, until the dependencies are there.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { build } from "../../src/cli/dev/build.mjs";
import { installIfNeeded, ROOT } from "../../src/cli/dev/install.mjs";
import { findOrInstallChromium } from "./chromium.mjs";

/** @typedef {{ assertionResults: { status: string }[], status: string }} FileResult */

installIfNeeded();
const chromium = findOrInstallChromium();
if (chromium !== undefined) process.env["CHROME_PATH"] = chromium;

/** @type {Record<string, () => boolean>} */
const STEPS = {
  types: () => tool("typescript/bin/tsc", []),
  "types without Node and DOM": () => tool("typescript/bin/tsc", ["--project", "test/support/tsconfig.core.json"]),
  lint: () => tool("oxlint/bin/oxlint", ["--type-aware", "--deny-warnings"]),
  format: () => tool("oxfmt/bin/oxfmt", ["--check"]),
  "unused code": () => tool("knip/bin/knip.js", []),
  build,
};

// All of them run, so that one look tells everything that is wrong.
const failedSteps = Object.entries(STEPS)
  .filter(([name, step]) => {
    console.log(`\n── ${name}`);
    return !step();
  })
  .map(([name]) => name);

console.log("\n── tests");
const counts = runTests();
console.log(failedSteps.length === 0 ? "\nevery check passed" : `\nfailed checks: ${failedSteps.join(", ")}`);
console.log(
  `${counts.passed} passed, ${counts.failed} failed${counts.skipped === 0 ? "" : `, ${counts.skipped} skipped`}`,
);
process.exit(failedSteps.length === 0 && counts.failed === 0 ? 0 : 1);

/**
 * @param {string} script inside node_modules
 * @param {readonly string[]} args
 */
function tool(script, args) {
  const result = spawnSync(process.execPath, [join(ROOT, "node_modules", script), ...args], {
    cwd: ROOT,
    stdio: "inherit",
  });
  return result.status === 0;
}

/** A file that failed outside its tests (in loading or setting up), and a run without a report, count as a failed test each. */
function runTests() {
  const folder = mkdtempSync(join(tmpdir(), "gopherscope-test-"));
  const report = join(folder, "report.json");
  const ok = tool("vitest/vitest.mjs", ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`]);
  /** @type {string[]} */
  let statuses = [];
  try {
    const { testResults } = /** @type {{ testResults: FileResult[] }} */ (JSON.parse(readFileSync(report, "utf8")));
    statuses = testResults.flatMap((file) => {
      const own = file.assertionResults.map(({ status }) => status);
      return file.status === "failed" && !own.includes("failed") ? [...own, "failed"] : own;
    });
  } catch (error) {
    console.error(`the test run left no report: ${String(error)}`);
  }
  rmSync(folder, { recursive: true, force: true });
  const count = (/** @type {(status: string) => boolean} */ holds) => statuses.filter(holds).length;
  const passed = count((status) => status === "passed");
  const failed = count((status) => status === "failed");
  return { passed, failed: !ok && failed === 0 ? 1 : failed, skipped: statuses.length - passed - failed };
}
