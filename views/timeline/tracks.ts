import type { GoroutineIndex } from "../../src/base/indices.ts";
import { arrangedAtFirst } from "./arranged-first.ts";
import type {
  Arranged,
  Arrangement,
  GoroutineLanes,
  GroupMembers,
  TaskMembers,
  TrackRef,
} from "../../src/timeline/types.ts";
import { EMPTY_LAYOUT, findTrack, pinnedRows, rowAt, type Layout, type Row, type TrackRow } from "./layout.ts";
import { Opened } from "./opened.ts";
import { PinnedNames } from "./pinned-names.ts";
import { layoutTracks } from "./plan.ts";
import { RowWindow, type RowsInSight } from "./rows-in-sight.ts";
import { groupKey, taskTypeKey } from "./rows.ts";
import type { Subject } from "./subject.ts";
import { firstSettings, isFiltered, shownTrack, toggled, type Entry, type TrackSettings } from "./track-settings.ts";

/** When a filter leaves no more goroutines than this their groups are open by themselves. */
const FEW = 60;

/** Whom the tracks tell. */
export interface TracksHost {
  /** Tracks came, went or moved. */
  changed(): void;
  /** The reader set them otherwise. */
  set(settings: TrackSettings): void;
}

/** The tracks of a trace as they are laid out, and what opens and closes among them. */
export class Tracks {
  readonly #groups = new Opened<GroupMembers>();
  readonly #lanes = new Opened<GoroutineLanes>();
  readonly #tasks = new Opened<TaskMembers>();
  /** Groups that would be open by themselves, and were closed. */
  #closed: ReadonlySet<number> = new Set();
  readonly #rows = new RowWindow();
  readonly #host: TracksHost;
  readonly #pinnedNames = new PinnedNames();
  #subject: Subject | undefined;
  #settings: TrackSettings | undefined;
  #arranged: Arranged = arrangedAtFirst({ procs: [], threads: [], groups: [], taskTypes: [] });
  /** The arrangement that `#arranged` is, and in which order what is open was asked for. */
  #shown: Arrangement | undefined;
  #layout: Layout = EMPTY_LAYOUT;
  /** The settings on their way to be laid out. */
  #settling: Promise<void> | undefined;

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

