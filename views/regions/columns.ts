import { html, nothing, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import { windowOf } from "../../src/app/scope.ts";
import { thirdOf } from "../../src/app/time-window.ts";
import { exactNs, formatCount, timeAt } from "../../src/base/format.ts";
import type { RegionPage, RegionReport, RegionRow } from "../../src/engine/analyses/types.ts";
import { nsCell, partsBar } from "../kit/cells.ts";
import { PLAIN } from "../kit/palette.ts";
import type { TableColumn } from "../kit/data-table.ts";
import { durationColumns } from "../kit/duration-columns.ts";
import { goroutineLink, link } from "../kit/links.ts";
import { scopeLink } from "../kit/scope-link.ts";
import { shownText } from "../kit/shown-text.ts";
import { columnName, columnTitle, columnWidth, timeParts } from "../kit/time-columns.ts";
import { STATISTICS } from "../kit/statistics.ts";
import { taskLink } from "../tasks/links.ts";

export type TypeRow = RegionReport["types"][number];

export const TYPE_VALUES: Readonly<Record<string, (row: TypeRow) => number | string | undefined>> = {
  name: ({ name }) => name,
  place: ({ frame }) => frame?.function,
  count: ({ count }) => count,
  ...Object.fromEntries(STATISTICS.map((one) => [one, ({ duration }: TypeRow) => duration[one]] as const)),
};

/** A click on a name lists its regions. */
export function typeColumns(rows: readonly TypeRow[], choose: (row: TypeRow) => void): readonly TableColumn<TypeRow>[] {
  return [
    {
      id: "name",
      name: "Name",
      width: 140,
      grow: true,
      sorts: "up",
      cell: (row) =>
        html`<button class="pick" title="List the regions of this name and place" @click=${() => choose(row)}>
          ${shownText(row.name) || "unnamed"}
        </button>`,
    },
    {
      id: "place",
      name: "Started in",
      title: "The program’s frame that started them: regions of the same name are told apart by it",
      width: 316,
      grow: true,
      sorts: "up",
      cell: ({ frame }) => (frame ? place(frame) : html`<span class="dim">not recorded</span>`),
    },
    {
      id: "count",
      name: "Regions",
      width: 104,
      number: true,
      sorts: "down",
      cell: ({ count }) => formatCount(count),
    },
    ...durationColumns(rows, 92),
  ];
}

function place({ function: name, file, line }: NonNullable<TypeRow["frame"]>): TemplateResult {
  const short = shownText(file.split("/").at(-1) ?? "");
  return html`<span title=${`${shownText(name)}\n${shownText(file)}:${line}`}
    ><span class="mono">${shownText(name)}</span> <span class="dim">${short}:${line}</span></span
  >`;
}

/** Each region leads to the timeline, and may be taken as the scope. */
export function regionColumns(app: App, { columns }: RegionPage, mostNs: number): readonly TableColumn<RegionRow>[] {
  const durationNs = app.trace?.summary.durationNs ?? 0;
  return [
    {
      id: "name",
      name: "Region",
      width: 150,
      grow: true,
      cell: ({ region, name }) =>
        link(app, { selection: { kind: "region", region } }, shownText(name) || "unnamed", "Show what is known of it"),
    },
    {
      id: "start",
      name: "Start",
      title: "Leads to the timeline",
      width: 104,
      number: true,
      sorts: "up",
      cell: ({ region, start, end, began }) =>
        link(
          app,
          { page: "timeline", selection: { kind: "region", region }, window: thirdOf(start, end, durationNs) },
          began ? timeAt(start, 10_000, durationNs) : "before",
          began ? `${exactNs(start)}: show it on the timeline` : "Began before the trace: show it on the timeline",
        ),
    },
    {
      id: "ns",
      name: "Duration",
      width: 100,
      number: true,
      sorts: "down",
      cell: ({ start, end, began, ended }) =>
        html`${began && ended ? nothing : html`<span class="dim" title="incomplete: at least this">≥ </span>`}${nsCell(end - start, mostNs, PLAIN)}`,
    },
    { id: "scope", name: "", title: "Take it as the scope", width: 34, cell: (row) => asScope(app, row) },
    {
      id: "goroutine",
      name: "Goroutine",
      width: 222,
      grow: true,
      cell: ({ goroutine }) => goroutineLink(app, goroutine),
    },
    { id: "task", name: "Task", width: 150, cell: ({ task }) => (task ? taskLink(app, task) : nothing) },
    {
      id: "parts",
      name: "Where its time went",
      width: 170,
      cell: ({ times, start, end }) =>
        partsBar(
          timeParts(columns, (i) => times[i]!),
          end - start,
        ),
    },
    ...columns.map((column, i): TableColumn<RegionRow> => ({
      id: column.key,
      name: columnName(column),
      style: column.style,
      title: columnTitle(column),
      width: columnWidth(column),
      number: true,
      sorts: "down",
      cell: ({ times, start, end }) => nsCell(times[i]!, end - start, column.style),
    })),
  ];
}

function asScope(app: App, { region, start, end, goroutine }: RegionRow): TemplateResult | typeof nothing {
  if (!(end > start)) return nothing;
  const change = {
    window: windowOf("region", region, { from: start, to: end }),
    goroutines: { kind: "goroutine", goroutine: goroutine.index } as const,
  };
  return scopeLink(app, change, "Look at this region’s time and its goroutine alone");
}
