import type { Bookmark } from "../../src/app/bookmarks.ts";
import { formatBytes, formatCount } from "../../src/base/format.ts";
import { extentOf, Style } from "../../src/timeline/style.ts";
import type { SeriesTile } from "../../src/timeline/types.ts";
import type { Row } from "./layout.ts";
import { paintArrows, type PlacedArrow } from "./arrows.ts";
import { paintStretch, paintStretchLength } from "./stretch-paint.ts";
import { paintMarks, paintMarksInRuler } from "./mark-paint.ts";
import type { PlacedMarks } from "./marks.ts";
import { paintLife } from "./lives.ts";
import { type Loss, paintLosses, paintLossFlags } from "./losses.ts";
import { ruler, RULER_HEIGHT, type Ruler } from "./ruler.ts";
import { shadesIn, type Pauses } from "./shades.ts";
import { faded, inkOn } from "../webgl/colour.ts";
import type { Paint } from "../webgl/paint.ts";
import type { Theme } from "./theme.ts";
import { unpackBelow } from "./slots.ts";
import type { LabelSet } from "./tile-encode.ts";
import { pixelOfTime, type TimeWindow } from "./view-state.ts";

/** A rectangle to outline: what is selected, what is under the pointer. */
export interface Outline {
  readonly row: Row;
  readonly start: number;
  readonly end: number;
  readonly strong: boolean;
}

/** Everything that is painted around the spans in one frame. Sizes in device pixels, `scroll` and rows in css pixels. */
export interface Scene {
  readonly window: TimeWindow;
  readonly width: number;
  readonly height: number;
  readonly dpr: number;
  readonly scroll: number;
  /** Where the tracks that scroll begin, css pixels. */
  readonly top: number;
  readonly theme: Theme;
  readonly rows: readonly Row[];
  readonly pauses: Pauses;
  /** Where events are missing. */
  readonly losses: readonly Loss[];
  readonly labels: readonly LabelSet[];
  /** Per slot [y, height, inset above, inset below] in css pixels; y as in the layout, less the anchor. */
  readonly slots: Float32Array;
  readonly anchor: number;
  readonly series: readonly SeriesTile[];
  readonly outlines: readonly Outline[];
  readonly marks: PlacedMarks | undefined;
  readonly bookmarks: readonly Bookmark[];
  readonly arrows: readonly PlacedArrow[];
  /** Time that is selected. */
  readonly stretch: TimeWindow | undefined;
  /** Where the pointer is, in ns, or undefined. */
  readonly pointer: number | undefined;
}

const MOST_NOTE_PX = 140;
const TICKS_APART = 110;
const LABEL_LINE = 16;
/** Curves less high than this have no scale. */
const LEAST_SCALED = 36;
/** Rectangles less high than this have no label. */
const LEAST_LABELLED = 11;
const MOST_LABELS = 900;
/** So many opaque lines across all tracks, shared among the pauses of a pixel's width: many of them stay calm. */
const HAIRLINES = 5;
/** From this width on the shade of a pause has edges; css pixels. */
const EDGED_PX = 8;

/** Behind the spans: bands of the sections, lines between rows, where goroutines are, and a faint line per tick. */
export function paintUnder(paint: Paint, scene: Scene): void {
  const { theme, dpr, width } = scene;
  const top = RULER_HEIGHT * dpr;
  const marks = rulerOf(scene);
  for (const tick of marks.ticks) {
    const x = Math.round(pixelOfTime(scene.window, width, tick.time));
    paint.box(x, top, x + 1, scene.height, theme.grid);
  }
  const tracksTop = Math.round(scene.top * dpr);
  for (const row of scene.rows) {
    const isPinned = row.kind === "track" && row.pinned;
    const y = Math.round((row.y - scene.scroll + scene.top) * dpr);
    const bottom = Math.round((row.y + row.height - scene.scroll + scene.top) * dpr);
    if (!isPinned && bottom <= tracksTop) continue;
    if (row.kind === "section") paint.box(0, Math.max(y, tracksTop), width, bottom, theme.section);
    else paint.box(0, bottom - 1, width, bottom, theme.grid);
    if (isPinned || y >= tracksTop)
      paintLife(paint, row, scene.window, y, bottom - y, width, dpr, faded(theme.muted, 0.6));
  }
  if (scene.top > RULER_HEIGHT) paint.box(0, tracksTop - 1, width, tracksTop, faded(theme.muted, 0.7));
}

