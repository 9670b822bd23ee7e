import type { GoroutineChoice } from "../../src/engine/analyses/types.ts";
import type { GoroutineIndex } from "../../src/base/indices.ts";
import type { MenuItem } from "../kit/menu.ts";
import { canMove } from "./drag-rows.ts";
import type { Row, TrackRow } from "./layout.ts";
import { ENTRIES, moveEntry, shifted, toggled, type Entry } from "./track-settings.ts";
import type { Tracks } from "./tracks.ts";

/** What a row's menu works on. */
export interface RowMenuHost {
  readonly tracks: Tracks;
  /** What the analyses of the other pages are to look at. */
  readonly scope: (goroutines: GoroutineChoice) => void;
  /** Work that the engine has a part in. */
  readonly work: (work: Promise<void>) => void;
}

/** What can be done with a row. */
export function rowMenu(row: Row, host: RowMenuHost): readonly MenuItem[] {
  const items = row.kind === "section" ? sectionItems(row.entry, row.open, host) : trackItems(row, host);
  if (!canMove(row)) return items;
  return [
    ...items,
    { name: "Move up", hint: "Alt ↑", begins: true, act: () => moveRow(row, -1, host.tracks) },
    { name: "Move down", hint: "Alt ↓", act: () => moveRow(row, 1, host.tracks) },
  ];
}

/** Moves a row among its like: what is pinned, or the entries at the top level. */
export function moveRow(row: Row, by: number, tracks: Tracks): void {
  if (!canMove(row)) return;
  if (row.kind === "track" && row.pinned) {
    void tracks.choose((settings) => ({ ...settings, pinned: shifted(settings.pinned, row.key, by) }));
    return;
  }
  const entry = entryOf(row);
  if (entry !== undefined) void tracks.choose((settings) => moveEntry(settings, entry, by));
}

function sectionItems(entry: Entry, open: boolean, { tracks, work }: RowMenuHost): readonly MenuItem[] {
  const items: MenuItem[] = [
    { name: open ? "Fold" : "Unfold", act: () => tracks.fold(entry) },
    { name: "Hide", act: () => hideEntry(tracks, entry) },
  ];
  if (entry !== "groups") return items;
  return [
    { name: "Open all groups", act: () => work(tracks.toggleAll(true)) },
    { name: "Close all groups", act: () => work(tracks.toggleAll(false)) },
    ...items,
  ];
}

function trackItems(row: TrackRow, { tracks, scope, work }: RowMenuHost): readonly MenuItem[] {
  if (isLane(row)) {
    const close = (): Promise<void> =>
      tracks.choose((settings) => ({
        ...settings,
        open: toggled(settings.open, `goroutine:${row.track.index}`, false),
      }));
    return [{ name: "Hide stack, regions and logs", act: () => work(close()) }];
  }
  const { key } = row;
  const items: MenuItem[] = [
    row.pinned
      ? { name: "Unpin", act: () => pin(tracks, key, false) }
      : { name: "Pin to the top", act: () => pin(tracks, key, true) },
    { name: "Hide", act: () => hideTrack(row, tracks) },
  ];
  const choice = choiceOf(row);
  if (choice !== undefined) items.push({ name: "Scope the pages to this", begins: true, act: () => scope(choice) });
  if (!row.canOpen) return items;
  const toggle: MenuItem = { name: openWords(row), act: () => work(tracks.toggle(row)) };
  const closeAll: MenuItem = { name: "Close all groups", act: () => work(tracks.toggleAll(false)) };
  return row.group === undefined ? [toggle, ...items] : [toggle, closeAll, ...items];
}

/** Of what lies under a goroutine. */
function isLane({ track: { kind } }: TrackRow): boolean {
  return kind === "regions" || kind === "logs" || kind === "frames";
}

function openWords({ track, open }: TrackRow): string {
  if (track.kind === "goroutine") return open ? "Hide stack, regions and logs" : "Show stack, regions and logs";
  return open ? "Close" : "Open";
}

function choiceOf({ track, group }: TrackRow): GoroutineChoice | undefined {
  if (track.kind === "goroutine") return { kind: "goroutine", goroutine: track.index as GoroutineIndex };
  if (track.kind === "task") return { kind: "task", task: track.index };
  return group !== undefined && group.scope >= 0 ? { kind: "group", group: group.scope } : undefined;
}

function pin(tracks: Tracks, key: string, isPinned: boolean): void {
  void tracks.choose((settings) => {
    const others = settings.pinned.filter((one) => one !== key);
    return { ...settings, pinned: isPinned ? [...others, key] : others };
  });
}

function hideTrack(row: TrackRow, tracks: Tracks): void {
  const { key } = row;
  const entry = entryOf(row);
  void tracks.choose((settings) => {
    const pinned = settings.pinned.filter((one) => one !== key);
    if (entry !== undefined) return { ...settings, pinned, hidden: toggled(settings.hidden, entry, true) };
    return { ...settings, pinned, hiddenTracks: toggled(settings.hiddenTracks, key, true) };
  });
}

function hideEntry(tracks: Tracks, entry: Entry): void {
  void tracks.choose((settings) => ({ ...settings, hidden: toggled(settings.hidden, entry, true) }));
}

/** The entry that a row is: its section's, or its own where the track exists once. */
function entryOf(row: Row): Entry | undefined {
  return row.kind === "section" ? row.entry : ENTRIES.find((entry) => entry === row.track.kind);
}
