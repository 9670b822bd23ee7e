import { type Browser, chromium, type Page } from "playwright-core";
import { describe } from "vitest";

import { findChromium, LAUNCH_ARGS } from "./chromium.mjs";
import { type RunningCli, startCli } from "./cli.ts";

const executablePath = findChromium();

/** A `describe` that is skipped where no Chromium is; under CI it runs, and then fails. */
export const describeInBrowser = describe.skipIf(executablePath === undefined && process.env["CI"] === undefined);

/** A Chromium without a window and with a new profile of its own, drawing WebGL2 in software. */
async function launchBrowser(): Promise<Browser> {
  if (executablePath === undefined) throw new Error("no Chromium: set CHROME_PATH, or see what npm test says");
  return chromium.launch({ executablePath, headless: true, args: [...LAUNCH_ARGS] });
}

export interface Session {
  readonly browser: Browser;
  readonly server: RunningCli;
  close(): Promise<void>;
}

/** A browser, and the built command serving what `args` name. Leaves nothing running when one of them does not start. */
export async function startSession(args: readonly string[] = []): Promise<Session> {
  const browser = await launchBrowser();
  try {
    const server = await startCli(args);
    const close = async (): Promise<void> => {
      await Promise.all([browser.close(), server.stop()]);
    };
    return { browser, server, close };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

/** What a page did that it should not have. Both lists are filled while the page lives. */
export interface Misdeeds {
  /** Console errors and warnings of the policy, uncaught errors, and requests that failed. */
  readonly errors: string[];
  /** URLs of requests to anywhere but `origin`; `blob:` and `data:` stay in the browser. */
  readonly strayRequests: string[];
}

export function watch(page: Page, origin: string): Misdeeds {
  const misdeeds: Misdeeds = { errors: [], strayRequests: [] };
  page.on("console", (message) => {
    if (message.type() === "error") misdeeds.errors.push(message.text());
  });
  page.on("pageerror", (error) => misdeeds.errors.push(error.stack ?? error.message));
  page.on("request", (request) => {
    const url = new URL(request.url());
    const inside = url.origin === origin || url.protocol === "blob:" || url.protocol === "data:";
    if (!inside) misdeeds.strayRequests.push(request.url());
  });
  return misdeeds;
}
