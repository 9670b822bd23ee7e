import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { exactly } from "../../../src/base/expression.ts";
import type { CallGraphLimits, CallGraphPicture } from "../../../src/engine/profiles/types.ts";
import "../../kit/menu.ts";
import type { MenuPlace } from "../../kit/menu.ts";
import { pageStyles } from "../../kit/page-styles.ts";
import { Question } from "../../kit/question.ts";
import { saveFile } from "../../kit/save-file.ts";
import { baseStyles } from "../../kit/shared-styles.ts";
import { shownText } from "../../kit/shown-text.ts";
import { listenToPointer, type Point } from "../../timeline/input/pointer.ts";
import { readWheel } from "../../timeline/input/wheel.ts";
import { ChooseEvent, RefineEvent } from "../events.ts";
import { functionMenu } from "../function-menu.ts";
import { functionOf } from "../function-name.ts";
import type { Looking } from "../views.ts";
import { callGraphStyle } from "./element-style.ts";
import { safeDrawing, type Drawing } from "./safe-svg.ts";
import { fit, fitTop, pan, resized, zoom, type Size, type ViewBox } from "./view-box.ts";

/** What pprof leaves out unless asked otherwise. */
const AS_PPROF: CallGraphLimits = { nodeCount: 80, nodeFraction: 0.005, edgeFraction: 0.001 };
const MOST_NODES = 500;
/** Pixels that an arrow key moves by. */
const STEP = 60;

/** A profile's calls as `go tool pprof` draws them: boxes sized by flat, edges by weight. */
export class CallGraphElement extends LitElement {
  static override properties = {
    looking: { attribute: false },
    limits: { state: true },
    menu: { state: true },
    problem: { state: true },
  };
  static override styles = [baseStyles, pageStyles, callGraphStyle];
  declare looking: Looking;
  declare limits: CallGraphLimits;
  declare menu: MenuPlace | undefined;
  declare problem: string | undefined;
  protected readonly query = new Question(
    this,
    () => ({ request: this.looking.request, limits: this.limits }),
    ({ request, limits }) => this.looking.app.engine.callGraph(request, limits),
  );
  #shown: CallGraphPicture | undefined;
  #drawing: Drawing | undefined;
  #view: ViewBox | undefined;
  #size: Size = { width: 1, height: 1 };
  #stop: (() => void)[] = [];

  constructor() {
    super();
    this.limits = AS_PPROF;
  }

  override render(): TemplateResult {
    const { fault, stale, answer } = this.query;
    const problem = fault ?? this.problem;
    return html`
      <div class="tools">
        ${this.#number("Nodes", "At most so many boxes; 0 for all", this.limits.nodeCount, 1, MOST_NODES, (nodeCount) => ({ nodeCount }))}
        ${this.#number("Least node, %", "Leaves out what weighs less than this share", this.limits.nodeFraction * 100, 0.1, 100, (share) => ({ nodeFraction: share / 100 }))}
        ${this.#number("Least edge, %", "Leaves out calls that weigh less than this share", this.limits.edgeFraction * 100, 0.1, 100, (share) => ({ edgeFraction: share / 100 }))}
        <button title="All of the drawing (0)" @click=${() => this.#fit()}>Fit</button>
        <span class="end">
          <button ?disabled=${!answer} title="Save the drawing" @click=${this.#save}>Export SVG</button>
        </span>
      </div>
      ${problem === undefined ? nothing : html`<p class="fault" role="alert">${problem}</p>`}
      <div
        class=${stale || this.looking.stale ? "box stale" : "box"}
        ?hidden=${problem !== undefined}
        tabindex="0"
        role="application"
        aria-roledescription="call graph"
        aria-label="Call graph. Arrow keys move, plus and minus zoom, 0 shows all, Tab goes from function to function, Enter focuses on one."
        @keydown=${this.#key}
        @contextmenu=${this.#contextMenu}
      >
        ${answer === undefined ? html`<p class="empty" role="status">Laying out the call graph…</p>` : nothing}
      </div>
      <div class="foot">
        Box and type by flat, edges by weight, dotted over functions left out. A click chooses a function, a double
        click focuses on it, the right button says what else can be done.
      </div>
      <gs-menu .place=${this.menu} @gs-close=${() => (this.menu = undefined)}></gs-menu>
    `;
  }

