import { html, LitElement, nothing, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import { windowOf } from "../../src/app/scope.ts";
import type { SpanDetails, SpanRef } from "../../src/engine/protocol.ts";
import { SPAN_STATE_NAMES, SpanState } from "../../src/model/vocabulary.ts";
import { Style } from "../../src/timeline/style.ts";
import { duration, goroutineLink, instant, spanLink, stateText, swatch } from "../kit/links.ts";
import { goroutineScope, groupScope, scopeLink } from "../kit/scope-link.ts";
import { baseStyles, detailStyles } from "../kit/shared-styles.ts";
import { shownText } from "../kit/shown-text.ts";
import { taskLink } from "../tasks/links.ts";
import { regionLinks } from "./work.ts";
import "../kit/stack.ts";
import "./span-causes.ts";

/** What the stack of a span tells, by its state. */
const STACK_HEADINGS: Readonly<Record<string, string>> = {
  [SPAN_STATE_NAMES[SpanState.Waiting]]: "Where it blocked",
  [SPAN_STATE_NAMES[SpanState.Syscall]]: "Where it made the syscall",
  [SPAN_STATE_NAMES[SpanState.SyscallBlocked]]: "Where it made the syscall",
};

/** One span: what, how long, whose, why, and what came before and after. */
export class SpanDetailsElement extends LitElement {
  static override properties = { app: { attribute: false }, span: { attribute: false } };
  static override styles = [baseStyles, detailStyles];
  declare app: App;
  declare span: SpanDetails;

  override render(): TemplateResult {
    const { app, span } = this;
    return html`
      <div class="title">
        <h2>${swatch(span.style)}<span>${stateText(span)}</span> <span>${duration(span.end - span.start)}</span></h2>
      </div>
      <section>
        <dl>
          <dt>Goroutine</dt>
          <dd>${goroutineLink(app, span.goroutine)}</dd>
          ${this.#work()}
          <dt>As scope</dt>
          <dd class="scopes">
            ${scopeLink(app, { window: windowOf("span", span.span, { from: span.start, to: span.end }) }, "Look at the time of this span", "its time")}
            ${goroutineScope(app, span.goroutine)} ${groupScope(app, span.group, span.goroutine.name)}
          </dd>
          <dt>Start</dt>
          <dd>${instant(span.start)}</dd>
          <dt>Duration</dt>
          <dd>${duration(span.end - span.start)}</dd>
          <dt>State</dt>
          <dd>${span.state}</dd>
          ${
            span.reason
              ? html`<dt>Reason</dt>
                  <dd>${shownText(span.reason)}</dd>`
              : nothing
          }
          ${
            span.procId === undefined
              ? nothing
              : html`<dt>Proc</dt>
                  <dd>P${span.procId}</dd>`
          }
          ${
            span.threadId === undefined
              ? nothing
              : html`<dt>Thread</dt>
                  <dd>M${span.threadId}</dd>`
          }
        </dl>
      </section>
      ${this.#waker()}
      <section>
        <h3>Before and after</h3>
        <dl>
          <dt>Before</dt>
          <dd>${this.#neighbour(span.previous, "it was not there yet")}</dd>
          <dt>After</dt>
          <dd>${this.#neighbour(span.next, "it ended, or the trace did")}</dd>
        </dl>
      </section>
      <gs-span-causes .app=${app} .span=${span}></gs-span-causes>
      ${this.#stack()}
    `;
  }

  /** A goroutine's stack is recorded where it stops, not where it goes on: a span that runs mostly has none. */
  #stack(): TemplateResult | typeof nothing {
    const { state, stack } = this.span;
    const heading = STACK_HEADINGS[state];
    if (stack.length === 0 && heading === undefined) return nothing;
    return html`<section>
      <h3>${heading ?? "Stack"}</h3>
      <gs-stack .frames=${stack}></gs-stack>
    </section>`;
  }

  /** What the goroutine was at, where the program says so. */
  #work(): unknown {
    const { app, span } = this;
    const regions = regionLinks(app, span.work);
    return [
      span.work.task === undefined
        ? nothing
        : html`<dt>Task</dt>
            <dd>${taskLink(app, span.work.task)}</dd>`,
      regions === undefined
        ? nothing
        : html`<dt>${regions.length > 1 ? "Regions" : "Region"}</dt>
            <dd>${regions}</dd>`,
    ];
  }

  #neighbour(ref: SpanRef | undefined, none: string): TemplateResult {
    return ref ? spanLink(this.app, ref) : html`<span class="dim">${none}</span>`;
  }

  #wokenByRuntime(): TemplateResult {
    return html`<section>
      <h3>Made runnable by</h3>
      <span class="dim">no goroutine: the network poller, a timer, or another part of the runtime</span>
    </section>`;
  }

  /** Made runnable by no goroutine; that by which is told by `gs-span-causes`. */
  #waker(): TemplateResult | typeof nothing {
    const { waker, style, reason } = this.span;
    return !waker && style === Style.Runnable && !reason ? this.#wokenByRuntime() : nothing;
  }
}

customElements.define("gs-span-details", SpanDetailsElement);
