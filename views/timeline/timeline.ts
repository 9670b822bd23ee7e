import type { Selection } from "../../src/app/selection.ts";
import { formatNs } from "../../src/base/format.ts";
import type { TimelineEngine } from "./timeline-engine.ts";
import type { TrackOutline } from "../../src/timeline/types.ts";
import { Camera } from "./camera.ts";
import { Choice } from "./choice.ts";
import type { HoverDetail, SelectDetail, WindowChange } from "./events.ts";
import { Groups } from "./groups.ts";
import { Gutter } from "./gutter.ts";
import { listenToKeys, type KeyAction } from "./input/keys.ts";
import { listenToPointer, type Point } from "./input/pointer.ts";
import { readWheel } from "./input/wheel.ts";
import { findTrack, layoutTracks, rowAt, scrollToShow, trackKey, type Layout, type Row } from "./layout.ts";
import { lifeIsElsewhere, windowOfLife } from "./lives.ts";
import { Pointing, type Place } from "./pointing.ts";
import { Rest } from "./rest.ts";
import { RowWindow } from "./rows-in-sight.ts";
import { paintOver, paintUnder, RULER_HEIGHT, type Scene } from "./scene.ts";
import { Scrollbar } from "./scrollbar.ts";
import { outlinesOf, type Selected } from "./selected.ts";
import { pausesOf, type Pauses } from "./shades.ts";
import type { Stage } from "./stage/stage.ts";
import { readTheme, type Theme } from "./theme.ts";
import { Tiles } from "./tiles.ts";
import { sameWindow, timeAtPixel, wholeTrace, windowAround, type TimeWindow } from "./view-state.ts";

/** The elements the timeline lives in. */
export interface Parts {
  readonly host: HTMLElement;
  readonly gutter: HTMLElement;
  readonly names: HTMLElement;
  readonly corner: HTMLElement;
  readonly box: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  readonly bar: HTMLElement;
  readonly thumb: HTMLElement;
  readonly card: HTMLElement;
  readonly live: HTMLElement;
  readonly probe: HTMLElement;
}

/** Whom the timeline tells. */
export interface Listener {
  windowChanged(change: WindowChange): void;
  selected(detail: SelectDetail): void;
  hovered(detail: HoverDetail): void;
  failed(error: unknown): void;
}

/** A trace to show. */
export interface Subject {
  readonly engine: TimelineEngine;
  readonly outline: TrackOutline;
  readonly durationNs: number;
}

const NO_PAUSES: Pauses = pausesOf([]);

/** Binds camera, rows, tiles and stage into frames. A frame is drawn when something asks for one, and not otherwise. */
export class Timeline {
  readonly #parts: Parts;
  readonly #stage: Stage;
  readonly #listener: Listener;
  readonly #camera = new Camera();
  readonly #groups = new Groups();
  readonly #rows = new RowWindow();
  readonly #tiles: Tiles;
  readonly #gutter: Gutter;
  readonly #scrollbar: Scrollbar;
  readonly #pointing: Pointing;
  readonly #choice: Choice;
  readonly #rest: Rest;
  readonly #detach: readonly (() => void)[];
  #subject: Subject | undefined;
  #layout: Layout = { blocks: [], height: 0 };
  #pauses = NO_PAUSES;
  #theme: Theme;
  #told: TimeWindow | undefined;
  /** Where the latest journey that was asked for from outside began. */
  #departure: TimeWindow | undefined;
  #frameRequest: number | undefined;
  #dpr = 1;

