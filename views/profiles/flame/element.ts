import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { formatShare, countOf } from "../../../src/base/format.ts";
import type { FlameTree } from "../../../src/profile/flame-tree.ts";
import "../../kit/menu.ts";
import type { MenuPlace } from "../../kit/menu.ts";
import { pageStyles } from "../../kit/page-styles.ts";
import { Question } from "../../kit/question.ts";
import { baseStyles } from "../../kit/shared-styles.ts";
import { shownText } from "../../kit/shown-text.ts";
import { placeCard } from "../../timeline/card.ts";
import type { Point } from "../../timeline/input/pointer.ts";
import { watchTheme } from "../../timeline/theme.ts";
import { ChooseEvent } from "../events.ts";
import type { Looking } from "../views.ts";
import { formatWeight } from "../weights.ts";
import { flameStyle } from "./element-style.ts";
import type { FlameGraph } from "./graph.ts";
import { keyStep } from "./keys.ts";
import { menuOf } from "./menu.ts";
import { shortName } from "./names.ts";
import { findFrames, matcherOf, nextMatch, type Found } from "./search.ts";
import { titleOf, wordsOf, type Place } from "./words.ts";

/** Ancestors shown in the path before the one that is looked at. */
const MOST_CRUMBS = 5;

const LABEL =
  "Flame graph. Arrow keys go from frame to frame, Enter zooms to one, Escape zooms back, 0 shows all, / searches, " +
  "the menu key says what else can be done.";

/** All stacks of a profile at once: what is wide weighs much. From where stacks begin, or from where they end. */
export class FlameElement extends LitElement {
  static override properties = {
    looking: { attribute: false },
    inverted: { state: true },
    text: { state: true },
    found: { state: true },
    path: { state: true },
    selected: { state: true },
    menu: { state: true },
    problem: { state: true },
  };
  static override styles = [baseStyles, pageStyles, flameStyle];
  declare looking: Looking;
  declare inverted: boolean;
  declare text: string;
  declare found: Found | undefined;
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
  #shown: FlameTree | undefined;
  #places: ReadonlyMap<string, Place> = new Map();
  #opening = false;
  #stop: (() => void)[] = [];

  constructor() {
    super();
    this.inverted = false;
    this.text = "";
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
        ${this.#search()}
        <button title="Show all stacks (0)" @click=${() => this.#graph?.zoomTo(0)}>Zoom out</button>
        ${this.#legend()}
      </div>
      <nav class="path" aria-label="Zoomed to">${this.#crumbs()}</nav>
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

  #search(): TemplateResult {
    const { found, tree } = this;
    const share = found && tree ? formatShare(found.total, this.looking.report.compared?.now ?? this.#whole()) : "";
    return html`<input
        type="search"
        spellcheck="false"
        aria-label="Functions whose name contains"
        aria-invalid=${this.text !== "" && !matcherOf(this.text).ok}
        placeholder="name contains, or expression…"
        title="Part of a name, or a regular expression (/). Enter goes to the next match, Shift Enter to the one before."
        .value=${this.text}
        @input=${this.#typed}
        @keydown=${this.#searchKey}
      />${
        found === undefined
          ? nothing
          : html`<span role="status"
                >${countOf(found.count, "frame")}, ${formatWeight(found.total, this.looking.report.unit)},
                <b title="Of all stacks, those with a match, each counted once">${share}</b></span
              ><button
                class="step"
                aria-label="Match before"
                ?disabled=${found.count === 0}
                @click=${() => this.#step(-1)}
              >
                ↑</button
              ><button
                class="step"
                aria-label="Next match"
                ?disabled=${found.count === 0}
                @click=${() => this.#step(1)}
              >
                ↓
              </button>`
      }`;
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

  #crumbs(): unknown {
    const { tree, path } = this;
    if (!tree) return nothing;
    const above = path.slice(0, -1);
    const shown = above.length > MOST_CRUMBS ? [0, ...above.slice(1 - MOST_CRUMBS)] : above;
    const cut = shown.length < above.length;
    const crumb = (node: number): TemplateResult =>
      html`<button class="mono" title=${titleOf(tree, node)} @click=${() => this.#zoom(node)}>
        ${node === 0 ? "all" : shownText(shortName(titleOf(tree, node)))}
      </button>`;
    return html`${shown.map(
      (node, i) => html`${crumb(node)}<span aria-hidden="true">${cut && i === 0 ? "› … ›" : "›"}</span>`,
    )}${path.length > 0 ? crumb(path.at(-1)!) : nothing}`;
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
    const rootText = `all stacks, ${formatWeight(tree.total[0]!, report.unit)}`;
    this.selected = -1;
    this.#graph?.show({ tree, rootText, files });
    this.#graph?.mark(chosen);
    this.#look();
  }

  #drawn(): void {
    const { tree } = this;
    if (!tree || !this.#graph) return;
    const path: number[] = [];
    for (let node = this.#graph.zoomed; node !== -1; node = tree.parent[node]!) path.unshift(node);
    if (path.length !== this.path.length || path.at(-1) !== this.path.at(-1)) this.path = path;
  }

  #choose(node: number): void {
    this.selected = node;
    const { tree } = this;
    if (tree && node > 0) this.dispatchEvent(new ChooseEvent(tree.names[tree.frame[node]!]!));
  }

  #hovered(node: number, at: Point | undefined): void {
    const card = this.#part(".card");
    const { tree } = this;
    if (!tree || node === -1 || at === undefined || this.menu) {
      card.hidden = true;
      return;
    }
    const { title, facts } = this.#words(tree, node);
    const heading = document.createElement("h3");
    heading.textContent = title;
    const list = document.createElement("dl");
    for (const [name, value] of facts) {
      const [term, description] = [document.createElement("dt"), document.createElement("dd")];
      term.textContent = name;
      description.textContent = value;
      list.append(term, description);
    }
    card.replaceChildren(heading, list);
    card.hidden = false;
    const box = this.#part(".box");
    placeCard(card, at.x, at.y, box.clientWidth, box.clientHeight);
  }

  #key = (event: KeyboardEvent): void => {
    const { tree } = this;
    if (!tree || !this.#graph || event.ctrlKey || event.metaKey || event.altKey) return;
    const graph = this.#graph;
    const actions: Readonly<Record<string, () => void>> = {
      Enter: () => graph.zoomTo(Math.max(this.selected, 0)),
      Escape: () => this.#back(),
      "0": () => graph.zoomTo(0),
      "/": () => this.#part("input[type=search]").focus(),
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

  #typed = (event: Event): void => {
    this.text = (event.target as HTMLInputElement).value;
    this.#look();
  };

  #look(): void {
    const { tree, text } = this;
    const matcher = matcherOf(text);
    // While an expression is half typed, what the text before it found stays.
    if (!matcher.ok) return;
    this.found = tree === undefined || text === "" ? undefined : findFrames(tree, matcher.test);
    if (this.#graph) this.#graph.found = this.found;
  }

  #searchKey = (event: KeyboardEvent): void => {
    if (event.key === "Enter") this.#step(event.shiftKey ? -1 : 1);
    else if (event.key === "Escape") this.renderRoot.querySelector("canvas")?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  #step(step: 1 | -1): void {
    const { tree, found } = this;
    if (!tree || !found || found.count === 0) return;
    this.#graph?.select(nextMatch(tree, found, Math.max(this.selected, 0), step));
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
