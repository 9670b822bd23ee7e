import { html, LitElement, nothing, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import { windowOf } from "../../src/app/scope.ts";
import { countOf, exactCount, formatNs, formatShare } from "../../src/base/format.ts";
import type { TaskDetails } from "../../src/engine/accounts/types.ts";
import { duration, goroutineLink, instant, link } from "../kit/links.ts";
import { scopeLink } from "../kit/scope-link.ts";
import { baseStyles, detailStyles } from "../kit/shared-styles.ts";
import { shownText } from "../kit/shown-text.ts";
import "../kit/stack.ts";
import { timeRows } from "../kit/time-columns.ts";
import { timeTable, timeTableStyles } from "../kit/time-table.ts";
import { incomplete, taskLink } from "./links.ts";
import "./task-events.ts";

/** One task: how long, whose, where its goroutines' time went, what GC took of it, and what was done for it in order. */
export class TaskDetailsElement extends LitElement {
  static override properties = { app: { attribute: false }, task: { attribute: false } };
  static override styles = [baseStyles, detailStyles, timeTableStyles];
  declare app: App;
  declare task: TaskDetails;

  override render(): TemplateResult {
    const { app, task } = this;
    return html`
      <div class="title">
        <h2>
          <span class="cut">${shownText(task.name) || "unnamed"}</span> <span>${duration(task.end - task.start)}</span>
        </h2>
        <p class="dim">task ${task.id}${incomplete(task)}</p>
      </div>
      <section>
        <dl>
          <dt>Part of</dt>
          <dd>${task.parent ? taskLink(app, task.parent) : html`<span class="dim">no other task</span>`}</dd>
          <dt>Begun by</dt>
          <dd>
            ${task.goroutine ? goroutineLink(app, task.goroutine) : html`<span class="dim">not in the trace</span>`}
          </dd>
          <dt>Began</dt>
          <dd>${task.began ? this.#moment(task.start) : html`<span class="dim">before the trace</span>`}</dd>
          <dt>Ended</dt>
          <dd>${task.ended ? this.#moment(task.end) : html`<span class="dim">not within the trace</span>`}</dd>
          <dt>GC</dt>
          <dd>${this.#gc()}</dd>
          <dt>As scope</dt>
          <dd class="scopes">${this.#scopes()}</dd>
        </dl>
      </section>
      <section>
        <h3>Where its goroutines’ time went</h3>
        ${
          task.goroutineNs > 0
            ? timeTable(timeRows(task.times), task.goroutineNs)
            : html`<span class="dim">No goroutine did more than one thing for it, so none spent time on it.</span>`
        }
      </section>
      <section>
        <h3>What was done for it</h3>
        <gs-task-events .app=${app} .task=${task}></gs-task-events>
      </section>
      ${this.#goroutines()} ${this.#children()}
      <section>
        <h3>Begun at</h3>
        <gs-stack .frames=${task.startStack}></gs-stack>
      </section>
    `;
  }

  #moment(ns: number): TemplateResult {
    return link(this.app, { page: "timeline", at: { start: ns, end: ns } }, instant(ns), "Show it on the timeline");
  }

  #gc(): unknown {
    const { markNs, stoppedNs, start, end } = this.task;
    const of = (ns: number): string => formatShare(ns, end - start);
    if (markNs === 0 && stoppedNs === 0) return html`<span class="dim">none while it was under way</span>`;
    return html`marked for ${duration(markNs)} of it (${of(markNs)}), had the world stopped for ${duration(stoppedNs)}
    (${of(stoppedNs)})`;
  }

  #scopes(): unknown {
    const { app, task } = this;
    const goroutines = { kind: "task", task: task.task } as const;
    const only = scopeLink(
      app,
      { goroutines },
      "Look at the goroutines of this task and its subtasks",
      "its goroutines",
    );
    if (!(task.end > task.start)) return only;
    const window = windowOf("task", task.task, { from: task.start, to: task.end });
    return [
      scopeLink(app, { window, goroutines }, "Look at this task’s time, and at its goroutines alone", "this task"),
      scopeLink(app, { window }, "Look at all goroutines while it was under way", "its time"),
      only,
    ];
  }

  #goroutines(): TemplateResult {
    const { goroutines, goroutineCount } = this.task;
    return html`<section>
      <h3>Goroutines, from the first to the last they did for it</h3>
      <dl>
        ${goroutines.map(
          ({ goroutine, from, to }) =>
            html`<dt class="number" title=${to > from ? nothing : "one thing only"}>
                ${to > from ? formatNs(to - from) : "–"}
              </dt>
              <dd>${goroutineLink(this.app, goroutine)}</dd>`,
        )}
      </dl>
      ${more(goroutineCount - goroutines.length, "goroutine")}
    </section>`;
  }

  #children(): TemplateResult | typeof nothing {
    const { children, childCount } = this.task;
    if (childCount === 0) return nothing;
    return html`<section>
      <h3>${countOf(childCount, "subtask")}</h3>
      <dl>
        ${children.map(
          (child) =>
            html`<dt class="number">${formatNs(child.end - child.start)}</dt>
              <dd>${taskLink(this.app, child)}${incomplete(child)}</dd>`,
        )}
      </dl>
      ${more(childCount - children.length, "subtask")}
    </section>`;
  }
}

function more(count: number, what: string): TemplateResult | typeof nothing {
  return count > 0 ? html`<p class="dim" title=${exactCount(count)}>and ${countOf(count, what)} more</p>` : nothing;
}

customElements.define("gs-task-details", TaskDetailsElement);
