import { html, svg, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import type { ScopeChoice } from "../../src/app/scope.ts";
import { link } from "./links.ts";

const TARGET = html`<svg class="target" viewBox="0 0 16 16" aria-hidden="true">
  ${svg`<circle cx="8" cy="8" r="5" /><path d="M8 1v4M8 11v4M1 8h4M11 8h4" />`}
</svg>`;

/** Makes something the scope, of all pages: its time, its goroutines, or both; what is not named stays as it is. */
export function scopeLink(app: App, change: Partial<ScopeChoice>, title: string, text?: string): TemplateResult {
  const scope = { ...app.state.scope, ...change };
  const content = html`${TARGET}${text === undefined ? html`<span class="unseen">${title}</span>` : ` ${text}`}`;
  return link(app, { scope, page: app.state.page }, content, title);
}
