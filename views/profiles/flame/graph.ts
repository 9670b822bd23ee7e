import type { FlameTree } from "../../../src/profile/flame-tree.ts";
import type { Point } from "../../timeline/input/pointer.ts";
import type { PaintStage } from "../../webgl/paint-stage.ts";
import { FlameCamera } from "./camera.ts";
import { FlameColours, readFlameTheme, type FlameTheme } from "./colours.ts";
import { listenToHands } from "./input.ts";
import { depthOf, nodeAt } from "./layout.ts";
import { shortName } from "./names.ts";
import { paintFlame, ROW } from "./scene.ts";
import type { Found } from "./search.ts";

/** Size of the type, css pixels. */
const TYPE_SIZE = 11;

/** What there is to show. */
export interface Subject {
  readonly tree: FlameTree;
  readonly rootText: string;
  /** Files of functions by name. */
  readonly files: ReadonlyMap<string, string>;
}

/** Whom the graph tells. Points are css pixels of the canvas; nodes -1 for none. */
export interface FlameListener {
  hovered(node: number, at: Point | undefined): void;
  selected(node: number): void;
  /** After a frame. */
  drawn(): void;
}

/** Binds tree, camera and canvas into frames. A frame is drawn when something asks for one, and not otherwise. */
export class FlameGraph {
  readonly camera = new FlameCamera();
  readonly #canvas: HTMLCanvasElement;
  readonly #probe: HTMLElement;
  readonly #stage: PaintStage;
  readonly #listener: FlameListener;
  readonly #detach: () => void;
  #theme: FlameTheme;
  #subject: Subject | undefined;
  #colours: FlameColours | undefined;
  #names: readonly string[] = [];
  #found: Found | undefined;
  #hovered = -1;
  #selected = -1;
  #marked = -1;
  #frame: number | undefined;
  #dpr = 1;

  constructor(canvas: HTMLCanvasElement, probe: HTMLElement, stage: PaintStage, listener: FlameListener) {
    this.#canvas = canvas;
    this.#probe = probe;
    this.#stage = stage;
    this.#listener = listener;
    this.#theme = readFlameTheme(probe);
    stage.background = this.#theme.background;
    this.camera.still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.#detach = listenToHands(canvas, this);
  }

  destroy(): void {
    this.#detach();
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#stage.destroy();
  }

  show(subject: Subject): void {
    this.#subject = subject;
    this.#names = subject.tree.names.map(shortName);
    this.#found = undefined;
    this.#hovered = this.#selected = -1;
    this.camera.reset(subject.tree);
    this.#paintAnew();
  }

  themeChanged(): void {
    this.#theme = readFlameTheme(this.#probe);
    this.#stage.background = this.#theme.background;
    this.#paintAnew();
  }

  /** Sizes in css pixels. Draws at once, as the canvas is empty now. */
  resize(width: number, height: number, dpr: number): void {
    const wide = Math.max(1, Math.round(width * dpr));
    const high = Math.max(1, Math.round(height * dpr));
    this.#dpr = dpr;
    this.#stage.resize(wide, high);
    this.#canvas.style.width = `${wide / dpr}px`;
    this.#canvas.style.height = `${high / dpr}px`;
    this.#setHeights();
    this.#draw(performance.now());
  }

  set found(found: Found | undefined) {
    this.#found = found;
    this.redraw();
  }

  /** Marks a function wherever it is. */
  mark(name: string | undefined): void {
    this.#marked = name === undefined ? -1 : (this.#subject?.tree.names.indexOf(name) ?? -1);
    this.redraw();
  }

  get selected(): number {
    return this.#selected;
  }

  /** Selects a node and brings it into sight. */
  select(node: number): void {
    this.#selected = node;
    const { tree } = this.#subject ?? {};
    if (tree !== undefined && node > 0) this.#bringIntoSight(tree, node);
    this.#listener.selected(node);
    this.redraw();
  }

  /** Lets a node take the whole width. */
  zoomTo(node: number): void {
    const { tree } = this.#subject ?? {};
    if (tree === undefined || node < 0) return;
    const from = tree.start[node]!;
    this.camera.flyTo({ from, to: from + tree.width[node]! }, performance.now());
    this.redraw();
  }