  /** Another trace, all groups closed, as it is at first until settings come. */
  show(subject: Subject): void {
    this.#subject = subject;
    for (const opened of [this.#groups, this.#lanes, this.#tasks]) opened.clear();
    this.#closed = new Set();
    this.#pinnedNames.clear();
    this.#settings = firstSettings(subject.outline);
    this.#shown = arrangementOf(this.#settings);
    this.#arranged = arrangedAtFirst(subject.outline);
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

  /**
   * Sets the tracks as the reader or the URL wants them. What hides, pins and folds is there at once, the rest when the engine
   * has answered; of settings that come meanwhile the last ones count.
   */
  async set(settings: TrackSettings): Promise<void> {
    this.#settings = settings;
    if (this.#shown !== undefined && sameArrangement(this.#shown, settings)) this.#relayout();
    this.#settling ??= this.#settle();
    return this.#settling;
  }

  async #settle(): Promise<void> {
    try {
      for (let done: TrackSettings | undefined; this.#settings !== done;) {
        done = this.#settings;
        if (this.#subject !== undefined && done !== undefined) await this.#take(this.#subject, done);
      }
    } finally {
      this.#settling = undefined;
    }
  }

  async #take(subject: Subject, settings: TrackSettings): Promise<void> {
    const { engine } = subject;
    await this.#pinnedNames.ask(subject, settings.pinned);
    const isAnew = this.#shown === undefined || !sameArrangement(this.#shown, settings);
    const arranged = isAnew ? await engine.arrange(arrangementOf(settings)) : this.#arranged;
    if (subject !== this.#subject || this.#settings === undefined) return;
    // What was asked for since is asked next; there is no use for the rest of this.
    if (!sameArrangement(settings, this.#settings)) return;
    if (isAnew) this.#closed = new Set();
    const { groups, goroutines, types } = openIn(arranged, settings, this.#closed);
    const opened = await Promise.all([
      this.#groups.set(groups, (group) => engine.members(group, settings.order), isAnew),
      this.#lanes.set(goroutines, (goroutine) => engine.lanes(goroutine as GoroutineIndex)),
      this.#tasks.set(types, (type) => engine.taskMembers(type)),
    ]);
    if (subject !== this.#subject || opened.includes(false)) return;
    this.#arranged = arranged;
    this.#shown = isAnew ? arrangementOf(settings) : this.#shown;
    this.#relayout();
  }

  /** What the reader chose: settings that the page is told of. Resolves when they are laid out. */
  async choose(change: (settings: TrackSettings) => TrackSettings): Promise<void> {
    if (this.#settings !== undefined) this.#host.set(change(this.#settings));
    await this.#settling;
  }

  /** The row of a track, for whose sake what hides it is undone, and its group opened. undefined: it has no row. */
  async reach(track: TrackRef): Promise<TrackRow | undefined> {
    const found = findTrack(this.#layout, track);
    if (found !== undefined) return found;
    const group = track.kind === "goroutine" ? await this.#groupOf(track.index) : undefined;
    if (track.kind === "goroutine" && group === undefined) return undefined;
    await this.choose((settings) => shownTrack(settings, track, group));
    return findTrack(this.#layout, track);
  }

  /** What settings call the group that a goroutine is in; undefined if the filter hides it. */
  async #groupOf(goroutine: number): Promise<string | undefined> {
    if (this.#subject === undefined || this.#shown === undefined) return undefined;
    const track = await this.#subject.engine.groupOf(this.#shown, goroutine as GoroutineIndex);
    const group = this.#arranged.groups.find(({ index }) => index === track);
    return group && groupKey(group);
  }

  /** Opens or closes a group, a goroutine or a type of task. */
  async toggle({ track, key, open }: TrackRow): Promise<void> {
    if (track.kind === "group" && this.#settings !== undefined && opensByItself(this.#arranged, this.#settings)) {
      this.#closed = toggled(this.#closed, track.index, open);
      return this.set({ ...this.#settings });
    }
    await this.choose((settings) => ({ ...settings, open: toggled(settings.open, key, !open) }));
  }

  /** Opens all groups, or closes them. */
  async toggleAll(isOpen: boolean): Promise<void> {
    const keys = this.#arranged.groups.map(groupKey);
    this.#closed = new Set(isOpen ? [] : this.#arranged.groups.map(({ index }) => index));
    await this.choose((settings) => {
      const others = [...settings.open].filter((key) => !key.startsWith("group:"));
      return { ...settings, open: new Set(isOpen ? [...others, ...keys] : others) };
    });
  }

  fold(entry: Entry): void {
    void this.choose((settings) => ({
      ...settings,
      folded: toggled(settings.folded, entry, !settings.folded.has(entry)),
    }));
  }

  #relayout(): void {
    if (this.#subject === undefined || this.#settings === undefined) return;
    this.#layout = layoutTracks({
      outline: this.#subject.outline,
      arranged: this.#arranged,
      open: this.#groups.open,
      lanes: this.#lanes.open,
      tasks: this.#tasks.open,
      settings: { ...this.#settings, ...this.#shown },
      pinnedNames: this.#pinnedNames.known,
    });
    this.#host.changed();
  }
}

function arrangementOf({ grouping, order, filter }: Arrangement): Arrangement {
  return { grouping, order, filter };
}

function sameArrangement(a: Arrangement, b: Arrangement): boolean {
  return JSON.stringify(arrangementOf(a)) === JSON.stringify(arrangementOf(b));
}

/** Whether all groups are open without having been opened: where they make one list, and where a filter left few goroutines. */
function opensByItself({ shown }: Arranged, { grouping, filter }: Arrangement): boolean {
  return grouping === "none" || (isFiltered(filter) && shown <= FEW);
}

/** The tracks that are to be open, as far as there are such. */
function openIn(
  arranged: Arranged,
  settings: TrackSettings,
  closed: ReadonlySet<number>,
): { readonly groups: number[]; readonly goroutines: number[]; readonly types: number[] } {
  const isByItself = opensByItself(arranged, settings);
  const groups = arranged.groups.filter((group) =>
    isByItself ? !closed.has(group.index) : settings.open.has(groupKey(group)),
  );
  const goroutines = [...settings.open].flatMap((key) => {
    const [kind, number = ""] = key.split(":");
    return kind === "goroutine" && Number(number) < arranged.total ? [Number(number)] : [];
  });
  const types = arranged.taskTypes.filter((type) => settings.open.has(taskTypeKey(type)));
  return { groups: groups.map(({ index }) => index), goroutines, types: types.map(({ index }) => index) };
}
