import type { Page } from "playwright-core";

/** Bytes of the page and its worker, after a collection; Chromium tells them where the page is isolated. */
export async function memoryOf(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const tell = performance as unknown as { measureUserAgentSpecificMemory(): Promise<{ readonly bytes: number }> };
    return (await tell.measureUserAgentSpecificMemory()).bytes;
  });
}
