import { html, nothing, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import type { Target } from "../../src/app/targets.ts";
import { exactNs, formatNs, timeAt } from "../../src/base/format.ts";
import type { GoroutineRef, SpanRef } from "../../src/engine/protocol.ts";
import { cssProperties } from "./css-properties.ts";
import { styleColour } from "./palette.ts";
import { shownText } from "./shown-text.ts";

/**
 * A link to a place in the trace. A plain click goes there; with a modifier key it is a link like any other. Where many
 * stand side by side, as in a plot, they are no stops of the Tab key: `tabIndex` -1.
 */
export function link(app: App, target: Target, content: unknown, title?: string, tabIndex?: -1): TemplateResult {
  const follow = (event: MouseEvent): void => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    app.go(target);
  };
  // What is copied or opened elsewhere is to hold the window of now, not of when the link was drawn.
  const refresh = (event: Event): void => {
    if (event.currentTarget instanceof HTMLAnchorElement) event.currentTarget.href = app.href(target);
  };
  return html`<a
    href=${app.href(target)}
    title=${title ?? nothing}
    tabindex=${tabIndex ?? nothing}
    @pointerenter=${refresh}
    @focus=${refresh}
    @click=${follow}
    >${content}</a
  >`;
}

/** "G42 net/http.(*conn).serve" */
export function goroutineLink(app: App, goroutine: GoroutineRef): TemplateResult {
  const target: Target = { selection: { kind: "goroutine", goroutine: goroutine.index } };
  const name = goroutine.name ? html` <span class="mono">${shownText(goroutine.name)}</span>` : nothing;
  return link(app, target, html`G${goroutine.id}${name}`);
}

/** State, reason and duration of a span, with the colour it has on the timeline. */
export function spanLink(app: App, span: SpanRef): TemplateResult {
  const target: Target = { selection: { kind: "span", span: span.span }, at: { start: span.start, end: span.end } };
  return html`${swatch(span.style)} ${link(app, target, stateText(span))}
    <span class="dim">for</span> ${duration(span.end - span.start)}`;
}

export function stateText(span: { readonly state: string; readonly reason: string }): string {
  return span.reason ? `${span.state}: ${shownText(span.reason)}` : span.state;
}

export function swatch(style: number): TemplateResult {
  return html`<i class="swatch" ${cssProperties({ "--swatch": styleColour(style) })}></i>`;
}

/** A duration in three digits, exact on hover. */
export function duration(ns: number): TemplateResult {
  return html`<span title=${exactNs(ns)}>${formatNs(ns)}</span>`;
}

/** A point in time, to the microsecond; exact on hover. */
export function instant(ns: number, resolutionNs = 1000): TemplateResult {
  return html`<span title=${`${exactNs(ns)} after the trace began`}>${timeAt(ns, resolutionNs)}</span>`;
}