/** Before the spans: labels, the shade of pauses, scales of the curves, outlines, and the ruler above all. */
export function paintOver(paint: Paint, scene: Scene): void {
  paintLabels(paint, scene);
  paintScales(paint, scene);
  paintShades(paint, scene);
  paintAllMarks(paint, scene);
  paintLosses(paint, scene, RULER_HEIGHT * scene.dpr);
  for (const outline of scene.outlines) paintOutline(paint, scene, outline);
  if (scene.arrows.length > 0) paintArrows(paint, scene, scene.arrows);
  if (scene.stretch !== undefined) paintStretch(paint, scene, scene.stretch);
  paintPointer(paint, scene);
  paintRuler(paint, scene);
  paintLossFlags(paint, scene, RULER_HEIGHT * scene.dpr);
}

function rulerOf(scene: Scene): Ruler {
  return ruler(scene.window, scene.width, TICKS_APART * scene.dpr);
}

function paintLabels(paint: Paint, scene: Scene): void {
  const { dpr, width, theme, slots } = scene;
  const top = scene.top * dpr;
  const pad = 4 * dpr;
  const scale = width / (scene.window.to - scene.window.from);
  let painted = 0;
  for (const set of scene.labels) {
    for (let i = 0; i < set.count && painted < MOST_LABELS; i++) {
      const x0 = Math.max(0, (set.start[i]! - scene.window.from) * scale) + pad;
      const x1 = Math.min(width, (set.end[i]! - scene.window.from) * scale) - pad;
      if (x1 - x0 < 10 * dpr) continue;
      const slot = set.slot[i]! * 4;
      const [roomBelow, isPinned] = unpackBelow(slots[slot + 3]!);
      const height = slots[slot + 1]! - slots[slot + 2]! - roomBelow;
      const [above, below] = extentOf(set.shape[i]!);
      if (height * (below - above) < LEAST_LABELLED) continue;
      const middle = slots[slot]! + slots[slot + 2]! + (height * (above + below)) / 2 - (scene.scroll - scene.anchor);
      const y = (middle - LABEL_LINE / 2) * dpr + top;
      if (y > scene.height || (!isPinned && y < top)) continue;
      if (paint.text(set.labels[set.label[i]!]!, x0, y, theme.inks[set.style[i]!]!, x1 - x0)) painted++;
    }
  }
}

/** The full scale of a curve at its top left, and what its colours are. */
function paintScales(paint: Paint, scene: Scene): void {
  const { dpr, theme } = scene;
  for (const series of scene.series) {
    const row = scene.rows.find((r) => r.kind === "track" && r.track.kind === series.track.kind);
    if (row === undefined || row.height < LEAST_SCALED) continue;
    const y = (row.y - scene.scroll + 3 + scene.top) * dpr;
    if (y < scene.top * dpr && !(row.kind === "track" && row.pinned)) continue;
    const text = series.unit === "bytes" ? formatBytes(series.top) : formatCount(series.top);
    const wide = paint.measure(text);
    paint.box(2 * dpr, y, wide + 8 * dpr, y + LABEL_LINE * dpr, faded(theme.background, 0.75));
    paint.text(text, 5 * dpr, y, theme.muted);
  }
}

function paintShades(paint: Paint, scene: Scene): void {
  const colour = scene.theme.styles[Style.StopTheWorld]!;
  const top = RULER_HEIGHT * scene.dpr;
  const shades = shadesIn(scene.pauses, scene.window, scene.width);
  const narrow = Math.min(0.14, HAIRLINES / Math.max(shades.length, 1));
  for (const shade of shades) {
    const slim = shade.x1 - shade.x0 < EDGED_PX * scene.dpr;
    const alpha = !shade.wide ? narrow : slim ? 0.3 : 0.15;
    paint.box(shade.x0, top, shade.x1, scene.height, faded(colour, alpha));
    if (slim) continue;
    paint.box(shade.x0, top, shade.x0 + 1, scene.height, faded(colour, 0.55));
    paint.box(shade.x1 - 1, top, shade.x1, scene.height, faded(colour, 0.55));
  }
}

