import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { FlameTree } from "../../../src/profile/flame-tree.ts";
import "../../kit/menu.ts";
import type { MenuPlace } from "../../kit/menu.ts";
import { pageStyles } from "../../kit/page-styles.ts";
import { Question } from "../../kit/question.ts";
import { baseStyles } from "../../kit/shared-styles.ts";
import type { Point } from "../../timeline/input/pointer.ts";
import { watchTheme } from "../../timeline/theme.ts";
import { ChooseEvent } from "../events.ts";
import type { Looking } from "../views.ts";
import { FlameCard } from "./card.ts";
import { flameStyle } from "./element-style.ts";
import type { FlameGraph } from "./graph.ts";
import { keyStep } from "./keys.ts";
import { menuOf } from "./menu.ts";
import { crumbs, pathTo } from "./path.ts";
import { nextMatch, type Found } from "./search.ts";
import "./search-bar.ts";
import type { FoundEvent, StepEvent } from "./search-bar.ts";
import { rootTextOf, titleOf, wordsOf, type Place } from "./words.ts";

const LABEL =
  "Flame graph. Arrow keys go from frame to frame, Enter zooms to one, Escape zooms back, 0 shows all, / searches, " +
  "the menu key says what else can be done.";

/** All stacks of a profile at once: what is wide weighs much. From where stacks begin, or from where they end. */
export class FlameElement extends LitElement {
  static override properties = {
    looking: { attribute: false },
    inverted: { state: true },
    path: { state: true },
    selected: { state: true },
    menu: { state: true },
    problem: { state: true },
  };
  static override styles = [baseStyles, pageStyles, flameStyle];
  declare looking: Looking;
  declare inverted: boolean;
  /** The node zoomed to, deepest last, below all those that it is in. */
  declare path: readonly number[];
  declare selected: number;
  declare menu: MenuPlace | undefined;
  declare problem: string | undefined;
  protected readonly query = new Question(
    this,
    () => ({ request: this.looking.request, inverted: this.inverted }),
    ({ request, inverted }) => this.looking.app.engine.flameGraph(request, inverted),
  );
  #graph: FlameGraph | undefined;
  #card: FlameCard | undefined;
  #found: Found | undefined;
  #shown: FlameTree | undefined;
  #places: ReadonlyMap<string, Place> = new Map();
  #opening = false;
  #stop: (() => void)[] = [];

  constructor() {
    super();
    this.inverted = false;
    this.path = [];
    this.selected = -1;
  }

  get tree(): FlameTree | undefined {
    return this.query.answer;
  }

  override render(): TemplateResult {
    const { fault, stale } = this.query;
    const problem = fault ?? this.problem;
    return html`
      <div class="tools">
        <div class="choices" role="group" aria-label="Which way up">
          ${this.#way(false, "Root-down", "From where stacks begin, callers above callees")}
          ${this.#way(true, "Leaf-up", "From the functions that stacks end in, callees above callers")}
        </div>
        <gs-flame-search
          .tree=${this.tree}
          unit=${this.looking.report.unit}
          .whole=${this.#whole()}
          @gs-found=${this.#find}
          @gs-step=${({ step }: StepEvent) => this.#step(step)}
          @gs-leave=${() => this.renderRoot.querySelector("canvas")?.focus()}
        ></gs-flame-search>
        <button title="Show all stacks (0)" @click=${() => this.#graph?.zoomTo(0)}>Zoom out</button>
        ${this.#legend()}
      </div>
      <nav class="path" aria-label="Zoomed to">
        ${this.tree ? crumbs(this.tree, this.path, (node) => this.#zoom(node)) : nothing}
      </nav>
      ${problem === undefined ? nothing : html`<p class="fault" role="alert">${problem}</p>`}
      <div class=${stale || this.looking.stale ? "box stale" : "box"} ?hidden=${problem !== undefined}>
        <div class="card" role="tooltip" hidden></div>
      </div>
      <div class="foot">${this.#foot()}</div>
      <div class="live" role="status" aria-live="polite">${this.#spoken()}</div>
      <gs-menu .place=${this.menu} @gs-close=${() => (this.menu = undefined)}></gs-menu>
      <span class="probe" hidden></span>
    `;
  }

