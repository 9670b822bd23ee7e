import { formatCount, formatNs } from "../../src/base/format.ts";
import type { Bucket } from "./histogram.ts";
import { pictureOf } from "./picture.ts";

const WIDTH = 900;
const HEIGHT = 320;
const LEFT = 16;
const FOOT = 44;
const HEAD = 22;

/** The bars with their counts, and on the axis where each begins. `variable` is the bars' colour. */
export function histogramPicture(
  element: HTMLElement,
  title: string,
  buckets: readonly Bucket[],
  variable: string,
): Promise<Blob> {
  return pictureOf(element, { title, legend: [] }, { width: WIDTH, height: HEIGHT }, (context, colour) => {
    const most = buckets.reduce((sum, { count }) => Math.max(sum, count), 1);
    const step = (WIDTH - 2 * LEFT) / Math.max(buckets.length, 1);
    const base = HEIGHT - FOOT;
    context.font = "11px system-ui, sans-serif";
    context.textAlign = "center";
    for (const [i, { from, count }] of buckets.entries()) {
      const x = LEFT + i * step;
      const height = (count / most) * (base - HEAD);
      context.fillStyle = colour(variable);
      context.fillRect(x + 1, base - height, Math.max(step - 2, 1), height);
      context.fillStyle = colour("--gs-text");
      if (count > 0 && step >= 30) context.fillText(formatCount(count), x + step / 2, base - height - 9);
      context.fillStyle = colour("--gs-dim");
      if (i % Math.ceil(52 / step) === 0) context.fillText(formatNs(from), x, base + 13);
    }
    context.fillStyle = colour("--gs-line");
    context.fillRect(LEFT, base, WIDTH - 2 * LEFT, 1);
    context.fillStyle = colour("--gs-dim");
    context.fillText("duration (each bar from its label to the next)", WIDTH / 2, HEIGHT - 12);
  });
}

/** A row for each bar; exact, ns. */
export function histogramCsv(buckets: readonly Bucket[]): string {
  const rows = buckets.map(({ from, to, count, total }) => [from, Number.isFinite(to) ? to : "", count, total]);
  return [["from_ns", "to_ns", "count", "total_ns"], ...rows].map((row) => `${row.join(",")}\r\n`).join("");
}
