import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import { countOf, exactCount, formatCount, formatNs } from "../../src/base/format.ts";
import type { GoroutineAccounts, Listed, Said } from "../../src/engine/accounts/types.ts";
import type { GoroutineRef } from "../../src/engine/protocol.ts";
import { goroutineLink, instant, link } from "../kit/links.ts";
import { pageStyles } from "../kit/page-styles.ts";
import { ScopedQuery } from "../kit/scoped-query.ts";
import { baseStyles, detailStyles } from "../kit/shared-styles.ts";
import { shownText } from "../kit/shown-text.ts";
import "../kit/stack.ts";
import { incomplete, taskLink } from "../tasks/links.ts";
import "./spans.ts";

type Stack = GoroutineAccounts["wakings"]["rows"][number]["stack"];

/** What a goroutine did in the time in scope, and whom it had to do with: spans, wakers, children, tasks, regions, logs. */
export class GoroutineAccountElement extends LitElement {
  static override properties = { app: { attribute: false }, goroutine: { attribute: false } };
  static override styles = [
    baseStyles,
    pageStyles,
    detailStyles,
    css`
      :host {
        background: none;
      }
      details {
        margin: 1px 0 3px 16px;
      }
      summary {
        cursor: pointer;
      }
      gs-stack {
        display: block;
        margin: 2px 0 6px 16px;
      }
      dl {
        grid-template-columns: 62px minmax(0, 1fr);
      }
    `,
  ];
  declare app: App;
  declare goroutine: GoroutineRef;
  protected readonly query = new ScopedQuery<GoroutineAccounts>(
    this,
    ({ from, to }) => this.app.engine.goroutineAccount(this.goroutine.index, from, to),
    () => this.goroutine.index,
  );

  override render(): TemplateResult {
    const { answer, fault } = this.query;
    if (fault !== undefined) return html`<p class="fault" role="alert">${fault}</p>`;
    return html`<section>
        <h3>Spans${answer ? `, ${formatCount(answer.spanCount)}` : ""} in the time in scope</h3>
        <gs-goroutine-spans .app=${this.app} .goroutine=${this.goroutine}></gs-goroutine-spans>
      </section>
      ${answer ? this.#rest(answer) : html`<section role="status" class="dim">Looking for whom it had to do with…</section>`}`;
  }

  #rest(answer: GoroutineAccounts): unknown {
    const { app } = this;
    return [
      this.#wakings(answer.wakings),
      section("Woke", answer.woke, ({ goroutine, count }) => [times(count), goroutineLink(app, goroutine)]),
      section("Created", answer.children, (child) => [this.#moment(child.created), goroutineLink(app, child)]),
      section("Related: who woke it, and who woke them", answer.related, (one) => ["", goroutineLink(app, one)]),
      section("Did something for tasks", answer.tasks, (task) => [
        formatNs(task.end - task.start),
        html`${taskLink(app, task)}${incomplete(task)}`,
      ]),
      section("Regions", answer.regions, (region) => [
        formatNs(region.end - region.start),
        html`${link(app, { selection: { kind: "region", region: region.region } }, shownText(region.name) || "unnamed")}${incomplete(region)}`,
      ]),
      section("Logs", answer.logs, (log) => this.#said(log)),
      section("Labels of the runtime’s", answer.labels, (label) => this.#said(label)),
    ];
  }

  #wakings({ rows, total }: GoroutineAccounts["wakings"]): TemplateResult | typeof nothing {
    if (total === 0) return nothing;
    return html`<section>
      <h3>Woken by, and from where</h3>
      ${rows.map(({ goroutine, stack, count }) => {
        const who = goroutine
          ? goroutineLink(this.app, goroutine)
          : html`<span title="The network poller, a timer, or another part of the runtime"
              >no goroutine, the runtime</span
            >`;
        return html`<div>${times(count)} ${who}</div>
          ${stack.length === 0 ? nothing : foldedStack(stack)}`;
      })}
      ${more(total - rows.length)}
    </section>`;
  }

  #said({ time, category, text }: Said): readonly [unknown, unknown] {
    const of = shownText(category);
    return [this.#moment(time), html`${of ? html`<span class="dim">${of}: </span>` : nothing}${shownText(text)}`];
  }

  #moment(ns: number): TemplateResult {
    return link(this.app, { page: "timeline", at: { start: ns, end: ns } }, instant(ns), "Show it on the timeline");
  }
}

function section<Row>(
  title: string,
  { rows, total }: Listed<Row>,
  tell: (row: Row) => readonly [unknown, unknown],
): TemplateResult | typeof nothing {
  if (total === 0) return nothing;
  return html`<section>
    <h3>${title} (${formatCount(total)})</h3>
    <dl>
      ${rows.map((row) => {
        const [left, right] = tell(row);
        return html`<dt class="number">${left}</dt>
          <dd>${right}</dd>`;
      })}
    </dl>
    ${more(total - rows.length)}
  </section>`;
}

function more(count: number): TemplateResult | typeof nothing {
  return count > 0 ? html`<p class="dim" title=${exactCount(count)}>and ${formatCount(count)} more</p>` : nothing;
}

/** A link may not stand in the summary, which is itself what a click opens. */
function foldedStack(stack: Stack): TemplateResult {
  return html`<details>
    <summary><span class="dim">in</span> <span class="mono dim">${shownText(leaf(stack))}</span></summary>
    <gs-stack .frames=${stack}></gs-stack>
  </details>`;
}

function times(count: number): TemplateResult {
  return html`<span title=${countOf(count, "time")}>${formatCount(count)} ×</span>`;
}

/** The first frame that is not the runtime's own: it says more of the program. */
function leaf(stack: Stack): string {
  return (stack.find((frame) => !frame.function.startsWith("runtime.")) ?? stack[0])?.function ?? "";
}

customElements.define("gs-goroutine-account", GoroutineAccountElement);
