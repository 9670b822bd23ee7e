import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { countOf, formatBytes } from "../../src/base/format.ts";
import type { FunctionFile, ProfileRequest } from "../../src/engine/profiles/types.ts";
import "../kit/data-table.ts";
import type { TableColumn } from "../kit/data-table.ts";
import { pageStyles } from "../kit/page-styles.ts";
import { pickFile } from "../kit/pick-file.ts";
import { Question } from "../kit/question.ts";
import { baseStyles } from "../kit/shared-styles.ts";
import { shownText } from "../kit/shown-text.ts";
import { besideStyles } from "./beside-styles.ts";
import { signedShare } from "./function-columns.ts";
import "./function-picker.ts";
import { sourceLines, sourceRows, type SourceRow } from "./source-rows.ts";
import type { Looking } from "./views.ts";
import { weightCell } from "./weights.ts";

/** A file larger than this is no source. */
const MOST_BYTES = 32 << 20;

/** The lines of one function by what they weigh; with its source, if the reader has it at hand. */
export class ProfileListElement extends LitElement {
  static override properties = {
    looking: { attribute: false },
    sources: { state: true },
    problem: { state: true },
  };
  static override styles = [
    baseStyles,
    pageStyles,
    besideStyles,
    css`
      .lines {
        display: flex;
        flex-direction: column;
        overflow: auto;
      }
      .file {
        display: flex;
        flex: 1 0 180px;
        flex-direction: column;
        min-height: 0;
      }
      .bar .cut {
        min-width: 40px;
      }
      .bar .path {
        flex: 0 100 auto;
      }
    `,
  ];
  declare looking: Looking;
  /** Lines of the source files that the reader chose, by their path in the profile. */
  declare sources: ReadonlyMap<string, readonly string[]>;
  declare problem: string | undefined;
  protected readonly query = new Question<readonly [ProfileRequest, string], readonly FunctionFile[]>(
    this,
    () => (this.looking.chosen === undefined ? undefined : [this.looking.request, this.looking.chosen]),
    ([request, chosen]) => this.looking.app.engine.functionLines(request, chosen),
  );

  constructor() {
    super();
    this.sources = new Map();
  }

  override render(): TemplateResult {
    return html`<div class="beside">
      <gs-function-picker .looking=${this.looking}></gs-function-picker>
      <section class="lines" aria-label="Lines">${this.#lines()}</section>
    </div>`;
  }

  #lines(): unknown {
    const { answer, fault, stale } = this.query;
    const { chosen, request } = this.looking;
    if (fault !== undefined) return html`<p class="fault" role="alert">${fault}</p>`;
    if (!answer) return html`<p class="empty" role="status">Weighing lines…</p>`;
    if (answer.length === 0 && !stale) {
      const byFunction = request.granularity === "" || request.granularity === "functions";
      return html`<p class="empty">
        ${
          byFunction
            ? html`Nothing is known of the lines of ${shownText(chosen ?? "")}.`
            : html`Lines are told of functions: set the granularity to Functions, and choose one.`
        }
      </p>`;
    }
    return answer.map((file) => this.#file(file, stale));
  }

  #file(file: FunctionFile, stale: boolean): TemplateResult {
    const path = shownText(file.file) || "file not known";
    const name = shownText(this.looking.chosen ?? "") || "unnamed";
    const source = this.sources.get(file.file);
    const rows = sourceRows(file, source);
    return html`<div class="file">
      <div class="bar">
        <h2 class="cut mono" title=${name}>${name}</h2>
        <span class="cut mono dim path" title=${path}>${path}</span>
        <span class="dim">${countOf(file.lines.length, "line weighs", "lines weigh")}</span>
        <span class="end">
          <button
            title="Reads the file in this page, to show its lines beside their weights; it goes nowhere else"
            @click=${() => void this.#choose(file.file)}
          >
            ${source ? "Another source file…" : "Choose the source file…"}
          </button>
        </span>
      </div>
      ${this.problem === undefined ? nothing : html`<p class="note" role="alert">${this.problem}</p>`}
      <gs-data-table
        label=${`Lines of ${path}`}
        .columns=${this.#columns(file, source !== undefined)}
        .count=${rows.length}
        .row=${(i: number) => rows[i]}
        ?stale=${stale}
      ></gs-data-table>
    </div>`;
  }

  #columns({ lines }: FunctionFile, hasSource: boolean): readonly TableColumn<SourceRow>[] {
    const { report, colour } = this.looking;
    const { unit, total, compared } = report;
    const style = { unit, colour, compared: compared !== undefined };
    const most = lines.reduce((max, { cum }) => Math.max(max, Math.abs(cum)), 0);
    const shares: readonly TableColumn<SourceRow>[] = hasSource
      ? []
      : [{ id: "share", name: "Cum %", width: 72, number: true, cell: ({ cum }) => signedShare(cum, total) }];
    return [
      {
        id: "flat",
        name: compared ? "Flat ±" : "Flat",
        width: 92,
        number: true,
        cell: ({ flat }) => weightCell(flat, most, style),
      },
      {
        id: "cum",
        name: compared ? "Cum ±" : "Cum",
        width: 92,
        number: true,
        cell: ({ cum }) => weightCell(cum, most, style),
      },
      ...shares,
      { id: "line", name: "Line", width: 60, number: true, cell: ({ line }) => (line === 0 ? "–" : String(line)) },
      {
        id: "text",
        name: hasSource ? "Source" : "No source: choose its file to see these lines",
        width: 200,
        grow: true,
        cell: ({ text }) => sourceText(text, hasSource),
      },
    ];
  }

  async #choose(path: string): Promise<void> {
    const file = await pickFile();
    if (!file) return;
    if (file.size > MOST_BYTES) {
      this.problem = `${file.name} has ${formatBytes(file.size)}: that is no source file.`;
      return;
    }
    this.problem = undefined;
    this.sources = new Map([...this.sources, [path, sourceLines(await file.text())]]);
  }
}

function sourceText(text: string | undefined, hasSource: boolean): TemplateResult {
  if (text === undefined) return html`<span class="dim">${hasSource ? "not in this file" : ""}</span>`;
  return html`<span class="mono source">${shownText(text)}</span>`;
}

customElements.define("gs-profile-list", ProfileListElement);
