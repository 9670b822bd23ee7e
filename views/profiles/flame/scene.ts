import { formatShare } from "../../../src/base/format.ts";
import type { FlameTree } from "../../../src/profile/flame-tree.ts";
import type { Paint } from "../../webgl/paint.ts";
import type { FlameColours, FlameTheme, Fill } from "./colours.ts";
import { layout, type FlameBox, type Stretch } from "./layout.ts";
import { lastName } from "./names.ts";

/** Height of a level, css pixels; as much as a line of its text and a gap. */
export const ROW = 19;
/** Narrower boxes, in css pixels, say nothing. */
const LEAST_TEXT = 24;
const PAD = 4;
/** Less room, in css pixels, holds no share. */
const LEAST_SHARE = 30;

/** All that a frame shows. Sizes in device pixels, scroll in css pixels. */
export interface FlameScene {
  readonly tree: FlameTree;
  readonly theme: FlameTheme;
  readonly colours: FlameColours;
  /** Short names by frame. */
  readonly names: readonly string[];
  /** What is said of the root. */
  readonly rootText: string;
  readonly stretch: Stretch;
  readonly width: number;
  readonly height: number;
  readonly lineHeight: number;
  readonly dpr: number;
  readonly scroll: number;
  /** 1 for frames that a search found; undefined: nothing is sought. */
  readonly found: Uint8Array | undefined;
  /** Nodes, or -1. */
  readonly hovered: number;
  readonly selected: number;
  /** The frame whose boxes are marked wherever they are, or -1. */
  readonly marked: number;
}

/** Paints the boxes in sight. */
export function paintFlame(paint: Paint, scene: FlameScene): void {
  const { tree, dpr, scroll, height, stretch, width } = scene;
  const first = Math.floor(scroll / ROW);
  const last = Math.floor((scroll + height / dpr) / ROW);
  for (const box of layout(tree, stretch, width, first, last)) paintBox(paint, scene, box);
}

function paintBox(paint: Paint, scene: FlameScene, { node, depth, x0, x1 }: FlameBox): void {
  const { dpr, tree, theme } = scene;
  const top = Math.round((depth * ROW - scene.scroll) * dpr);
  const bottom = Math.round(((depth + 1) * ROW - scene.scroll) * dpr) - 1;
  const fill = fillOf(scene, node);
  // Neighbours stand apart where there is room for it.
  const right = x1 - x0 > 2 ? x1 - 1 : x1;
  paint.box(x0, top, right, bottom, isDimmed(scene, node) ? fill.dimmed : fill.fill);
  if (node === -1) return;
  const frame = tree.frame[node]!;
  if (node === scene.selected) paint.frame(x0, top, right, bottom, Math.max(2, Math.round(1.5 * dpr)), theme.accent);
  else if (node === scene.hovered) paint.frame(x0, top, right, bottom, 1, theme.foreground);
  else if (frame === scene.marked && frame !== -1) paint.box(x0, bottom - dpr * 2, right, bottom, theme.accent);
  if (x1 - x0 >= LEAST_TEXT * dpr)
    paintName(paint, scene, node, x0, right, (top + bottom - scene.lineHeight) / 2, fill);
}

function isDimmed({ tree, found }: FlameScene, node: number): boolean {
  return found !== undefined && node !== 0 && (node === -1 || found[tree.frame[node]!] === 0);
}

function fillOf({ tree, colours, found }: FlameScene, node: number): Fill {
  if (node === -1) return colours.merged;
  // In a comparison colour says what grew, and what is found is what is not dimmed.
  const sought = found !== undefined && node !== 0 && found[tree.frame[node]!] === 1 && tree.base.length === 0;
  return sought ? colours.found : colours.of(node);
}

function paintName(paint: Paint, scene: FlameScene, node: number, x0: number, x1: number, y: number, fill: Fill): void {
  const { tree, dpr, theme } = scene;
  const dimmed = isDimmed(scene, node);
  const ink = dimmed ? theme.muted : fill.ink;
  const left = x0 + PAD * dpr;
  const room = x1 - left - dpr;
  const name = node === 0 ? scene.rootText : scene.names[tree.frame[node]!]!;
  const wide = paint.measure(name);
  if (wide > room) {
    // The end of a name says more than its beginning.
    paint.text(node === 0 ? name : lastName(name), left, y, ink, room);
    return;
  }
  paint.text(name, left, y, ink);
  const rest = room - wide - 2 * PAD * dpr;
  if (node === 0 || rest < LEAST_SHARE * dpr) return;
  const share =
    tree.base.length === 0
      ? formatShare(Math.abs(tree.total[node]!), Math.abs(tree.total[0]!))
      : changeText(tree.total[node]!, tree.base[node]!);
  if (paint.measure(share) <= rest)
    paint.text(share, left + wide + 2 * PAD * dpr, y, dimmed ? theme.muted : fill.softInk);
}

/** "+12.3 %", "new" or "gone". */
function changeText(now: number, base: number): string {
  if (now === base) return "";
  if (base === 0) return "new";
  if (now === 0) return "gone";
  return (now > base ? "+" : "\u2212") + formatShare(Math.abs(now - base), Math.abs(base));
}
