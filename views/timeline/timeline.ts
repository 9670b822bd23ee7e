import { shownText } from "../kit/shown-text.ts";
import type { Bookmark } from "../../src/app/bookmarks.ts";
import type { Selection } from "../../src/app/selection.ts";
import type { Marks } from "../../src/engine/marks.ts";
import { ACTIONS, click, doubleClick } from "./actions.ts";
import type { Arrow } from "./arrows.ts";
import { Choice } from "./choice.ts";
import type { KeyAction } from "./input/key-table.ts";
import { listen } from "./input/listen.ts";
import type { Point } from "./input/pointer.ts";
import { levelIn } from "./lanes.ts";
import { scrollToShow, type Row } from "./layout.ts";
import { lossAt, type Loss } from "./losses.ts";
import { Names } from "./names.ts";
import { Overlay } from "./overlay.ts";
import type { Listener, Parts } from "./parts.ts";
import { pictureOf } from "./picture.ts";
import { Pointing, type Place, type PointingHost } from "./pointing.ts";
import { Rest } from "./rest.ts";
import { Reports } from "./reports.ts";
import { RULER_HEIGHT } from "./ruler.ts";
import { paintOver, paintUnder, type Scene } from "./scene.ts";
import type { TrackSettings } from "./track-settings.ts";
import type { Selected } from "./selected.ts";
import type { Stage } from "./stage/stage.ts";
import type { Subject } from "./subject.ts";
import { keptBright, readTheme, type Theme } from "./theme.ts";
import { Tiles } from "./tiles.ts";
import { Tracks } from "./tracks.ts";
import { View } from "./view.ts";
import { wholeTrace, type TimeWindow } from "./view-state.ts";

/** Binds view, tracks, tiles and stage into frames. A frame is drawn when something asks for one, and not otherwise. */
export class Timeline {
  readonly #parts: Parts;
  readonly #stage: Stage;
  readonly #listener: Listener;
  readonly #view: View;
  readonly #tracks: Tracks;
  readonly #tiles: Tiles;
  readonly #names: Names;
  readonly #overlay: Overlay;
  readonly #pointing: Pointing;
  readonly #choice: Choice;
  readonly #reports: Reports;
  readonly #detach: () => void;
  #subject: Subject | undefined;
  /** Styles that are not dimmed; empty: none is. */
  #bright: ReadonlySet<number> = new Set();
  #theme: Theme;
  #scrolled = 0;
  readonly #scrollRest = new Rest(() => this.#listener.scrolled(this.#scrolled));
  #frameRequest: number | undefined;
  /** Who waits until all that is in sight is drawn. */
  #waiting: (() => void)[] = [];

