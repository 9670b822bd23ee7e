import type { GoroutineIndex } from "../../src/base/indices.ts";
import type {
  Arranged,
  Arrangement,
  GoroutineLanes,
  GroupMembers,
  TaskMembers,
  TrackOutline,
  TrackRef,
} from "../../src/timeline/types.ts";
import { Groups } from "./groups.ts";
import { EMPTY_LAYOUT, findTrack, pinnedRows, rowAt, type Layout, type Row, type TrackRow } from "./layout.ts";
import { layoutTracks } from "./plan.ts";
import { RowWindow, type RowsInSight } from "./rows-in-sight.ts";
import { shortFunction } from "./row-name.ts";
import type { Subject } from "./subject.ts";
import { firstSettings, isFiltered, toggled, type Entry, type TrackSettings } from "./track-settings.ts";

/** When a filter leaves no more goroutines than this their groups are open. */
const FEW = 60;
/** A row's name that is not known needs a question to the engine; so many are asked at a time. */
const MOST_PINNED = 50;

/** Whom the tracks tell. */
export interface TracksHost {
  /** Tracks came, went or moved. */
  changed(): void;
  /** The reader set them otherwise. */
  set(settings: TrackSettings): void;
}

/** The tracks of a trace as they are laid out, and what opens and closes among them. */
export class Tracks {
  readonly #groups = new Groups();
  #lanes: ReadonlyMap<number, GoroutineLanes> = new Map();
  #tasks: ReadonlyMap<number, TaskMembers> = new Map();
  readonly #rows = new RowWindow();
  readonly #host: TracksHost;
  readonly #pinnedNames = new Map<string, Pick<TrackRow, "name" | "life">>();
  #subject: Subject | undefined;
  #settings: TrackSettings | undefined;
  #arranged: Arranged = { groups: [], shown: 0, total: 0 };
  /** The arrangement that `#arranged` is. */
  #shown: Arrangement | undefined;
  #layout: Layout = EMPTY_LAYOUT;
  #asked = 0;

  constructor(host: TracksHost) {
    this.#host = host;
  }

  get layout(): Layout {
    return this.#layout;
  }

  get settings(): TrackSettings | undefined {
    return this.#settings;
  }

  get arranged(): Arranged {
    return this.#arranged;
  }

  /** How the goroutines that are laid out are arranged; the same object as long as they are. */
  get arrangement(): Arrangement | undefined {
    return this.#shown;
  }

  /** Groups whose goroutines are laid out. */
  get open(): ReadonlyMap<number, GroupMembers> {
    return this.#groups.open;
  }

  /** Another trace, all groups closed, as it is at first until settings come. */
  show(subject: Subject): void {
    this.#subject = subject;
    this.#groups.clear();
    this.#lanes = new Map();
    this.#tasks = new Map();
    this.#pinnedNames.clear();
    this.#asked++;
    this.#settings = firstSettings(subject.outline);
    this.#shown = arrangementOf(this.#settings);
    this.#arranged = byFunction(subject.outline);
    this.#relayout();
  }

