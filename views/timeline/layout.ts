import type { ArrangedGroup, TrackRef } from "../../src/timeline/types.ts";
import type { Entry } from "./track-settings.ts";
import type { TimeWindow } from "./view-state.ts";

export interface TrackRow {
  readonly kind: "track";
  readonly track: TrackRef;
  /** What settings call it: "proc:3"; the same whatever filter or order there is. */
  readonly key: string;
  /** css pixels from the top of all tracks; of a pinned row it moves with the scroll. */
  readonly y: number;
  readonly height: number;
  readonly name: string;
  /** The name in full, where it is cut short. */
  readonly fullName?: string;
  /** Small text at the right of the name: how many goroutines a group has. */
  readonly note: string;
  /** How deep it lies within other rows. */
  readonly depth: number;
  readonly group: ArrangedGroup | undefined;
  /** There is something under it that can be shown. */
  readonly canOpen: boolean;
  readonly open: boolean;
  /** Of a goroutine: ns from when to when it was there. */
  readonly life: TimeWindow | undefined;
  readonly pinned: boolean;
}

export interface SectionRow {
  readonly kind: "section";
  readonly entry: Entry;
  readonly y: number;
  readonly height: number;
  readonly name: string;
  readonly note: string;
  readonly open: boolean;
}

export type Row = TrackRow | SectionRow;

/** Rows of equal height, made when they are looked at: a layout of 100,000 rows holds a few hundred blocks. */
export interface Block {
  readonly y: number;
  readonly rowHeight: number;
  readonly count: number;
  readonly row: (index: number, y: number) => Row;
  /** Where a track is among the rows, -1 if nowhere; without it one row after the other is looked at. */
  readonly find?: ((track: TrackRef) => number) | undefined;
}

export interface Layout {
  readonly blocks: readonly Block[];
  readonly height: number;
  /** Rows that stay at the top whatever the scroll, y from there, and how high they are together. */
  readonly pinned: readonly TrackRow[];
  readonly pinnedHeight: number;
}

export const EMPTY_LAYOUT: Layout = { blocks: [], height: 0, pinned: [], pinnedHeight: 0 };

export function trackKey(track: TrackRef): string {
  return track.copy === undefined ? plainKey(track) : `${plainKey(track)}~${track.copy}`;
}

/** The same for all rows of a track. */
export function plainKey({ kind, index }: TrackRef): string {
  return `${kind}:${index}`;
}

/** The pinned rows where they lie among the others at a scroll: right above what is in sight. */
export function pinnedRows({ pinned, pinnedHeight }: Layout, scroll: number): readonly TrackRow[] {
  return pinned.map((row) => ({ ...row, y: row.y + scroll - pinnedHeight }));
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

/** Where a track lies, or undefined if it is not laid out (a goroutine of a closed group). O(blocks), and a fast search in groups. */
export function findTrack(layout: Layout, track: TrackRef): TrackRow | undefined {
  const key = plainKey(track);
  const pinned = layout.pinned.find((row) => plainKey(row.track) === key);
  if (pinned !== undefined) return pinned;
  for (const block of layout.blocks) {
    const at = block.find === undefined ? findInBlock(block, track) : block.find(track);
    const row = at < 0 ? undefined : block.row(at, block.y + at * block.rowHeight);
    if (row?.kind === "track") return row;
  }
  return undefined;
}

function findInBlock(block: Block, track: TrackRef): number {
  for (let i = 0; i < block.count; i++) {
    const row = block.row(i, block.y);
    if (row.kind !== "track" || row.track.kind !== track.kind) return -1;
    if (row.track.index === track.index) return i;
  }
  return -1;
}

/** The scroll offset nearest to `scroll` at which the row is wholly visible, with some rows around it when it has to move. */
export function scrollToShow(row: Row, scroll: number, viewHeight: number): number {
  if (row.kind === "track" && row.pinned) return scroll;
  const margin = Math.min(60, viewHeight / 4);
  if (row.y < scroll) return row.y - margin;
  if (row.y + row.height > scroll + viewHeight) return row.y + row.height - viewHeight + margin;
  return scroll;
}

export function clampScroll(scroll: number, layoutHeight: number, viewHeight: number): number {
  return Math.max(0, Math.min(scroll, layoutHeight - viewHeight));
}
