import type { Locator, Page } from "playwright-core";

/** How many different colours an element shows: some for a grid and its lettering, many more for a drawn timeline. */
export async function coloursOf(element: Locator): Promise<number> {
  return countColours(element.page(), await element.screenshot(), 0);
}

/** How many different colours that are no greys a picture has; `eye` is any page, to look at it with. */
export async function vividColoursOf(eye: Page, png: Buffer): Promise<number> {
  return countColours(eye, png, VIVID);
}

/** How far apart red, green and blue of what is no grey are. */
const VIVID = 60;

async function countColours(eye: Page, png: Buffer, least: number): Promise<number> {
  return eye.evaluate(
    async ([url, apart]) => {
      const image = new Image();
      image.src = url;
      await image.decode();
      const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
      if (context === null) throw new Error("no 2d canvas");
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, image.width, image.height);
      const colours = [...new Set(new Uint32Array(data.buffer))];
      return colours.filter((colour) => {
        const parts = [colour & 255, (colour >> 8) & 255, (colour >> 16) & 255];
        return Math.max(...parts) - Math.min(...parts) >= apart;
      }).length;
    },
    [`data:image/png;base64,${png.toString("base64")}`, least] as const,
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