  /** What is in sight at a scroll, in a view of a height; css pixels. */
  inSight(scroll: number, height: number): RowsInSight {
    const sight = this.#rows.at(this.#layout, scroll, height);
    const pinned = pinnedRows(this.#layout, scroll);
    return pinned.length === 0 ? sight : { rows: [...pinned, ...sight.rows], nearby: sight.nearby };
  }

  /** The row so far below the ruler, at a scroll. */
  rowAt(y: number, scroll: number): Row | undefined {
    const below = y - this.#layout.pinnedHeight;
    if (below >= 0) return rowAt(this.#layout, below + scroll);
    return pinnedRows(this.#layout, scroll).find((row) => row.y + row.height > below + scroll);
  }

  /** Sets the tracks as the reader or the URL wants them; a filter or grouping is there when the engine has answered. */
  async set(settings: TrackSettings): Promise<void> {
    const subject = this.#subject;
    if (subject === undefined) return;
    const asked = ++this.#asked;
    this.#settings = settings;
    await this.#namePinned(subject, settings);
    const before = this.#shown;
    if (before !== undefined && sameArrangement(before, settings)) return this.#relayout();
    const arranged = await subject.engine.arrange(arrangementOf(settings));
    const open = groupsToOpen(arranged, settings, before, this.open);
    if (asked !== this.#asked || !(await this.#groups.replace(subject.engine, open, settings.order))) return;
    this.#arranged = arranged;
    this.#shown = arrangementOf(settings);
    this.#relayout();
  }

  /** What the reader chose: settings that the page is told of. */
  choose(change: (settings: TrackSettings) => TrackSettings): void {
    if (this.#settings !== undefined) this.#host.set(change(this.#settings));
  }

  /** The row of a track, for whose sake its group is opened and what hides it is undone. undefined: it has no row. */
  async reach(track: TrackRef, group: number): Promise<TrackRow | undefined> {
    const found = findTrack(this.#layout, track);
    const subject = this.#subject;
    const settings = this.#shown;
    if (found !== undefined || subject === undefined || settings === undefined) return found;
    if (track.kind === "goroutine" && group >= 0) {
      const shown = await subject.engine.groupOf(arrangementOf(settings), track.index as GoroutineIndex);
      if (shown >= 0) await this.#expand([shown]);
    }
    return findTrack(this.#layout, track);
  }

  /** Opens or closes a group, a goroutine or a type of task. */
  async toggle({ kind, index }: TrackRef): Promise<void> {
    const subject = this.#subject;
    if (subject === undefined) return;
    if (kind === "goroutine") {
      const lanes = this.#lanes.has(index) ? undefined : await subject.engine.lanes(index as GoroutineIndex);
      if (subject === this.#subject) this.#lanes = changed(this.#lanes, index, lanes);
    } else if (kind === "task-type") {
      const tasks = this.#tasks.has(index) ? undefined : await subject.engine.taskMembers(index);
      if (subject === this.#subject) this.#tasks = changed(this.#tasks, index, tasks);
    } else if (!this.open.has(index)) return this.#expand([index]);
    else this.#groups.close([index]);
    this.#relayout();
  }

  /** Opens all groups, or closes them. Those of more goroutines than can be laid out at once stay as they are. */
  async toggleAll(isOpen: boolean): Promise<void> {
    const groups = this.#arranged.groups.map(({ index }) => index);
    if (isOpen) return this.#expand(groups);
    this.#groups.close(groups);
    this.#relayout();
  }

  fold(entry: Entry): void {
    this.choose((settings) => ({
      ...settings,
      folded: toggled(settings.folded, entry, !settings.folded.has(entry)),
    }));
  }

  async #expand(groups: readonly number[]): Promise<void> {
    const { engine } = this.#subject ?? {};
    const { order } = this.#shown ?? {};
    if (engine === undefined || order === undefined) return;
    if (await this.#groups.expand(engine, groups, order)) this.#relayout();
  }

  /** Asks what pinned goroutines are called, if it is not known yet. One that there is not is never named. */
  async #namePinned({ engine, durationNs }: Subject, { pinned }: TrackSettings): Promise<void> {
    const unknown = pinned.filter((key) => key.startsWith("goroutine:") && !this.#pinnedNames.has(key));
    const named = unknown.slice(0, MOST_PINNED).map(async (key) => {
      const details = await engine.goroutine(Number(key.slice("goroutine:".length)) as GoroutineIndex).catch(() => {});
      if (details === undefined) return;
      const name = `G${details.id} ${shortFunction(details.name)}`;
      this.#pinnedNames.set(key, { name, life: { from: details.created, to: details.ended ?? durationNs } });
    });
    await Promise.all(named);
  }

  #relayout(): void {
    if (this.#subject === undefined || this.#settings === undefined) return;
    this.#layout = layoutTracks({
      outline: this.#subject.outline,
      arranged: this.#arranged,
      open: this.open,
      lanes: this.#lanes,
      tasks: this.#tasks,
      settings: { ...this.#settings, ...this.#shown },
      pinnedNames: this.#pinnedNames,
    });
    this.#host.changed();
  }
}

/** A map with a value for a key, or without it. */
function changed<V>(map: ReadonlyMap<number, V>, key: number, value: V | undefined): ReadonlyMap<number, V> {
  const other = new Map(map);
  if (value === undefined) other.delete(key);
  else other.set(key, value);
  return other;
}

function arrangementOf({ grouping, order, filter }: Arrangement): Arrangement {
  return { grouping, order, filter };
}

function sameArrangement(a: Arrangement, b: Arrangement): boolean {
  return JSON.stringify(arrangementOf(a)) === JSON.stringify(arrangementOf(b));
}

/** The arrangement that the outline has. */
function byFunction({ groups }: TrackOutline): Arranged {
  const total = groups.reduce((sum, group) => sum + group.count, 0);
  return { groups: groups.map((group) => ({ ...group, depth: 0, scope: group.index })), shown: total, total };
}

/** All that make one list, and those that a filter left few of; otherwise those that were open and are still there. */
function groupsToOpen(
  { groups, shown }: Arranged,
  settings: Arrangement,
  before: Arrangement | undefined,
  open: ReadonlyMap<number, GroupMembers>,
): readonly number[] {
  const indices = groups.map(({ index }) => index);
  const isFew = isFiltered(settings.filter) && shown <= FEW;
  if (settings.grouping === "none" || isFew) return indices;
  const wereFew = before !== undefined && (before.grouping === "none" || isFiltered(before.filter));
  return wereFew ? [] : indices.filter((index) => open.has(index));
}
