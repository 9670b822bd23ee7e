import type { Locator } from "playwright-core";

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