  #number(
    name: string,
    title: string,
    value: number,
    step: number,
    most: number,
    change: (value: number) => Partial<CallGraphLimits>,
  ): TemplateResult {
    const changed = (event: Event): void => {
      const asked = (event.target as HTMLInputElement).valueAsNumber;
      if (asked >= 0) this.limits = { ...this.limits, ...change(Math.min(asked, most)) };
    };
    const shown = String(Number(value.toPrecision(6)));
    return html`<label title=${title}
      >${name}<input type="number" min="0" max=${most} step=${step} .value=${shown} @change=${changed}
    /></label>`;
  }

  override firstUpdated(): void {
    this.#listen();
  }

  override updated(changed: PropertyValues<this>): void {
    const { answer } = this.query;
    if (answer !== undefined && answer !== this.#shown) this.#show(answer);
    if (changed.has("looking") || answer !== undefined) this.#mark();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#listen();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stop) stop();
    this.#stop = [];
  }

  #listen(): void {
    const box = this.#box();
    const observer = new ResizeObserver(() => this.#measure());
    observer.observe(box);
    const turn = (event: WheelEvent): void => this.#turn(event);
    box.addEventListener("wheel", turn, { passive: false });
    const stopPointer = listenToPointer(box, {
      press: () => {},
      drag: (byX, byY) => this.#pan(-byX, -byY),
      dragEnd: () => {},
      pinch: ({ atX, zoom: factor, byX, byY }) => {
        this.#pan(-byX, -byY);
        this.#zoom(factor, { x: atX, y: this.#size.height / 2 });
      },
      click: (at) => this.#click(at),
      doubleClick: (at) => this.#focus(this.#nameAt(at)),
      hover: () => {},
    });
    this.#stop = [stopPointer, () => observer.disconnect(), () => box.removeEventListener("wheel", turn)];
  }

  #box(): HTMLElement {
    return this.renderRoot.querySelector<HTMLElement>(".box")!;
  }

  #show(picture: CallGraphPicture): void {
    this.#shown = picture;
    this.#drawing?.svg.remove();
    try {
      this.#drawing = safeDrawing(picture.svg);
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
      return;
    }
    picture.names.forEach((_, i) => {
      const node = this.#drawing!.nodes.get(`N${i + 1}`);
      node?.setAttribute("tabindex", "0");
      node?.setAttribute("role", "button");
    });
    this.#box().append(this.#drawing.svg);
    this.#view = undefined;
    this.#measure();
  }

  #measure(): void {
    const { clientWidth: width, clientHeight: height } = this.#box();
    if (width === 0 || height === 0) return;
    const before = this.#size;
    this.#size = { width, height };
    if (!this.#drawing) return;
    this.#look(this.#view ? resized(this.#view, before, this.#size) : fitTop(this.#drawing, this.#size));
  }

  #look(view: ViewBox): void {
    this.#view = view;
    this.#drawing?.svg.setAttribute("viewBox", `${view.x} ${view.y} ${view.width} ${view.height}`);
  }

  #fit(): void {
    if (this.#drawing) this.#look(fit(this.#drawing, this.#size));
  }

  #pan(byX: number, byY: number): void {
    if (this.#drawing && this.#view) this.#look(pan(this.#view, this.#drawing, this.#size, byX, byY));
  }

  #zoom(factor: number, { x, y }: Point): void {
    if (this.#view) this.#look(zoom(this.#view, this.#size, factor, x / this.#size.width, y / this.#size.height));
  }

  #turn(event: WheelEvent): void {
    event.preventDefault();
    const { left, top } = this.#box().getBoundingClientRect();
    const step = readWheel(event, false);
    if (step.zoom !== 1) this.#zoom(step.zoom, { x: event.clientX - left, y: event.clientY - top });
    this.#pan(step.panPx, step.scrollPx);
  }

  /** Marks the chosen function with its calls, and lets all else step back. */
  #mark(): void {
    const { chosen } = this.looking;
    if (!this.#drawing || !this.#shown) return;
    const at = chosen === undefined ? -1 : this.#shown.names.indexOf(chosen);
    const id = `N${at + 1}`;
    for (const [title, node] of this.#drawing.nodes) node.classList.toggle("chosen", at >= 0 && title === id);
    for (const [title, edge] of this.#drawing.edges) {
      edge.classList.toggle("chosen", at >= 0 && title.split("->").includes(id));
    }
  }

  #click(at: Point): void {
    const name = this.#nameAt(at);
    if (name !== undefined) this.dispatchEvent(new ChooseEvent(name));
  }

  #focus(name: string | undefined): void {
    if (name !== undefined) this.dispatchEvent(new RefineEvent({ focus: exactly(functionOf(name)) }));
  }

  /** The function drawn at a point of the box. */
  #nameAt({ x, y }: Point): string | undefined {
    const { left, top } = this.#box().getBoundingClientRect();
    const root = this.renderRoot as ShadowRoot;
    return this.#nameOf(root.elementFromPoint(left + x, top + y));
  }

  #nameOf(element: Element | null): string | undefined {
    const group = element?.closest("g.node") ?? null;
    if (group === null) return undefined;
    const title = [...(this.#drawing?.nodes ?? [])].find(([, node]) => node === group)?.[0];
    return title === undefined ? undefined : this.#shown?.names[Number(title.slice(1)) - 1];
  }

  #key = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const middle = { x: this.#size.width / 2, y: this.#size.height / 2 };
    const name = this.#nameOf(event.target as Element);
    const actions: Readonly<Record<string, () => void>> = {
      ArrowLeft: () => this.#pan(-STEP, 0),
      ArrowRight: () => this.#pan(STEP, 0),
      ArrowUp: () => this.#pan(0, -STEP),
      ArrowDown: () => this.#pan(0, STEP),
      "+": () => this.#zoom(0.8, middle),
      "=": () => this.#zoom(0.8, middle),
      "-": () => this.#zoom(1.25, middle),
      "0": () => this.#fit(),
      Enter: () => this.#focus(name),
      " ": () => void (name !== undefined && this.dispatchEvent(new ChooseEvent(name))),
    };
    if (!Object.hasOwn(actions, event.key)) return;
    actions[event.key]!();
    event.preventDefault();
    event.stopPropagation();
  };

  #contextMenu = (event: MouseEvent): void => {
    const name = this.#nameOf(event.composedPath()[0] as Element);
    if (name === undefined) return;
    event.preventDefault();
    this.dispatchEvent(new ChooseEvent(name));
    const { left, top } = (event.composedPath()[0] as Element).getBoundingClientRect();
    const byKey = event.button !== 2;
    this.menu = {
      x: byKey ? left : event.clientX,
      y: byKey ? top : event.clientY,
      title: shownText(name),
      items: functionMenu(this, this.looking, name),
    };
  };

  #save = (): void => {
    const { answer } = this.query;
    if (answer) saveFile("call-graph.svg", new Blob([answer.svg], { type: "image/svg+xml" }));
  };
}

customElements.define("gs-call-graph", CallGraphElement);
