import { html, nothing, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import type { Lasting, TaskRef } from "../../src/engine/accounts/types.ts";
import { link } from "../kit/links.ts";
import { shownText } from "../kit/shown-text.ts";

/** "checkout 42": selects the task where the reader is. */
export function taskLink(app: App, { task, id, name }: TaskRef): TemplateResult {
  return link(
    app,
    { selection: { kind: "task", task } },
    html`${shownText(name) || "unnamed"} <span class="dim">${id}</span>`,
  );
}

/** Says what the trace does not hold of something. */
export function incomplete({ began, ended }: Lasting): TemplateResult | typeof nothing {
  if (began && ended) return nothing;
  const missing = began
    ? "had not ended with the trace"
    : ended
      ? "began before the trace"
      : "neither began nor ended in it";
  return html` <span class="dim">· incomplete: ${missing}</span>`;
}
