import { html, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import { exactCount, exactNs, formatCount, timeAt } from "../../src/base/format.ts";
import type { GoroutinePage, GoroutineRow, GroupReport, GroupReportRow } from "../../src/engine/analyses/types.ts";
import { Style } from "../../src/timeline/style.ts";
import { barUnder, nsCell, partsBar } from "../kit/cells.ts";
import type { TableColumn } from "../kit/data-table.ts";
import { link } from "../kit/links.ts";
import { shownText } from "../kit/shown-text.ts";
import { columnName, columnTitle, columnWidth, timeParts } from "../kit/time-columns.ts";

/** A grey that is no state. */
const PLAIN = Style.ProcIdle + 1;

export const STATISTICS = ["total", "mean", "p50", "p99", "max", "min"] as const;
export type Statistic = (typeof STATISTICS)[number];

type Value<Row> = (row: Row) => number | string | undefined;

/** What groups are sorted by, by column. */
export function groupValues(
  report: GroupReport,
  statistic: Statistic,
): Readonly<Record<string, Value<GroupReportRow>>> {
  return {
    name: ({ name }) => name,
    count: ({ count }) => count,
    lifetime: ({ lifetime }) => lifetime[statistic],
    ...Object.fromEntries(
      report.columns.map(({ key }, i) => [key, ({ times }: GroupReportRow) => times[i]![statistic]] as const),
    ),
  };
}

export function groupColumns(
  app: App,
  report: GroupReport,
  statistic: Statistic,
): readonly TableColumn<GroupReportRow>[] {
  const { columns, rows } = report;
  const mostOf = (value: (row: GroupReportRow) => number): number =>
    rows.reduce((most, row) => Math.max(most, value(row) || 0), 0);
  const mostLifetime = mostOf(({ lifetime }) => lifetime[statistic]);
  const mostCount = mostOf(({ count }) => count);
  return [
    { id: "name", name: "Started in", width: 300, grow: true, sorts: "up", cell: (row) => groupLink(app, row) },
    {
      id: "count",
      name: "Goroutines",
      title: "How many were there in the window",
      width: 108,
      number: true,
      sorts: "down",
      cell: ({ count, created, ended }) =>
        html`<span
            title=${`${exactCount(count)}; ${exactCount(created)} created and ${exactCount(ended)} ended in the window`}
            >${formatCount(count)}</span
          >${barUnder(count, mostCount, PLAIN)}`,
    },
    {
      id: "parts",
      name: "Where their time went",
      title: "Of all time of the group’s goroutines together",
      width: 190,
      cell: ({ times, lifetime }) =>
        partsBar(
          timeParts(columns, (i) => times[i]!.total),
          lifetime.total,
        ),
    },
    {
      id: "lifetime",
      name: "Lifetime",
      title: `How long they were there in the window: ${statistic}`,
      width: 92,
      number: true,
      sorts: "down",
      cell: ({ lifetime }) => nsCell(lifetime[statistic], mostLifetime, PLAIN),
    },
    ...columns.map((column, i): TableColumn<GroupReportRow> => {
      const most = mostOf(({ times }) => times[i]![statistic]);
      return {
        id: column.key,
        name: columnName(column),
        style: column.style,
        title: `${columnTitle(column)}: ${statistic}`,
        width: columnWidth(column),
        number: true,
        sorts: "down",
        cell: ({ times }) => nsCell(times[i]![statistic], most, column.style),
      };
    }),
  ];
}

/** Opens the group: its goroutines are then the scope. */
function groupLink(app: App, { group, name }: GroupReportRow): TemplateResult {
  const scope = { window: app.state.scope.window, goroutines: { kind: "group", group } as const };
  const text = shownText(name) || "start function not known";
  return link(app, { scope }, html`<span class="mono">${text}</span>`, `${text}: show its goroutines`);
}

export function goroutineColumns(app: App, page: GoroutinePage, named: boolean): readonly TableColumn<GoroutineRow>[] {
  const { columns } = page;
  const durationNs = app.trace?.summary.durationNs;
  const { from, to } = app.scopeRequest();
  const time = (ns: number): unknown => html`<span title=${exactNs(ns)}>${timeAt(ns, 10_000, durationNs)}</span>`;
  return [
    {
      id: "id",
      name: "Goroutine",
      width: 116,
      sorts: "up",
      cell: ({ goroutine }) =>
        link(app, { selection: { kind: "goroutine", goroutine: goroutine.index } }, `G${goroutine.id}`),
    },
    ...(named
      ? [
          {
            id: "name",
            name: "Started in",
            width: 240,
            grow: true,
            cell: ({ goroutine }: GoroutineRow) =>
              html`<span class="mono" title=${shownText(goroutine.name)}
                >${shownText(goroutine.name) || "not known"}</span
              >`,
          },
        ]
      : []),
    {
      id: "created",
      name: "From",
      title: "When it was first seen; leads to the timeline",
      width: 96,
      number: true,
      sorts: "up",
      cell: (row) => onTimeline(app, row, row.created, time(row.created)),
    },
    {
      id: "ended",
      name: "Ended",
      width: 96,
      number: true,
      sorts: "up",
      cell: (row) =>
        Number.isNaN(row.ended)
          ? html`<span class="dim" title="not within the trace">–</span>`
          : onTimeline(app, row, row.ended, time(row.ended)),
    },
    {
      id: "parts",
      name: "Where its time went",
      width: 190,
      grow: !named,
      cell: ({ times, lifetime }) =>
        partsBar(
          timeParts(columns, (i) => times[i]!),
          lifetime,
        ),
    },
    {
      id: "lifetime",
      name: "Lifetime",
      title: "How long it was there in the window",
      width: 92,
      number: true,
      sorts: "down",
      cell: ({ lifetime }) => nsCell(lifetime, to - from, PLAIN),
    },
    ...columns.map((column, i): TableColumn<GoroutineRow> => ({
      id: column.key,
      name: columnName(column),
      style: column.style,
      title: columnTitle(column),
      width: columnWidth(column),
      number: true,
      sorts: "down",
      cell: ({ times, lifetime }) => nsCell(times[i]!, lifetime, column.style),
    })),
  ];
}

function onTimeline(app: App, { goroutine }: GoroutineRow, ns: number, text: unknown): TemplateResult {
  const selection = { kind: "goroutine", goroutine: goroutine.index } as const;
  return link(app, { page: "timeline", selection, at: { start: ns, end: ns } }, text);
}
