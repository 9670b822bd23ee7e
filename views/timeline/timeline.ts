import type { Selection } from "../../src/app/selection.ts";
import { formatNs } from "../../src/base/format.ts";
import type { Engine } from "../../src/engine/protocol.ts";
import type { Hit, TrackOutline } from "../../src/timeline/types.ts";
import { Camera } from "./camera.ts";
import { fillCard, placeCard } from "./card.ts";
import type { HoverDetail, SelectDetail, WindowChange } from "./events.ts";
import { Groups } from "./groups.ts";
import { Gutter } from "./gutter.ts";
import { HoverProbe } from "./hover.ts";
import { listenToKeys, type KeyAction } from "./input/keys.ts";
import { listenToPointer, type Point } from "./input/pointer.ts";
import { readWheel } from "./input/wheel.ts";
import {
  findTrack,
  layoutTracks,
  rowAt,
  rowsBetween,
  scrollToShow,
  trackKey,
  type Layout,
  type Row,
} from "./layout.ts";
import { paintOver, paintUnder, RULER_HEIGHT, type Outline, type Scene } from "./scene.ts";
import { Scrollbar } from "./scrollbar.ts";
import { NOTHING_SELECTED, outlinesOf, resolveSelection, type Selected } from "./selected.ts";
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
  readonly engine: Engine;
  readonly outline: TrackOutline;
  readonly durationNs: number;
}

const NO_PAUSES: Pauses = pausesOf([]);
/** A view that has not moved for so long has come to rest. */
const REST_MS = 140;
/** Rows fetched beyond the edge of what is in sight, css pixels. */
const NEARBY = 260;

/** Binds camera, rows, tiles and stage into frames. A frame is drawn when something asks for one, and not otherwise. */
export class Timeline {
  readonly #parts: Parts;
  readonly #stage: Stage;
  readonly #listener: Listener;
  readonly #camera = new Camera();
  readonly #groups = new Groups();
  readonly #tiles: Tiles;
  readonly #gutter: Gutter;
  readonly #scrollbar: Scrollbar;
  readonly #probe: HoverProbe;
  readonly #detach: readonly (() => void)[];
  #subject: Subject | undefined;
  #layout: Layout = { blocks: [], height: 0 };
  #pauses = NO_PAUSES;
  #theme: Theme;
  #selected: Selected = NOTHING_SELECTED;
  #hover: Outline | undefined;
  #pointer: Point | undefined;
  #told: TimeWindow | undefined;
  #rest: number | undefined;
  #frameRequest: number | undefined;
  #epoch = 0;
  #dpr = 1;