  constructor(parts: Parts, stage: Stage, mostSlots: number, listener: Listener) {
    this.#parts = parts;
    this.#stage = stage;
    this.#listener = listener;
    this.#theme = readTheme(parts.probe);
    stage.setTheme(this.#theme);
    this.#camera.still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.#tiles = new Tiles(
      stage,
      mostSlots,
      () => this.redraw(),
      (error) => listener.failed(error),
    );
    this.#gutter = new Gutter(parts.names, (group) => this.#try(this.#toggle(group)));
    this.#scrollbar = new Scrollbar(parts.bar, parts.thumb, (scroll) =>
      this.#move(() => this.#camera.scrollTo(scroll)),
    );
    this.#pointing = this.#makePointing();
    this.#choice = this.#makeChoice();
    this.#rest = new Rest(() => this.#rested());
    this.#detach = [this.#listenToPointer(), this.#listenToKeys(), this.#listenToWheel()];
  }

  destroy(): void {
    for (const detach of this.#detach) detach();
    this.#rest.stop();
    if (this.#frameRequest !== undefined) cancelAnimationFrame(this.#frameRequest);
    this.#stage.destroy();
  }

  /** Shows another trace: `window` of it, or from its beginning to its end. */
  show(subject: Subject, window: TimeWindow | undefined): void {
    this.#subject = subject;
    this.#groups.clear();
    this.#tiles.reset();
    this.#choice.reset();
    this.#pointing.forget();
    this.#pauses = NO_PAUSES;
    this.#relayout();
    this.#camera.scrollTo(0);
    this.#camera.jumpTo(window ?? wholeTrace(subject.durationNs));
    this.#told = this.#camera.window;
    this.#try(this.#loadPauses(subject));
    this.redraw();
  }

  async #loadPauses(subject: Subject): Promise<void> {
    const { pauses } = await subject.engine.pauses();
    if (subject !== this.#subject) return;
    this.#pauses = pausesOf(pauses);
    this.redraw();
  }

  /** Goes to a window that was asked for from outside; the echo of what was told is no such thing. */
  goTo(window: TimeWindow): void {
    if (this.#told !== undefined && sameWindow(window, this.#told)) return;
    // From now on the window told last is no echo: asked for before the first step, it ends the journey again.
    this.#told = undefined;
    this.#departure = this.#camera.window;
    this.#move(() => this.#camera.flyTo(window, performance.now()));
  }

  /** Shows a selection that was made elsewhere, and brings its track into sight. */
  async select(selection: Selection): Promise<void> {
    await this.#choice.select(selection, false);
  }

  themeChanged(): void {
    this.#theme = readTheme(this.#parts.probe);
    this.#stage.setTheme(this.#theme);
    this.redraw();
  }

  /** Takes the size of its box. `dpr`: device pixels in a css pixel. Draws at once, as the canvas is empty now. */
  resize(cssWidth: number, cssHeight: number, dpr: number): void {
    const width = Math.max(1, Math.round(cssWidth * dpr));
    const height = Math.max(1, Math.round(cssHeight * dpr));
    this.#dpr = dpr;
    this.#stage.resize(width, height);
    this.#parts.canvas.style.width = `${width / dpr}px`;
    this.#parts.canvas.style.height = `${height / dpr}px`;
    this.#setBounds();
    this.#frame(performance.now());
  }

  /** Asks for a frame. */
  redraw(): void {
    this.#frameRequest ??= requestAnimationFrame((now) => {
      this.#frameRequest = undefined;
      this.#frame(now);
    });
  }

  #move(change: () => void): void {
    change();
    this.redraw();
  }

  #try(work: Promise<void>): void {
    work.catch((error: unknown) => this.#listener.failed(error));
  }

  get #cssWidth(): number {
    return this.#parts.canvas.width / this.#dpr;
  }

  get #viewHeight(): number {
    return this.#parts.canvas.height / this.#dpr - RULER_HEIGHT;
  }

  get #durationNs(): number {
    return this.#subject?.durationNs ?? 1;
  }

  #relayout(): void {
    if (this.#subject === undefined) return;
    this.#layout = layoutTracks(this.#subject.outline, this.#groups.open);
    this.#setBounds();
  }

  #setBounds(): void {
    const { height: layoutHeight } = this.#layout;
    this.#camera.setBounds({ durationNs: this.#durationNs, layoutHeight, viewHeight: this.#viewHeight });
  }

  #frame(now: number): void {
    const subject = this.#subject;
    if (subject === undefined) return;
    const camera = this.#camera;
    camera.tick(now);
    this.#noticeMove();
    const { width, height } = this.#parts.canvas;
    const sight = this.#rows.at(this.#layout, camera.scroll, this.#viewHeight);
    const view = { from: camera.window.from, to: camera.window.to, pixels: width };
    const moving = camera.moving || this.#rest.awaited;
    this.#tiles.update(subject.engine, { view, moving, durationNs: subject.durationNs, ...sight, dpr: this.#dpr });
    const scroll = Math.round(camera.scroll * this.#dpr) / this.#dpr;
    this.#showNames(sight.rows, scroll);
    const scene = this.#scene(sight.rows, scroll);
    this.#stage.draw(
      { window: camera.window, width, height, top: RULER_HEIGHT * this.#dpr, dpr: this.#dpr, scroll },
      (paint) => paintUnder(paint, scene),
      (paint) => paintOver(paint, scene),
    );
    if (camera.moving) this.redraw();
  }

  #scene(rows: readonly Row[], scroll: number): Scene {
    const { selected } = this.#choice;
    const { outline, at } = this.#pointing;
    const outlines = outlinesOf(selected, rows, this.#groups.open.has(selected.group));
    return {
      window: this.#camera.window,
      width: this.#parts.canvas.width,
      height: this.#parts.canvas.height,
      dpr: this.#dpr,
      scroll,
      theme: this.#theme,
      rows,
      pauses: this.#pauses,
      labels: this.#tiles.labels,
      slots: this.#tiles.slots.table,
      series: this.#tiles.series,
      outlines: outline === undefined ? outlines : [outline, ...outlines],
      pointer: at === undefined ? undefined : this.#timeAt(at.x),
    };
  }

  #showNames(rows: readonly Row[], scroll: number): void {
    const { window } = this.#camera;
    this.#gutter.update(rows, scroll);
    this.#scrollbar.update({ scroll, viewHeight: this.#viewHeight, layoutHeight: this.#layout.height });
    const text = `${formatNs(window.to - window.from)} in view`;
    if (this.#parts.corner.textContent !== text) this.#parts.corner.textContent = text;
  }

  #noticeMove(): void {
    const { window, moving } = this.#camera;
    if (this.#told !== undefined && sameWindow(window, this.#told)) return;
    // The first frame of a journey may show where it began; were that told, going back there would pass for an echo.
    const begins = moving && this.#told === undefined;
    if (begins && this.#departure !== undefined && sameWindow(window, this.#departure)) return;
    this.#told = window;
    this.#rest.moved();
    this.#listener.windowChanged({ from: window.from, to: window.to, final: false });
  }

  #rested(): void {
    const { window, moving } = this.#camera;
    if (moving) this.#rest.moved();
    else this.#listener.windowChanged({ from: window.from, to: window.to, final: true });
    // Something else may lie under the pointer now.
    if (!moving && this.#pointing.at !== undefined) this.#pointing.point(this.#pointing.at);
    this.redraw();
  }

  #timeAt(x: number): number {
    return timeAtPixel(this.#camera.window, this.#cssWidth, x);
  }

  #placeOf(point: Point): Place {
    const { window, scroll } = this.#camera;
    return {
      row: point.y < RULER_HEIGHT ? undefined : rowAt(this.#layout, point.y - RULER_HEIGHT + scroll),
      time: this.#timeAt(point.x),
      nsPerPixel: (window.to - window.from) / this.#parts.canvas.width,
    };
  }

  #makePointing(): Pointing {
    const engine = (): TimelineEngine | undefined => this.#subject?.engine;
    const host = {
      get engine(): TimelineEngine | undefined {
        return engine();
      },
      placeOf: (point: Point) => this.#placeOf(point),
      hovered: (detail: HoverDetail) => this.#listener.hovered(detail),
      redraw: () => this.redraw(),
    };
    return new Pointing(host, this.#parts.card, this.#parts.box);
  }

  #makeChoice(): Choice {
    const subject = (): Subject | undefined => this.#subject;
    return new Choice({
      get engine(): TimelineEngine | undefined {
        return subject()?.engine;
      },
      get durationNs(): number {
        return subject()?.durationNs ?? 1;
      },
      changed: (selected, own) => this.#chosen(selected, own),
      told: (detail) => this.#listener.selected(detail),
    });
  }

  #chosen(selected: Selected, own: boolean): void {
    this.#parts.live.textContent = selected.text;
    this.#gutter.mark(new Set(selected.tracks.map(trackKey)));
    if (!own) this.#try(this.#bringIntoSight(selected));
    this.redraw();
  }

  #listenToPointer(): () => void {
    return listenToPointer(this.#parts.canvas, {
      drag: (byX, byY) => {
        const { window } = this.#camera;
        this.#camera.pan((-byX / this.#cssWidth) * (window.to - window.from));
        this.#camera.scrollBy(-byY);
        this.redraw();
      },
      dragEnd: () => this.redraw(),
      click: (at) => this.#click(this.#placeOf(at)),
      doubleClick: (at) => this.#doubleClick(at),
      hover: (at) => this.#pointing.point(at),
    });
  }

  #listenToKeys(): () => void {
    return listenToKeys(this.#parts.canvas, {
      push: (push) => {
        const { at } = this.#pointing;
        this.#move(() => this.#camera.push(push, at === undefined ? undefined : this.#timeAt(at.x)));
      },
      act: (action) => this.#move(() => this.#act(action)),
    });
  }

  #listenToWheel(): () => void {
    const { host, gutter, canvas } = this.#parts;
    const turn = (event: WheelEvent): void => {
      event.preventDefault();
      const step = readWheel(event, event.composedPath().includes(gutter));
      const { window } = this.#camera;
      const at = this.#timeAt(event.clientX - canvas.getBoundingClientRect().left);
      if (step.zoom !== 1) this.#camera.zoom(at, step.zoom);
      if (step.panPx !== 0) this.#camera.pan((step.panPx / this.#cssWidth) * (window.to - window.from));
      if (step.scrollPx !== 0) this.#camera.scrollBy(step.scrollPx);
      this.redraw();
    };
    host.addEventListener("wheel", turn, { passive: false });
    return () => host.removeEventListener("wheel", turn);
  }

  #act(action: KeyAction): void {
    const page = this.#viewHeight * 0.9;
    const actions: Readonly<Record<KeyAction, () => void>> = {
      all: () => this.#camera.flyTo(wholeTrace(this.#durationNs), performance.now()),
      "fit-selection": () => this.#fitSelection(),
      clear: () => this.#choice.clear(),
      "next-span": () => this.#step("next"),
      "previous-span": () => this.#step("previous"),
      "page-up": () => this.#camera.scrollBy(-page),
      "page-down": () => this.#camera.scrollBy(page),
      top: () => this.#camera.scrollTo(0),
      bottom: () => this.#camera.scrollTo(Infinity),
    };
    actions[action]();
  }

  #fitSelection(): void {
    const { start, end } = this.#choice.selected;
    if (Number.isNaN(start)) return;
    this.#camera.flyTo(windowAround({ from: start, to: end }, 0.6, this.#durationNs), performance.now());
  }

  #step(to: "next" | "previous"): void {
    const span = this.#choice.neighbour(to);
    if (span === undefined) return;
    const { window } = this.#camera;
    if (span.end <= window.from || span.start >= window.to) {
      const width = window.to - window.from;
      const middle = Math.min((span.start + span.end) / 2, span.start + width / 2);
      this.#camera.flyTo({ from: middle - width / 2, to: middle + width / 2 }, performance.now());
    }
    this.#try(this.#choice.select({ kind: "span", span: span.span }, true));
  }

  /** Where a goroutine is not in the window, a click on its row goes to it. */
  #click(place: Place): void {
    const { row } = place;
    const { window } = this.#camera;
    const life = row !== undefined && lifeIsElsewhere(row, window) ? windowOfLife(row, window) : undefined;
    if (life === undefined) this.#try(this.#choice.at(place));
    else this.#move(() => this.#camera.flyTo(life, performance.now()));
  }

  #doubleClick(at: Point): void {
    const { row } = this.#placeOf(at);
    if (row?.kind === "track" && row.track.kind === "group") this.#try(this.#toggle(row.track.index));
    else this.#move(() => this.#fitSelection());
  }

  async #bringIntoSight(selected: Selected): Promise<void> {
    const track = selected.tracks[0];
    if (track === undefined) return;
    if (selected.group >= 0 && !this.#groups.open.has(selected.group)) await this.#expand(selected.group);
    const row = findTrack(this.#layout, track);
    if (row === undefined || this.#choice.selected !== selected) return;
    this.#move(() => this.#camera.scrollTo(scrollToShow(row, this.#camera.scroll, this.#viewHeight)));
  }

  async #toggle(group: number): Promise<void> {
    if (!this.#groups.open.has(group)) return this.#expand(group);
    this.#groups.close(group);
    this.#relayout();
    this.redraw();
  }

  async #expand(group: number): Promise<void> {
    if (this.#subject === undefined || !(await this.#groups.expand(this.#subject.engine, group))) return;
    this.#relayout();
    this.redraw();
  }
}
