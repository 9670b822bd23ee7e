import { html, svg, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import type { ScopeChoice } from "../../src/app/scope.ts";
import type { GoroutineRef } from "../../src/engine/protocol.ts";
import { link } from "./links.ts";
import { shownText } from "./shown-text.ts";

const TARGET = html`<svg class="target" viewBox="0 0 16 16" aria-hidden="true">
  ${svg`<circle cx="8" cy="8" r="5" /><path d="M8 1v4M8 11v4M1 8h4M11 8h4" />`}
</svg>`;

/** Makes something the scope, of all pages: its time, its goroutines, or both; what is not named stays as it is. */
export function scopeLink(app: App, change: Partial<ScopeChoice>, title: string, text?: string): TemplateResult {
  const scope = { ...app.state.scope, ...change };
  const content = html`${TARGET}${text === undefined ? html`<span class="unseen">${title}</span>` : ` ${text}`}`;
  return link(app, { scope, page: app.state.page }, content, title);
}

export function goroutineScope(app: App, { index, id }: GoroutineRef): TemplateResult {
  return scopeLink(app, { goroutines: { kind: "goroutine", goroutine: index } }, `Look at G${id} alone`, `G${id}`);
}

export function groupScope(app: App, group: number, name: string): TemplateResult {
  const title = `Look at all goroutines that started in ${shownText(name) || "an unknown function"}`;
  return scopeLink(app, { goroutines: { kind: "group", group } }, title, "its group");
}
