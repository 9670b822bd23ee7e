import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import type { OpenTrace } from "../../src/app/state.ts";
import { thirdOf } from "../../src/app/time-window.ts";
import { formatNs } from "../../src/base/format.ts";
import type { TrackOutline } from "../../src/timeline/types.ts";
import { cssProperties } from "../kit/css-properties.ts";
import { link } from "../kit/links.ts";
import { styleColour } from "../kit/palette.ts";
import { baseStyles } from "../kit/shared-styles.ts";
import { stripRows, type StripPart } from "./strip-rows.ts";

/** More than these are on the timeline only. */
const MOST_PROCS = 32;
/** Level of detail asked for; the panel is about so wide. */
const STRIP_PIXELS = 240;
/** Wide enough that what is there has a label. */
const LABELLED_PIXELS = 512;

interface ProcRow {
  readonly parts: readonly StripPart[];
  /** What was on the proc at the moment when the stretch began; undefined: nothing. */
  readonly first: StripPart | undefined;
}

/** A strip per proc: what ran before, during and after a stretch of time, which is the shaded third in the middle. */
export class ProcStripsElement extends LitElement {
  static override properties = {
    app: { attribute: false },
    trace: { attribute: false },
    start: { type: Number },
    end: { type: Number },
    rows: { state: true },
  };
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
      }
      .row {
        display: grid;
        grid-template-columns: 30px minmax(60px, 1fr) minmax(0, 0.9fr);
        align-items: center;
        gap: 6px;
        height: 23px;
      }
      .strip {
        position: relative;
        height: 15px;
        overflow: hidden;
        background: var(--gs-panel);
      }
      .strip::before {
        content: "";
        position: absolute;
        inset: 0 calc(100% - var(--to)) 0 var(--from);
        background: var(--gs-stw);
        opacity: 0.3;
      }
      .strip i {
        position: absolute;
        inset: 2px auto 2px var(--left);
        width: var(--width);
        min-width: 1px;
        background: var(--swatch);
      }
      p {
        margin: 0 0 4px;
      }
    `,
  ];
  declare app: App;
  declare trace: OpenTrace;
  declare start: number;
  declare end: number;
  declare rows: readonly ProcRow[] | undefined;
  #asked = 0;

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has("start") || changed.has("end") || changed.has("trace")) void this.#fetch();
  }

  override render(): TemplateResult {
    const procs = this.#procs();
    const more = this.trace.outline.procs.length - procs.length;
    const { from, to } = this.#window();
    const share = (ns: number): string => `${((ns - from) / (to - from)) * 100}%`;
    const shade = { "--from": share(this.start), "--to": share(this.end) };
    return html`
      <p class="dim">
        From ${formatNs(this.start - from)} before to ${formatNs(to - this.end)} after; named: what was on the proc when
        it began.
      </p>
      ${procs.map((proc, i) => this.#row(proc, this.rows?.[i], shade))}
      ${more > 0 ? html`<p class="dim">and ${more} more on the timeline</p>` : nothing}
    `;
  }

  #row(
    proc: TrackOutline["procs"][number],
    row: ProcRow | undefined,
    shade: Readonly<Record<string, string>>,
  ): TemplateResult {
    return html`<div class="row">
      <span class="dim">P${proc.id}</span>
      <div class="strip" ${cssProperties(shade)} aria-hidden="true">${row?.parts.map(strip)}</div>
      <span class="cut">${row ? this.#said(row) : nothing}</span>
    </div>`;
  }

  #said({ first }: ProcRow): TemplateResult {
    if (!first) return html`<span class="dim">idle</span>`;
    const text = first.text || "several";
    if (first.span < 0) return html`${text}`;
    return link(this.app, { selection: { kind: "span", span: first.span }, at: first }, text, text);
  }

  #procs(): TrackOutline["procs"] {
    return this.trace.outline.procs.slice(0, MOST_PROCS);
  }

  #window(): { readonly from: number; readonly to: number } {
    return thirdOf(this.start, this.end, this.trace.summary.durationNs);
  }

  async #fetch(): Promise<void> {
    const asked = ++this.#asked;
    const tracks = this.#procs().map(({ index }) => ({ kind: "proc" as const, index }));
    const { engine } = this.app;
    const [around, moment] = await Promise.all([
      engine.tile({ tracks, ...this.#window(), pixels: STRIP_PIXELS }),
      engine.tile({ tracks, from: this.start, to: this.start + 1, pixels: LABELLED_PIXELS }),
    ]);
    if (asked !== this.#asked) return;
    const firsts = stripRows(moment);
    this.rows = stripRows(around).map((parts, i) => ({ parts, first: firsts[i]?.[0] }));
  }
}

function strip(part: StripPart): TemplateResult {
  const style = {
    "--left": `${part.from * 100}%`,
    "--width": `${(part.to - part.from) * 100}%`,
    "--swatch": styleColour(part.style),
  };
  return html`<i title=${`${part.text} ${formatNs(part.end - part.start)}`} ${cssProperties(style)}></i>`;
}

customElements.define("gs-proc-strips", ProcStripsElement);
