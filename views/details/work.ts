import { html, nothing, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import type { WorkDetails } from "../../src/engine/protocol.ts";
import { link } from "../kit/links.ts";
import { shownText } from "../kit/shown-text.ts";
import { taskLink } from "../tasks/links.ts";

/** The regions that a goroutine was in, the outermost first, each a link; undefined if it was in none. */
export function regionLinks(app: App, { regions }: WorkDetails): readonly TemplateResult[] | undefined {
  if (regions.length === 0) return undefined;
  return regions.map(
    ({ region, name }, i) =>
      html`${i > 0 ? html` <span class="dim">›</span> ` : nothing}${link(app, { selection: { kind: "region", region } }, shownText(name) || "unnamed")}`,
  );
}

/** What a goroutine worked for, in one line: the task and the regions. */
export function workLine(app: App, work: WorkDetails): TemplateResult | typeof nothing {
  const regions = regionLinks(app, work);
  if (work.task === undefined && regions === undefined) return nothing;
  const task = work.task === undefined ? nothing : taskLink(app, work.task);
  return html`${task}${work.task === undefined || regions === undefined ? nothing : html` <span class="dim">›</span> `}${regions ?? nothing}`;
}
