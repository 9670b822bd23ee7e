import type { TimelineEngine } from "./timeline-engine.ts";
import type { SeriesTile, Tile, TrackRef } from "../../src/timeline/types.ts";
import { trackKey, type Row, type TrackRow } from "./layout.ts";
import { Slots } from "./slots.ts";
import { pickLabels, type LabelSet } from "./tile-encode.ts";
import type { TileWindow, Viewport } from "./tile-plan.ts";
import { TileScheduler, type Ticket } from "./tile-scheduler.ts";

/** What shows tiles: the stage. */
export interface TileScreen {
  replaceTile(tile: Tile, window: TileWindow, slots: Uint32Array, slotOf: (series: SeriesTile) => number): void;
  appendTile(tile: Tile, slots: Uint32Array, slotOf: (series: SeriesTile) => number): void;
  /** `anchor`: where the y of the table begin, css pixels. */
  setRows(table: Float32Array, count: number, anchor: number): void;
  clear(): void;
}

/** What is in sight, and what a scroll would bring next. */
export interface Sight {
  readonly view: Viewport;
  readonly moving: boolean;
  readonly durationNs: number;
  readonly rows: readonly Row[];
  readonly nearby: readonly Row[];
  readonly dpr: number;
}

/** Brings tiles from the engine to the screen, as the scheduler decides. */
export class Tiles {
  readonly slots: Slots;
  readonly #scheduler = new TileScheduler();
  readonly #screen: TileScreen;
  readonly #arrived: () => void;
  readonly #failed: (error: unknown) => void;
  #labels: LabelSet[] = [];
  #series: SeriesTile[] = [];
  #sight: Sight | undefined;
  #arranged: readonly Row[] | undefined;

  /** `arrived` is called when there is something new to draw; `failed` when the engine refused. */
  constructor(screen: TileScreen, mostSlots: number, arrived: () => void, failed: (error: unknown) => void) {
    this.slots = new Slots(mostSlots);
    this.#screen = screen;
    this.#arrived = arrived;
    this.#failed = failed;
  }

  get labels(): readonly LabelSet[] {
    return this.#labels;
  }

  get series(): readonly SeriesTile[] {
    return this.#series;
  }

  /** Whether an answer is awaited. */
  get busy(): boolean {
    return this.#scheduler.busy;
  }

  /** Forgets all: another trace. */
  reset(): void {
    this.#scheduler.reset();
    this.#sight = undefined;
    this.#arranged = undefined;
    this.#clear();
    this.#screen.clear();
  }

  /** Once a frame: asks for what is missing and tells the screen where the rows lie. */
  update(engine: TimelineEngine, sight: Sight): void {
    this.#sight = sight;
    const ticket = this.#scheduler.next(
      sight.view,
      sight.moving,
      sight.durationNs,
      tracksOf(sight.rows),
      tracksOf(sight.nearby),
    );
    if (ticket !== undefined) this.#fetch(engine, ticket);
    if (sight.rows !== this.#arranged) this.#arrange(sight);
  }

  #arrange(sight: Sight): void {
    this.#arranged = sight.rows;
    if (this.slots.arrange(sight.rows.filter(isTrack)))
      this.#screen.setRows(this.slots.table, this.slots.count, this.slots.anchor);
  }

  #fetch(engine: TimelineEngine, ticket: Ticket): void {
    engine.tile(ticket.request, true).then(
      (tile) => this.#show(engine, ticket, tile),
      (error: unknown) => {
        this.#scheduler.fail(ticket);
        this.#refused(ticket.request.tracks, error);
      },
    );
  }

  #show(engine: TimelineEngine, ticket: Ticket, tile: Tile): void {
    const sight = this.#sight;
    if (sight === undefined) return;
    if (this.#scheduler.accept(ticket, sight.view)) {
      this.#present(ticket, tile, sight);
      if (tile.pending.length > 0) void this.#await(engine, tile);
    }
    this.#arrived();
  }

  /** When more can be drawn than a tile shows, the tile that is shown then is asked for anew. */
  async #await(engine: TimelineEngine, { request, pending }: Tile): Promise<void> {
    const { epoch } = this.#scheduler;
    try {
      await engine.drawable({ ...request, tracks: pending.map((index) => request.tracks[index]!) });
    } catch (error) {
      return this.#refused(request.tracks, error);
    }
    if (epoch !== this.#scheduler.epoch) return;
    this.#scheduler.outdate();
    this.#arrived();
  }

  /** That tracks are not known which are laid out no more, as groups after the next letter of a filter, is no fault. */
  #refused(tracks: readonly TrackRef[], error: unknown): void {
    const { rows = [], nearby = [] } = this.#sight ?? {};
    const laidOut = new Set(tracksOf([...rows, ...nearby]).map(trackKey));
    if (tracks.every((track) => laidOut.has(trackKey(track)))) this.#failed(error);
    else this.#arrived();
  }

  #present(ticket: Ticket, tile: Tile, sight: Sight): void {
    if (ticket.mode === "replace") this.#clear();
    const { request } = ticket;
    const slots = Uint32Array.from(request.tracks, (track) => this.slots.place(track));
    const slotOf = (series: SeriesTile): number => this.slots.place(series.track);
    if (ticket.mode === "replace") this.#screen.replaceTile(tile, request, slots, slotOf);
    else this.#screen.appendTile(tile, slots, slotOf);
    this.#labels.push(pickLabels(tile, request, slots, sight.dpr));
    this.#series.push(...tile.series);
    this.#arrange(sight);
  }

  #clear(): void {
    this.slots.clear();
    this.#labels = [];
    this.#series = [];
  }
}

function isTrack(row: Row): row is TrackRow {
  return row.kind === "track";
}

function tracksOf(rows: readonly Row[]): TrackRef[] {
  return rows.filter(isTrack).map((row) => row.track);
}