  #way(inverted: boolean, name: string, title: string): TemplateResult {
    return html`<button
      aria-pressed=${this.inverted === inverted}
      title=${title}
      @click=${() => (this.inverted = inverted)}
    >
      ${name}
    </button>`;
  }

  #legend(): TemplateResult | typeof nothing {
    if (this.looking.report.compared === undefined) {
      return html`<span class="legend">coloured by package</span>`;
    }
    return html`<span
      class="legend"
      title="Colour: how much of a frame's weight is less or more than in the base. Width: the greater of both, stack by stack."
      >less than in the base, or gone<i></i>more, or new</span
    >`;
  }

  #foot(): string {
    const { tree, selected } = this;
    if (!tree) return this.query.fault === undefined ? "Building the tree of stacks…" : "";
    if (selected > 0) return this.#spoken();
    return "Click zooms to a frame, the wheel zooms at the pointer, dragging moves, the right button says what else can be done.";
  }

  #spoken(): string {
    const { tree, selected } = this;
    if (!tree || selected < 0) return "";
    const { title, facts } = this.#words(tree, selected);
    return [title, ...facts.map(([name, value]) => (name === "at" ? value : `${name} ${value}`))].join(" · ");
  }

  #words(tree: FlameTree, node: number): ReturnType<typeof wordsOf> {
    const { report } = this.looking;
    const place = node > 0 ? this.#places.get(tree.names[tree.frame[node]!]!) : undefined;
    return wordsOf(tree, node, report.unit, this.#whole(), place);
  }

  #whole(): number {
    const { compared, total } = this.looking.report;
    return compared?.now ?? total;
  }

  override updated(changed: PropertyValues<this>): void {
    if (!this.isConnected || this.tree === undefined) return;
    if (this.#graph === undefined) {
      if (!this.#opening) void this.#open();
      return;
    }
    if (this.tree !== this.#shown) this.#show(this.tree);
    if (changed.has("looking")) this.#graph.mark(this.looking.chosen);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stop) stop();
    this.#stop = [];
    this.#graph?.destroy();
    this.#graph = undefined;
    this.#shown = undefined;
    this.renderRoot.querySelector("canvas")?.remove();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  async #open(): Promise<void> {
    this.#opening = true;
    try {
      const [{ PaintStage }, { FlameGraph }] = await Promise.all([
        import("../../webgl/paint-stage.ts"),
        import("./graph.ts"),
      ]);
      if (!this.isConnected) return;
      const canvas = this.#canvas();
      const stage = await PaintStage.open(canvas, () => this.#graph?.redraw());
      if (!this.isConnected) return stage.destroy();
      this.#graph = new FlameGraph(canvas, this.#part(".probe"), stage, {
        hovered: (node, at) => this.#hovered(node, at),
        selected: (node) => this.#choose(node),
        drawn: () => this.#drawn(),
      });
      this.#card = new FlameCard(this.#part(".card"), this.#part(".box"));
      this.#watch();
      if (this.tree) this.#show(this.tree);
    } catch (error) {
      this.problem = `The flame graph cannot be shown: ${error instanceof Error ? error.message : String(error)}`;
    } finally {
      this.#opening = false;
    }
  }

  /** A canvas whose context was given up never has another: each opening has its own. */
  #canvas(): HTMLCanvasElement {
    const canvas = document.createElement("canvas");
    canvas.tabIndex = 0;
    canvas.setAttribute("role", "application");
    canvas.setAttribute("aria-roledescription", "flame graph");
    canvas.setAttribute("aria-label", LABEL);
    canvas.addEventListener("keydown", this.#key);
    canvas.addEventListener("contextmenu", this.#contextMenu);
    this.#part(".box").prepend(canvas);
    return canvas;
  }

  #watch(): void {
    const box = this.#part(".box");
    const measure = (): void => this.#graph?.resize(box.clientWidth, box.clientHeight, devicePixelRatio);
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    addEventListener("resize", measure);
    this.#stop = [
      () => observer.disconnect(),
      () => removeEventListener("resize", measure),
      watchTheme(() => this.#graph?.themeChanged()),
    ];
    measure();
  }

  #show(tree: FlameTree): void {
    const { report, chosen } = this.looking;
    this.#shown = tree;
    this.#places = new Map(report.functions.map(({ name, file, line }) => [name, { file, line }]));
    const files = new Map(report.functions.map(({ name, file }) => [name, file]));
    const rootText = rootTextOf(tree, report.unit);
    this.selected = -1;
    this.path = [];
    this.#card?.hide();
    this.#graph?.show({ tree, rootText, files });
    this.#graph?.mark(chosen);
    if (this.#graph) this.#graph.found = this.#found;
  }

  #drawn(): void {
    const { tree } = this;
    if (!tree || !this.#graph) return;
    const { zoomed } = this.#graph;
    if (this.path.at(-1) !== zoomed) this.path = pathTo(tree, zoomed);
  }

  #choose(node: number): void {
    this.selected = node;
    const { tree } = this;
    if (tree && node > 0) this.dispatchEvent(new ChooseEvent(tree.names[tree.frame[node]!]!));
  }

  #hovered(node: number, at: Point | undefined): void {
    const { tree } = this;
    if (!tree || node === -1 || at === undefined || this.menu) this.#card?.hide();
    else this.#card?.show(node, at, () => this.#words(tree, node));
  }

  #key = (event: KeyboardEvent): void => {
    const { tree } = this;
    if (!tree || !this.#graph || event.ctrlKey || event.metaKey || event.altKey) return;
    const graph = this.#graph;
    const actions: Readonly<Record<string, () => void>> = {
      Enter: () => graph.zoomTo(Math.max(this.selected, 0)),
      Escape: () => this.#back(),
      "0": () => graph.zoomTo(0),
      "/": () => this.#part("gs-flame-search").focus(),
      n: () => this.#step(1),
      N: () => this.#step(-1),
      ContextMenu: () => this.#menuOf(Math.max(this.selected, 0), graph.pointOf(Math.max(this.selected, 0))),
    };
    const next = keyStep(tree, Math.max(this.selected, 0), event.key);
    if (next !== undefined) graph.select(this.selected === -1 ? 0 : next);
    else if (Object.hasOwn(actions, event.key)) actions[event.key]!();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  #back(): void {
    this.#graph?.camera.back(performance.now());
    this.#graph?.redraw();
  }

  #zoom(node: number): void {
    this.#graph?.select(node);
    this.#graph?.zoomTo(node);
  }

  #find = ({ found }: FoundEvent): void => {
    this.#found = found;
    if (this.#graph) this.#graph.found = found;
  };

  #step(step: 1 | -1): void {
    const { tree } = this;
    if (!tree || !this.#found || this.#found.count === 0) return;
    this.#graph?.select(nextMatch(tree, this.#found, Math.max(this.selected, 0), step));
  }

  #contextMenu = (event: MouseEvent): void => {
    const canvas = this.renderRoot.querySelector("canvas");
    if (!canvas || !this.#graph) return;
    event.preventDefault();
    const box = canvas.getBoundingClientRect();
    const at = { x: event.clientX - box.left, y: event.clientY - box.top };
    // The menu key comes without a place of its own.
    if (event.button === 2) this.#menuOf(this.#graph.at(at), at);
  };

  #menuOf(node: number, at: Point): void {
    const { tree } = this;
    const canvas = this.renderRoot.querySelector("canvas");
    if (!tree || node < 0 || !canvas) return;
    this.#graph?.select(node);
    this.#hovered(-1, undefined);
    const box = canvas.getBoundingClientRect();
    this.menu = {
      x: box.left + at.x,
      y: box.top + at.y,
      title: titleOf(tree, node),
      items: menuOf(this, this.looking, tree, node, this.inverted, () => this.#graph?.zoomTo(node)),
    };
  }

  #part(selector: string): HTMLElement {
    const element = this.renderRoot.querySelector<HTMLElement>(selector);
    if (element === null) throw new Error(`the flame graph has no ${selector}`);
    return element;
  }
}

customElements.define("gs-flame-graph", FlameElement);