  /** The node that the view is all within, deepest first: where the reader has zoomed to. */
  get zoomed(): number {
    const { tree } = this.#subject ?? {};
    if (tree === undefined) return 0;
    const { from, to } = this.camera.stretch;
    const slack = (to - from) * 1e-6;
    let node = 0;
    for (let depth = 1; depth < tree.levels.length - 1; depth++) {
      const within = nodeAt(tree, depth, (from + to) / 2);
      if (within === -1 || tree.start[within]! > from + slack) break;
      if (tree.start[within]! + tree.width[within]! < to - slack) break;
      node = within;
    }
    return node;
  }

  /** css pixels. */
  get width(): number {
    return this.#canvas.width / this.#dpr;
  }

  /** What is at a css pixel, in units of the tree's width. */
  placeAt(x: number): number {
    const { from, to } = this.camera.stretch;
    return from + ((to - from) * x) / this.width;
  }

  /** The node at a point of the canvas, or -1. */
  at({ x, y }: Point): number {
    const { tree } = this.#subject ?? {};
    if (tree === undefined) return -1;
    return nodeAt(tree, Math.floor((y + this.camera.scroll) / ROW), this.placeAt(x));
  }

  /** Where a node is on the canvas, css pixels: the middle of what is seen of it. */
  pointOf(node: number): Point {
    const { tree } = this.#subject ?? {};
    if (tree === undefined || node < 0) return { x: 0, y: 0 };
    const { from, to } = this.camera.stretch;
    const left = Math.max(from, tree.start[node]!);
    const right = Math.min(to, tree.start[node]! + tree.width[node]!);
    const x = (((left + right) / 2 - from) / (to - from)) * this.width;
    return { x: Math.min(Math.max(x, 0), this.width), y: (depthOf(tree, node) + 1) * ROW - this.camera.scroll };
  }

  /** Asks for a frame. */
  redraw(): void {
    this.#frame ??= requestAnimationFrame((now) => {
      this.#frame = undefined;
      this.#draw(now);
    });
  }

  #paintAnew(): void {
    const subject = this.#subject;
    if (subject === undefined) return;
    this.#colours = new FlameColours(subject.tree, this.#theme, subject.files);
    this.#setHeights();
    this.redraw();
  }

  #setHeights(): void {
    const levels = (this.#subject?.tree.levels.length ?? 1) - 1;
    // One more, so that the lowest level stands clear of the edge.
    this.camera.setHeights((levels + 1) * ROW, this.#canvas.height / this.#dpr);
  }

  #draw(now: number): void {
    const [subject, colours] = [this.#subject, this.#colours];
    if (subject === undefined || colours === undefined) return;
    this.camera.tick(now);
    const { width, height } = this.#canvas;
    const dpr = this.#dpr;
    const type = { family: this.#theme.fontFamily, size: TYPE_SIZE * dpr };
    this.#stage.draw(type, (paint) =>
      paintFlame(paint, {
        tree: subject.tree,
        theme: this.#theme,
        colours,
        names: this.#names,
        rootText: subject.rootText,
        stretch: this.camera.stretch,
        width,
        height,
        lineHeight: this.#stage.lineHeight,
        dpr,
        scroll: Math.round(this.camera.scroll * dpr) / dpr,
        found: this.#found?.frames,
        hovered: this.#hovered,
        selected: this.#selected,
        marked: this.#marked,
      }),
    );
    this.#listener.drawn();
    if (this.camera.moving) this.redraw();
  }

  #bringIntoSight(tree: FlameTree, node: number): void {
    const { from, to } = this.camera.stretch;
    const [left, right] = [tree.start[node]!, tree.start[node]! + tree.width[node]!];
    if (right <= from || left >= to) this.zoomTo(tree.parent[node]!);
    const top = depthOf(tree, node) * ROW;
    const height = this.#canvas.height / this.#dpr;
    const above = top - this.camera.scroll;
    if (above < 0) this.camera.scrollBy(above);
    else if (above + 2 * ROW > height) this.camera.scrollBy(above + 2 * ROW - height);
  }

  /** The pointer is there; undefined: it left. */
  hover(at: Point | undefined): void {
    const node = at === undefined ? -1 : this.at(at);
    if (node !== this.#hovered) this.redraw();
    this.#hovered = node;
    this.#listener.hovered(node, at);
  }
}
