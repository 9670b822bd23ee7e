import type { TimeWindow } from "./view-state.ts";
import type { GroupInfo, GroupMembers, TrackOutline, TrackRef } from "../../src/timeline/types.ts";

/** Heights in css pixels. Groups have room for the bars that sum them up. */
export const ROW_HEIGHT = 22;
export const SECTION_HEIGHT = 24;
export const GOROUTINE_HEIGHT = 20;
export const GC_HEIGHT = 41;
export const CURVE_HEIGHT = 60;

export interface TrackRow {
  readonly kind: "track";
  readonly track: TrackRef;
  readonly y: number;
  readonly height: number;
  readonly name: string;
  /** Small text at the right of the name: how many goroutines a group has. */
  readonly note: string;
  readonly group: GroupInfo | undefined;
  readonly open: boolean;
  /** Of a goroutine: ns from when to when it was there. */
  readonly life: TimeWindow | undefined;
}

export interface SectionRow {
  readonly kind: "section";
  readonly y: number;
  readonly height: number;
  readonly name: string;
  readonly note: string;
}

export type Row = TrackRow | SectionRow;

/** Rows of equal height, made when they are looked at: a layout of 100,000 rows holds a few hundred blocks. */
interface Block {
  readonly y: number;
  readonly rowHeight: number;
  readonly count: number;
  readonly row: (index: number, y: number) => Row;
}

export interface Layout {
  readonly blocks: readonly Block[];
  readonly height: number;
}

export function trackKey(track: TrackRef): string {
  return `${track.kind}:${track.index}`;
}

/** Lays all tracks out. `open` holds the members of the groups that are open. O(groups). */
export function layoutTracks(outline: TrackOutline, open: ReadonlyMap<number, GroupMembers>): Layout {
  const blocks: Block[] = [];
  let height = 0;
  const add = (rowHeight: number, count: number, row: Block["row"]): void => {
    if (count === 0) return;
    blocks.push({ y: height, rowHeight, count, row });
    height += rowHeight * count;
  };
  const single = (kind: TrackRef["kind"], name: string, rowHeight: number): void =>
    add(rowHeight, 1, (_, y) => trackRow({ kind, index: 0 }, y, rowHeight, name, ""));

  single("gc", "GC", GC_HEIGHT);
  single("heap", "Heap", CURVE_HEIGHT);
  single("goroutines", "Goroutines", CURVE_HEIGHT);
  add(SECTION_HEIGHT, 1, (_, y) => section(y, "Procs", String(outline.procs.length)));
  add(ROW_HEIGHT, outline.procs.length, (index, y) => {
    const proc = outline.procs[index]!;
    return trackRow({ kind: "proc", index: proc.index }, y, ROW_HEIGHT, `P${proc.id}`, "");
  });
  const goroutines = outline.groups.reduce((sum, group) => sum + group.count, 0);
  add(SECTION_HEIGHT, 1, (_, y) => section(y, "By start function", String(goroutines)));
  for (const group of outline.groups) {
    const members = open.get(group.index);
    add(ROW_HEIGHT, 1, (_, y) => groupRow(group, y, members !== undefined));
    if (members === undefined) continue;
    add(GOROUTINE_HEIGHT, members.goroutines.length, (index, y) => goroutineRow(members, index, y));
  }
  return { blocks, height };
}

function trackRow(track: TrackRef, y: number, height: number, name: string, note: string): TrackRow {
  return { kind: "track", track, y, height, name, note, group: undefined, open: false, life: undefined };
}

function groupRow(group: GroupInfo, y: number, open: boolean): TrackRow {
  const track: TrackRef = { kind: "group", index: group.index };
  return {
    kind: "track",
    track,
    y,
    height: ROW_HEIGHT,
    name: group.name,
    note: String(group.count),
    group,
    open,
    life: undefined,
  };
}

function goroutineRow(members: GroupMembers, index: number, y: number): TrackRow {
  const track: TrackRef = { kind: "goroutine", index: members.goroutines[index]! };
  const life = { from: members.created[index]!, to: members.ended[index]! };
  return { ...trackRow(track, y, GOROUTINE_HEIGHT, `G${members.ids[index]!}`, ""), life };
}

function section(y: number, name: string, note: string): SectionRow {
  return { kind: "section", y, height: SECTION_HEIGHT, name, note };
}

/** The rows that touch [top, bottom), from the top. O(log blocks + rows). */
export function rowsBetween(layout: Layout, top: number, bottom: number): Row[] {
  const rows: Row[] = [];
  for (let b = blockAt(layout, top); b < layout.blocks.length; b++) {
    const block = layout.blocks[b]!;
    if (block.y >= bottom) break;
    const first = Math.max(0, Math.floor((top - block.y) / block.rowHeight));
    const last = Math.min(block.count, Math.ceil((bottom - block.y) / block.rowHeight));
    for (let i = first; i < last; i++) rows.push(block.row(i, block.y + i * block.rowHeight));
  }
  return rows;
}

/** The row at y, or undefined below the last. */
export function rowAt(layout: Layout, y: number): Row | undefined {
  if (y < 0 || y >= layout.height) return undefined;
  const block = layout.blocks[blockAt(layout, y)]!;
  const index = Math.floor((y - block.y) / block.rowHeight);
  return block.row(index, block.y + index * block.rowHeight);
}

/** Index of the block that y falls in: the first for what lies above, `length` for what lies below. */
function blockAt(layout: Layout, y: number): number {
  if (y >= layout.height) return layout.blocks.length;
  let low = 0;
  let high = layout.blocks.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (layout.blocks[middle]!.y <= y) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Where a track lies, or undefined if it is not laid out (a goroutine of a closed group). O(rows) at worst. */
export function findTrack(layout: Layout, track: TrackRef): TrackRow | undefined {
  for (const block of layout.blocks) {
    for (let i = 0; i < block.count; i++) {
      const row = block.row(i, block.y + i * block.rowHeight);
      if (row.kind !== "track" || row.track.kind !== track.kind) break;
      if (row.track.index === track.index) return row;
    }
  }
  return undefined;
}

/** The scroll offset nearest to `scroll` at which the row is wholly visible, with some rows around it when it has to move. */
export function scrollToShow(row: Row, scroll: number, viewHeight: number): number {
  const margin = Math.min(60, viewHeight / 4);
  if (row.y < scroll) return row.y - margin;
  if (row.y + row.height > scroll + viewHeight) return row.y + row.height - viewHeight + margin;
  return scroll;
}

export function clampScroll(scroll: number, layoutHeight: number, viewHeight: number): number {
  return Math.max(0, Math.min(scroll, layoutHeight - viewHeight));
}
