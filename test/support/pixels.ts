import type { Locator, Page } from "playwright-core";

/** How many different colours an element shows: some for a grid and its lettering, many more for a drawn timeline. */
export async function coloursOf(element: Locator): Promise<number> {
  const png = await element.screenshot();
  return element.page().evaluate(
    async (url) => {
      const image = new Image();
      image.src = url;
      await image.decode();
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext("2d");
      if (context === null) throw new Error("no 2d canvas");
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, image.width, image.height);
      return new Set(new Uint32Array(data.buffer)).size;
    },
    `data:image/png;base64,${png.toString("base64")}`,
  );
}

/** Where to look on a page, css pixels. */
interface Clip {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Rows of device pixels of a part of the page, as it is on the screen, `rows` counted from its top: colours as 0xrrggbb. */
export async function pixelRows(page: Page, clip: Clip, rows: readonly number[]): Promise<number[][]> {
  const png = await page.screenshot({ clip, scale: "device" });
  return page.evaluate(
    async ([url, wanted]) => {
      const image = new Image();
      image.src = url;
      await image.decode();
      const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
      if (context === null) throw new Error("no 2d canvas");
      context.drawImage(image, 0, 0);
      return wanted.map((row) => {
        const { data } = context.getImageData(0, row, image.width, 1);
        return Array.from({ length: image.width }, (_, x) => {
          const [red = 0, green = 0, blue = 0] = data.subarray(4 * x, 4 * x + 3);
          return (red << 16) | (green << 8) | blue;
        });
      });
    },
    [`data:image/png;base64,${png.toString("base64")}`, rows] as const,
  );
}