function paintOutline(paint: Paint, scene: Scene, outline: Outline): void {
  const { dpr, theme } = scene;
  const far = 4;
  const x0 = Math.max(-far, Math.round(pixelOfTime(scene.window, scene.width, outline.start)));
  const x1 = Math.min(
    scene.width + far,
    Math.max(x0 + 1, Math.round(pixelOfTime(scene.window, scene.width, outline.end))),
  );
  if (x1 < 0 || x0 > scene.width) return;
  const top = (outline.row.y - scene.scroll + scene.top) * dpr;
  const bottom = top + (outline.row.height - 1) * dpr;
  if (top < scene.top * dpr - 1 && !(outline.row.kind === "track" && outline.row.pinned)) return;
  const line = Math.round((outline.strong ? 2 : 1) * dpr);
  const gap = outline.strong ? line : 0;
  if (outline.strong) paint.frame(x0 - gap - 1, top - 1, x1 + gap + 1, bottom + 1, 1, theme.background);
  paint.frame(x0 - gap, top, x1 + gap, bottom, line, outline.strong ? theme.accent : faded(theme.foreground, 0.7));
}

function paintAllMarks(paint: Paint, scene: Scene): void {
  if (scene.marks === undefined) return;
  for (const row of scene.rows) {
    const top = Math.round((row.y - scene.scroll + scene.top) * scene.dpr);
    if (top < scene.top * scene.dpr - 1 && !(row.kind === "track" && row.pinned)) continue;
    paintMarks(paint, scene, scene.marks, row, top, top + row.height * scene.dpr);
  }
}

function paintPointer(paint: Paint, scene: Scene): void {
  if (scene.pointer === undefined) return;
  const x = Math.round(pixelOfTime(scene.window, scene.width, scene.pointer));
  paint.box(x, RULER_HEIGHT * scene.dpr, x + 1, scene.height, faded(scene.theme.foreground, 0.25));
}

function paintRuler(paint: Paint, scene: Scene): void {
  const { dpr, theme, width } = scene;
  const bottom = RULER_HEIGHT * dpr;
  const marks = rulerOf(scene);
  paint.box(0, 0, width, bottom, theme.ruler);
  paint.box(0, bottom - 1, width, bottom, faded(theme.muted, 0.5));
  const at = (time: number): number => Math.round(pixelOfTime(scene.window, width, time));
  for (const time of marks.minor) paint.box(at(time), bottom - 4 * dpr, at(time) + 1, bottom, faded(theme.muted, 0.6));
  const lineY = marks.base === undefined ? 9 : 13;
  for (const tick of marks.ticks) {
    paint.box(at(tick.time), bottom - 9 * dpr, at(tick.time) + 1, bottom, theme.muted);
    paint.text(tick.label, at(tick.time) + 4 * dpr, (lineY - 1) * dpr, theme.foreground);
  }
  if (marks.base !== undefined) paint.text(marks.base.label, 4 * dpr, 0, theme.muted);
  if (scene.stretch !== undefined) paintStretchLength(paint, scene, scene.stretch, bottom);
  for (const bookmark of scene.bookmarks) paintBookmark(paint, scene, at(bookmark.time), bookmark.note);
  if (scene.marks !== undefined) paintMarksInRuler(paint, scene, scene.marks, bottom);
}

/** A flag in the ruler with as much of the note as there is room for, and a line through the tracks. */
function paintBookmark(paint: Paint, { dpr, theme, width, height }: Scene, x: number, note: string): void {
  if (x < 0 || x > width) return;
  const room = Math.min(MOST_NOTE_PX * dpr, paint.measure(note));
  paint.box(x, 0, x + Math.round(dpr), height, faded(theme.accent, 0.7));
  paint.box(x, 0, x + room + 8 * dpr, 13 * dpr, theme.accent);
  if (room > 0) paint.text(note, x + 4 * dpr, -dpr, inkOn(theme.accent), room + 1);
}