  constructor(parts: Parts, stage: Stage, mostSlots: number, listener: Listener) {
    this.#parts = parts;
    this.#stage = stage;
    this.#listener = listener;
    this.#theme = readTheme(parts.probe);
    stage.setTheme(this.#theme);
    const redraw = (): void => this.redraw();
    this.#view = new View(parts.canvas, redraw);
    this.#tracks = new Tracks({
      changed: () => this.#laidOut(),
      set: (settings) => listener.arranged(settings),
    });
    this.#tiles = new Tiles(stage, mostSlots, redraw, (error) => listener.failed(error));
    this.#pointing = this.#makePointing();
    this.#choice = this.#makeChoice();
    const [view, tracks, choice] = [this.#view, this.#tracks, this.#choice];
    const work = (one: Promise<void>): void => this.#do(one);
    this.#names = new Names(parts, { view, tracks, work, scope: (goroutines) => listener.scope(goroutines) });
    this.#overlay = new Overlay({
      view,
      tracks,
      get selected(): Selected {
        return choice.selected;
      },
      name: (keys) => this.#names.mark(keys),
    });
    this.#reports = new Reports(
      this.#view.camera,
      (change) => listener.windowChanged(change),
      () => this.#rested(),
    );
    this.#detach = this.#listen();
  }

  destroy(): void {
    this.#detach();
    this.#reports.stop();
    this.#scrollRest.stop();
    if (this.#frameRequest !== undefined) cancelAnimationFrame(this.#frameRequest);
    this.#stage.destroy();
  }

  /** Shows another trace: `window` of it, or from its beginning to its end. */
  show(subject: Subject, window: TimeWindow | undefined): void {
    this.#subject = subject;
    this.#tiles.reset();
    this.#choice.reset();
    this.#pointing.forget();
    this.#view.setBounds({ durationNs: subject.durationNs });
    this.#tracks.show(subject);
    this.#view.camera.scrollTo(0);
    this.#view.camera.jumpTo(window ?? wholeTrace(subject.durationNs));
    this.#reports.startHere();
    this.#do(this.#overlay.show(subject));
  }

  /** Goes to a window that was asked for from outside. */
  goTo(window: TimeWindow): void {
    if (this.#reports.accepts(window)) this.#view.flyTo(window);
  }

  /** Is at a window at once, as the reader's hand is elsewhere on the page. */
  jumpTo(window: TimeWindow): void {
    this.#view.move((camera) => camera.jumpTo(window));
  }

  /** Shows a selection that was made elsewhere, and brings its track into sight. */
  async select(selection: Selection): Promise<void> {
    await this.#choice.select(selection, false);
  }

  /** Points at these places, or at none. */
  async mark(marks: Marks | undefined): Promise<void> {
    await this.#overlay.mark(marks);
    this.redraw();
  }

  setBookmarks(bookmarks: readonly Bookmark[]): void {
    this.#overlay.setBookmarks(bookmarks);
    this.redraw();
  }

  /** Sets the tracks, as the page or the URL wants them; `scroll`: and scrolls them so far. */
  setTracks(settings: TrackSettings, scroll?: number): void {
    this.#do(this.#setTracks(settings, scroll));
  }

  async #setTracks(settings: TrackSettings, scroll: number | undefined): Promise<void> {
    await this.#tracks.set(settings);
    if (scroll !== undefined) this.#view.move((camera) => camera.scrollTo(scroll));
  }

  #laidOut(): void {
    const { layout, settings, arranged } = this.#tracks;
    this.#view.setBounds({ layoutHeight: layout.height, pinnedHeight: layout.pinnedHeight });
    if (settings !== undefined) this.#listener.settled(settings, arranged);
    this.#pointAgain();
    this.#do(this.#overlay.place());
  }

  /** Draws arrows from goroutine to goroutine. Those of a chain are brought into sight. */
  setArrows(arrows: readonly Arrow[]): void {
    this.#do(this.#overlay.setArrows(arrows));
  }

  /** Dims all styles but these, or none. */
  setBright(bright: ReadonlySet<number>): void {
    if (bright.size === 0 && this.#bright.size === 0) return;
    this.#bright = bright;
    this.themeChanged();
  }

  themeChanged(): void {
    this.#theme = keptBright(readTheme(this.#parts.probe), this.#bright);
    this.#stage.setTheme(this.#theme);
    this.redraw();
  }

  /** Takes the size of its box. `dpr`: device pixels in a css pixel. Draws at once, as the canvas is empty now. */
  resize(cssWidth: number, cssHeight: number, dpr: number): void {
    const width = Math.max(1, Math.round(cssWidth * dpr));
    const height = Math.max(1, Math.round(cssHeight * dpr));
    const { canvas } = this.#parts;
    const styleWidth = `${width / dpr}px`;
    if (canvas.width === width && canvas.height === height && canvas.style.width === styleWidth) return;
    this.#stage.resize(width, height);
    canvas.style.width = styleWidth;
    canvas.style.height = `${height / dpr}px`;
    this.#view.setBounds({ dpr });
    this.#frame(performance.now());
  }

  /** Does what a key of the timeline does. */
  act(action: KeyAction): void {
    this.#do(ACTIONS[action]({ view: this.#view, tracks: this.#tracks, choice: this.#choice }));
  }

  /** Resolves when nothing moves, and all that is in sight is drawn as finely as it can be. */
  whole(): Promise<void> {
    this.redraw();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** A PNG of what is shown, whole, with the names of the tracks. */
  async picture(): Promise<Blob> {
    await this.whole();
    // What was drawn is there to be read only until the browser has shown it.
    this.#frame(performance.now());
    const { scroll, top, dpr, camera, height } = this.#view;
    const { rows } = this.#tracks.inSight(camera.scroll, height);
    const gutterWidth = this.#parts.gutter.clientWidth;
    return pictureOf(this.#parts.canvas, { rows, gutterWidth, scroll, top, dpr, theme: this.#theme });
  }

  /** Asks for a frame. */
  redraw(): void {
    this.#frameRequest ??= requestAnimationFrame((now) => {
      this.#frameRequest = undefined;
      this.#frame(now);
    });
  }

  /** Draws what a piece of work changed, now and when it is done. */
  #do(work: void | Promise<void>): void {
    this.redraw();
    work?.then(
      () => this.redraw(),
      (error: unknown) => this.#listener.failed(error),
    );
  }

  #frame(now: number): void {
    const subject = this.#subject;
    if (subject === undefined) return;
    const view = this.#view;
    const { camera } = view;
    camera.tick(now);
    this.#reports.notice();
    const { window, dpr, scroll } = view;
    if (scroll !== this.#scrolled) this.#follow(scroll);
    const { width, height } = this.#parts.canvas;
    const sight = this.#tracks.inSight(camera.scroll, view.height);
    const moving = camera.moving || this.#reports.awaited;
    const { durationNs } = subject;
    this.#tiles.update(subject.engine, { view: { ...window, pixels: width }, moving, durationNs, ...sight, dpr });
    this.#names.update(sight.rows);
    const scene = this.#scene(sight.rows);
    this.#stage.draw(
      { window, width, height, top: view.top * dpr, dpr, scroll },
      (paint) => paintUnder(paint, scene),
      (paint) => paintOver(paint, scene),
    );
    if (camera.moving) this.redraw();
    if (!moving && !this.#tiles.busy) for (const tell of this.#waiting.splice(0)) tell();
  }

  /** Another row lies under the pointer when the tracks have scrolled; a move of time is told when it rests. */
  #follow(scroll: number): void {
    this.#scrolled = scroll;
    this.#scrollRest.moved();
    this.#pointAgain();
  }

  /** Something else may lie under the pointer now. */
  #pointAgain(): void {
    if (this.#pointing.at !== undefined) this.#pointing.point(this.#pointing.at);
  }

  #scene(rows: readonly Row[]): Scene {
    const { window, dpr, scroll } = this.#view;
    const { outline, at } = this.#pointing;
    const over = this.#overlay.over(rows);
    return {
      ...over,
      window,
      width: this.#parts.canvas.width,
      height: this.#parts.canvas.height,
      dpr,
      scroll,
      top: this.#view.top,
      theme: this.#theme,
      rows,
      labels: this.#tiles.labels,
      slots: this.#tiles.slots.table,
      anchor: this.#tiles.slots.anchor,
      series: this.#tiles.series,
      outlines: outline === undefined ? over.outlines : [outline, ...over.outlines],
      pointer: at === undefined ? undefined : this.#view.timeAt(at.x),
    };
  }

  #rested(): void {
    this.#pointAgain();
    this.redraw();
  }

  #placeOf({ x, y }: Point): Place {
    const view = this.#view;
    const row = y < RULER_HEIGHT ? undefined : this.#tracks.rowAt(y - RULER_HEIGHT, view.camera.scroll);
    return {
      row,
      level: row === undefined ? 0 : levelIn(row, y - view.top + view.camera.scroll - row.y),
      time: view.timeAt(x),
      nsPerPixel: view.nsPerDevicePixel,
    };
  }

  #lossAt({ x, y }: Point): Loss | undefined {
    return lossAt(this.#subject?.losses ?? [], this.#view.window, this.#view.width, x, y < RULER_HEIGHT);
  }

  #makePointing(): Pointing {
    const host: PointingHost = {
      engine: () => this.#subject?.engine,
      placeOf: (point) => this.#placeOf(point),
      lossAt: (point) => this.#lossAt(point),
      hovered: (detail) => this.#listener.hovered(detail),
      redraw: () => this.redraw(),
    };
    return new Pointing(host, this.#parts.card, this.#parts.box);
  }

  #makeChoice(): Choice {
    return new Choice({
      subject: () => this.#subject,
      changed: (selected, own) => this.#chosen(selected, own),
      told: (detail) => this.#listener.selected(detail),
    });
  }

  #chosen(selected: Selected, own: boolean): void {
    this.#parts.live.textContent = shownText(selected.text);
    this.#do(this.#overlay.place());
    if (!own) this.#do(this.#bringIntoSight(selected));
  }

  async #bringIntoSight(selected: Selected): Promise<void> {
    const track = selected.tracks[0];
    const row = track && (await this.#tracks.reach(track));
    if (row === undefined || this.#choice.selected !== selected) return;
    this.#view.move((camera) => camera.scrollTo(scrollToShow(row, camera.scroll, this.#view.height)));
  }

  #stretched(window: TimeWindow, final: boolean): void {
    const isSome = window.to > window.from;
    this.#overlay.stretch = final || !isSome ? undefined : window;
    this.#do(final && isSome ? this.#choice.select({ kind: "window", window, group: undefined }, true) : undefined);
  }

  #listen(): () => void {
    const pointing = this.#pointing;
    const bench = { view: this.#view, tracks: this.#tracks, choice: this.#choice };
    return listen(this.#parts, {
      view: this.#view,
      get pointer(): Point | undefined {
        return pointing.at;
      },
      stretch: (window, final) => this.#stretched(window, final),
      hover: (at) => pointing.point(at),
      click: (at) => this.#do(click(bench, this.#placeOf(at))),
      doubleClick: (at) => this.#do(doubleClick(bench, this.#placeOf(at))),
      act: (action) => this.act(action),
    });
  }
}
