import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { chromium, type Page } from "playwright-core";

import { findOrInstallChromium, LAUNCH_ARGS } from "./chromium.mjs";
import { startCli } from "./cli.ts";

/** Takes the picture that README.md shows, of the real page with the sample in it. Run by `npm run screenshot`. */
const WIDTH = 1600;
const HEIGHT = 900;
const LOOK_MS = 500;
const STEADY_LOOKS = 8;
const OUTPUT = "testdata/screenshot.png";

const sample = ["testdata/sample.trace", "testdata/sample.trace.gz"].find((path) => existsSync(path));
if (sample === undefined) throw new Error("there is no sample trace in testdata/");
const executablePath = findOrInstallChromium();
if (executablePath === undefined) process.exit(1);

const server = await startCli([sample]);
const browser = await chromium.launch({ executablePath, headless: true, args: [...LAUNCH_ARGS] });
try {
  const page = await browser.newPage({ viewport: { width: WIDTH, height: HEIGHT }, colorScheme: "light" });
  await page.goto(server.url);
  await page.waitForSelector("gs-timeline canvas");
  writeFileSync(join(process.cwd(), OUTPUT), await settled(page));
  console.log(`${OUTPUT}: ${WIDTH} × ${HEIGHT}`);
} finally {
  await browser.close();
  await server.stop();
}

/** The page once it has stopped changing. */
async function settled(page: Page): Promise<Buffer> {
  let last = await page.screenshot();
  for (let same = 0; same < STEADY_LOOKS;) {
    await page.waitForTimeout(LOOK_MS);
    const now = await page.screenshot();
    same = now.equals(last) ? same + 1 : 0;
    last = now;
  }
  return last;
}