  constructor(parts: Parts, stage: Stage, mostSlots: number, listener: Listener) {
    this.#parts = parts;
    this.#stage = stage;
    this.#listener = listener;
    this.#theme = readTheme(parts.probe);
    const redraw = (): void => this.redraw();
    this.#tiles = new Tiles(stage, mostSlots, redraw, (error) => listener.failed(error));
    this.#gutter = new Gutter(parts.names, (group) => void this.#toggle(group));
    this.#scrollbar = new Scrollbar(parts.bar, parts.thumb, (scroll) => {
      this.#camera.scrollTo(scroll);
      this.redraw();
    });
    this.#probe = new HoverProbe((hit) => this.#showHit(hit));
    this.#detach = [this.#listenToPointer(), this.#listenToKeys(), this.#listenToWheel()];
    this.#camera.still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    stage.setTheme(this.#theme);
  }

  destroy(): void {
    for (const detach of this.#detach) detach();
    clearTimeout(this.#rest);
    if (this.#frameRequest !== undefined) cancelAnimationFrame(this.#frameRequest);
    this.#stage.destroy();
  }

  /** Shows another trace, from its beginning to its end. */
  show(subject: Subject, window: TimeWindow | undefined): void {
    this.#epoch++;
    this.#subject = subject;
    this.#groups.clear();
    this.#tiles.reset();
    this.#pauses = NO_PAUSES;
    this.#selected = NOTHING_SELECTED;
    this.#hover = undefined;
    this.#camera.scrollTo(0);
    this.#relayout();
    this.#camera.jumpTo(window ?? wholeTrace(subject.durationNs));
    this.#told = this.#camera.window;
    void this.#loadPauses(subject).catch((error: unknown) => this.#listener.failed(error));
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
    this.#camera.flyTo(window, performance.now());
    this.redraw();
  }

  /** Shows a selection that was made elsewhere, and brings its track into sight. */
  async select(selection: Selection): Promise<void> {
    const subject = this.#subject;
    if (subject === undefined || isShown(this.#selected, selection)) return;
    const epoch = this.#epoch;
    const selected = await resolveSelection(subject.engine, selection, subject.durationNs);
    if (epoch !== this.#epoch) return;
    this.#setSelected(selected);
    await this.#bringIntoSight(selected);
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

  get #cssWidth(): number {
    return this.#parts.canvas.width / this.#dpr;
  }

  get #viewHeight(): number {
    return this.#parts.canvas.height / this.#dpr - RULER_HEIGHT;
  }

  #relayout(): void {
    if (this.#subject === undefined) return;
    this.#layout = layoutTracks(this.#subject.outline, this.#groups.open);
    this.#setBounds();
  }

  #setBounds(): void {
    const durationNs = this.#subject?.durationNs ?? 1;
    this.#camera.setBounds({ durationNs, layoutHeight: this.#layout.height, viewHeight: this.#viewHeight });
  }

  #frame(now: number): void {
    const subject = this.#subject;
    if (subject === undefined) return;
    const camera = this.#camera;
    camera.tick(now);
    this.#noticeMove();
    const { width, height } = this.#parts.canvas;
    const rows = rowsBetween(this.#layout, camera.scroll, camera.scroll + this.#viewHeight);
    this.#tiles.update(subject.engine, {
      view: { ...camera.window, pixels: width },
      moving: camera.moving || this.#rest !== undefined,
      durationNs: subject.durationNs,
      rows,
      nearby: this.#nearby(),
      dpr: this.#dpr,
    });
    this.#showNames(rows);
    const scroll = Math.round(camera.scroll * this.#dpr) / this.#dpr;
    const top = RULER_HEIGHT * this.#dpr;
    const scene = this.#scene(rows, scroll);
    this.#stage.draw(
      { window: camera.window, width, height, top, dpr: this.#dpr, scroll },
      (paint) => paintUnder(paint, scene),
      (paint) => paintOver(paint, scene),
    );
    if (camera.moving) this.redraw();
  }

  #scene(rows: readonly Row[], scroll: number): Scene {
    const outlines = outlinesOf(this.#selected, rows, this.#groups.open.has(this.#selected.group));
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
      outlines: this.#hover === undefined ? outlines : [this.#hover, ...outlines],
      pointer: this.#pointer === undefined ? undefined : this.#timeAt(this.#pointer.x),
    };
  }

  #showNames(rows: readonly Row[]): void {
    const { window, scroll } = this.#camera;
    this.#gutter.update(rows, scroll);
    this.#gutter.mark(new Set(this.#selected.tracks.map(trackKey)));
    this.#scrollbar.update({ scroll, viewHeight: this.#viewHeight, layoutHeight: this.#layout.height });
    const text = `${formatNs(window.to - window.from)} in view`;
    if (this.#parts.corner.textContent !== text) this.#parts.corner.textContent = text;
  }

  #nearby(): Row[] {
    const { scroll } = this.#camera;
    const bottom = scroll + this.#viewHeight;
    return [
      ...rowsBetween(this.#layout, scroll - NEARBY, scroll),
      ...rowsBetween(this.#layout, bottom, bottom + NEARBY),
    ];
  }

  #noticeMove(): void {
    const { window } = this.#camera;
    if (this.#told === undefined || !sameWindow(window, this.#told)) {
      this.#told = window;
      this.#listener.windowChanged({ ...window, final: false });
      clearTimeout(this.#rest);
      this.#rest = window === undefined ? undefined : this.#restLater();
    }
  }

  #restLater(): number {
    return self.setTimeout(() => {
      this.#rest = undefined;
      if (this.#camera.moving) this.#rest = this.#restLater();
      else this.#listener.windowChanged({ ...this.#camera.window, final: true });
      this.redraw();
    }, REST_MS);
  }

  #timeAt(x: number): number {
    return timeAtPixel(this.#camera.window, this.#cssWidth, x);
  }

  #rowAt(point: Point): Row | undefined {
    return point.y < RULER_HEIGHT ? undefined : rowAt(this.#layout, point.y - RULER_HEIGHT + this.#camera.scroll);
  }

  get #nsPerPixel(): number {
    const { window } = this.#camera;
    return (window.to - window.from) / this.#parts.canvas.width;
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
      click: (at) => void this.#click(at).catch((error: unknown) => this.#listener.failed(error)),
      doubleClick: (at) => this.#doubleClick(at),
      hover: (at) => this.#point(at),
    });
  }

  #listenToKeys(): () => void {
    return listenToKeys(this.#parts.canvas, {
      push: (push) => {
        const anchor = this.#pointer === undefined ? undefined : this.#timeAt(this.#pointer.x);
        this.#camera.push(push, anchor);
        this.redraw();
      },
      act: (action) => this.#act(action),
    });
  }

  #listenToWheel(): () => void {
    const { host, gutter, canvas } = this.#parts;
    const turn = (event: WheelEvent): void => {
      event.preventDefault();
      const step = readWheel(event, event.composedPath().includes(gutter));
      const x = event.clientX - canvas.getBoundingClientRect().left;
      const { window } = this.#camera;
      if (step.zoom !== 1) this.#camera.zoom(this.#timeAt(x), step.zoom);
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
      all: () => this.#camera.flyTo(wholeTrace(this.#subject?.durationNs ?? 1), performance.now()),
      "fit-selection": () => this.#fitSelection(),
      clear: () => this.#choose(NOTHING_SELECTED),
      "next-span": () => this.#step("next"),
      "previous-span": () => this.#step("previous"),
      "page-up": () => this.#camera.scrollBy(-page),
      "page-down": () => this.#camera.scrollBy(page),
      top: () => this.#camera.scrollTo(0),
      bottom: () => this.#camera.scrollTo(Infinity),
    };
    actions[action]();
    this.redraw();
  }

  #fitSelection(): void {
    const { start, end } = this.#selected;
    const durationNs = this.#subject?.durationNs ?? 1;
    if (!Number.isNaN(start))
      this.#camera.flyTo(windowAround({ from: start, to: end }, 0.6, durationNs), performance.now());
  }

  #step(to: "next" | "previous"): void {
    const { detail } = this.#selected;
    const span = detail.kind === "span" ? detail.details[to] : undefined;
    if (span === undefined) return;
    const { window } = this.#camera;
    const durationNs = this.#subject?.durationNs ?? 1;
    const outside = span.end < window.from || span.start > window.to;
    const around = { from: span.start, to: Math.max(span.end, span.start + (window.to - window.from) / 2) };
    if (outside) this.#camera.flyTo(windowAround(around, 1, durationNs), performance.now());
    void this.#pick({ kind: "span", span: span.span }).catch((error: unknown) => this.#listener.failed(error));
  }

  #point(at: Point | undefined): void {
    this.#pointer = at;
    const subject = this.#subject;
    if (subject === undefined) return;
    const row = at === undefined ? undefined : this.#rowAt(at);
    const track = row?.kind === "track" ? row.track : undefined;
    const hovered =
      at === undefined || track === undefined
        ? undefined
        : { track, timeNs: this.#timeAt(at.x), nsPerPixel: this.#nsPerPixel };
    this.#probe.point(subject.engine, hovered);
    this.#placeCard();
    this.redraw();
  }

  #showHit(hit: Hit | undefined): void {
    const { card } = this.#parts;
    const at = this.#pointer;
    const row = at === undefined ? undefined : this.#rowAt(at);
    this.#hover =
      hit === undefined || row === undefined ? undefined : { row, start: hit.start, end: hit.end, strong: false };
    card.hidden = this.#hover === undefined;
    if (hit !== undefined && !card.hidden) fillCard(card, hit);
    this.#placeCard();
    this.#listener.hovered({ hit, time: at === undefined ? undefined : this.#timeAt(at.x) });
    this.redraw();
  }

  #placeCard(): void {
    const { card, box } = this.#parts;
    if (this.#pointer !== undefined && !card.hidden)
      placeCard(card, this.#pointer.x, this.#pointer.y, box.clientWidth, box.clientHeight);
  }

  async #click(at: Point): Promise<void> {
    const subject = this.#subject;
    const row = this.#rowAt(at);
    if (subject === undefined || row === undefined) return;
    if (row.kind === "section") return this.#choose(NOTHING_SELECTED);
    const time = this.#timeAt(at.x);
    const near = await subject.engine.hit(row.track, time, this.#nsPerPixel);
    // Where one pixel covers several spans, the one at this very time is meant.
    const hit =
      near === undefined || near.count === 1 ? near : ((await subject.engine.hit(row.track, time, 0)) ?? near);
    if (hit === undefined || hit.firstRef < 0) return this.#choose(NOTHING_SELECTED);
    await this.#pick(
      row.track.kind === "gc" ? { kind: "range", range: hit.firstRef } : { kind: "span", span: hit.firstRef },
    );
  }

  #doubleClick(at: Point): void {
    const row = this.#rowAt(at);
    if (row?.kind === "track" && row.track.kind === "group") void this.#toggle(row.track.index);
    else this.#fitSelection();
    this.redraw();
  }

  /** Selects by the reader's own hand: tells it. */
  async #pick(selection: Selection): Promise<void> {
    const subject = this.#subject;
    if (subject === undefined) return;
    const epoch = this.#epoch;
    const selected = await resolveSelection(subject.engine, selection, subject.durationNs);
    if (epoch === this.#epoch) this.#choose(selected);
  }

  #choose(selected: Selected): void {
    this.#setSelected(selected);
    if (selected.detail.kind !== "goroutine") this.#listener.selected(selected.detail);
  }

  #setSelected(selected: Selected): void {
    this.#selected = selected;
    this.#parts.live.textContent = selected.text;
    this.redraw();
  }

  async #bringIntoSight(selected: Selected): Promise<void> {
    const track = selected.tracks[0];
    if (track === undefined) return;
    if (selected.group >= 0 && findTrack(this.#layout, track) === undefined) await this.#expand(selected.group);
    const row = findTrack(this.#layout, track);
    if (row === undefined || this.#selected !== selected) return;
    this.#camera.scrollTo(scrollToShow(row, this.#camera.scroll, this.#viewHeight));
    this.redraw();
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

function isShown(selected: Selected, selection: Selection): boolean {
  const { detail } = selected;
  if (detail.kind === "span") return selection.kind === "span" && selection.span === detail.span;
  if (detail.kind === "range") return selection.kind === "range" && selection.range === detail.range;
  return detail.kind === "none" && selection.kind === "none";
}
