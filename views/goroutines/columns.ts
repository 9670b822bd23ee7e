import { html, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import { exactCount, exactNs, formatCount, timeAt } from "../../src/base/format.ts";
import type {
  CreationRow,
  GoroutinePage,
  GoroutineRow,
  GroupReport,
  GroupReportRow,
} from "../../src/engine/analyses/types.ts";
import { barUnder, nsCell, partsBar } from "../kit/cells.ts";
import { PLAIN } from "../kit/palette.ts";
import type { TableColumn } from "../kit/data-table.ts";
import { goroutineLink, link } from "../kit/links.ts";
import { scopeLink } from "../kit/scope-link.ts";
import { shownText } from "../kit/shown-text.ts";
import { columnName, columnTitle, columnWidth, timeParts } from "../kit/time-columns.ts";
import { STATISTIC_NAMES, STATISTICS } from "../kit/statistics.ts";
import type { GoroutineSettings } from "./settings.ts";

type Distribution = GroupReportRow["lifetime"];
type Value<Row> = (row: Row) => number | string | undefined;

/** What groups are sorted by, by column. */
export function groupValues(report: GroupReport): Readonly<Record<string, Value<GroupReportRow>>> {
  const ofEach = (key: string, of: (row: GroupReportRow) => Distribution): [string, Value<GroupReportRow>][] =>
    STATISTICS.map((statistic) => [`${key}.${statistic}`, (row) => of(row)[statistic]]);
  return {
    name: ({ name }) => name,
    count: ({ count }) => count,
    ...Object.fromEntries(ofEach("lifetime", ({ lifetime }) => lifetime)),
    ...Object.fromEntries(report.columns.flatMap(({ key }, i) => ofEach(key, ({ times }) => times[i]!))),
  };
}

export function groupColumns(
  app: App,
  report: GroupReport,
  { statistics, hidden }: GoroutineSettings,
): readonly TableColumn<GroupReportRow>[] {
  const { columns, rows } = report;
  const mostCount = rows.reduce((most, { count }) => Math.max(most, count), 0);
  const ofEach = (
    column: { readonly key: string; readonly name: string; readonly title: string; readonly style: number },
    width: number,
    of: (row: GroupReportRow) => Distribution,
  ): readonly TableColumn<GroupReportRow>[] =>
    statistics.map((statistic) => {
      const most = rows.reduce((sum, row) => Math.max(sum, of(row)[statistic] || 0), 0);
      // What all columns tell need not be said in each.
      const suffix = statistics.length === 1 && statistic === "total" ? "" : ` ${statistic}`;
      return {
        id: `${column.key}.${statistic}`,
        name: column.name + suffix,
        ...(column.style === PLAIN ? {} : { style: column.style }),
        title: `${column.title}: ${STATISTIC_NAMES[statistic]}`,
        width: width + 6 * suffix.length,
        number: true,
        sorts: "down",
        cell: (row) => nsCell(of(row)[statistic], most, column.style),
      };
    });
  return [
    { id: "name", name: "Started in", width: 280, grow: true, sorts: "up", cell: (row) => groupLink(app, row) },
    { id: "scope", name: "", title: "Take it as the scope, of all pages", width: 34, cell: (row) => asScope(app, row) },
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
    ...ofEach(
      { key: "lifetime", name: "Lifetime", title: "How long they were there in the window", style: PLAIN },
      92,
      ({ lifetime }) => lifetime,
    ),
    ...columns.flatMap((column, i) =>
      hidden.includes(column.key)
        ? []
        : ofEach(
            { key: column.key, name: columnName(column), title: columnTitle(column), style: column.style },
            columnWidth(column),
            ({ times }) => times[i]!,
          ),
    ),
  ];
}

function asScope(app: App, { group, name }: GroupReportRow): TemplateResult {
  const text = shownText(name) || "an unknown function";
  return scopeLink(app, { goroutines: { kind: "group", group } }, `Look at goroutines that started in ${text} alone`);
}

/** Opens the group: its goroutines are then the scope. */
function groupLink(app: App, { group, name }: GroupReportRow): TemplateResult {
  const scope = { window: app.state.scope.window, goroutines: { kind: "group", group } as const };
  const text = shownText(name) || "start function not known";
  return link(app, { scope }, html`<span class="mono">${text}</span>`, `${text}: show its goroutines`);
}

export function goroutineColumns(
  app: App,
  page: GoroutinePage,
  named: boolean,
  hidden: readonly string[],
): readonly TableColumn<GoroutineRow>[] {
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
    {
      id: "scope",
      name: "",
      title: "Take it as the scope, of all pages",
      width: 34,
      cell: ({ goroutine: { index, id } }) =>
        scopeLink(app, { goroutines: { kind: "goroutine", goroutine: index } }, `Look at G${id} alone`),
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
    ...columns.flatMap((column, i): readonly TableColumn<GoroutineRow>[] =>
      hidden.includes(column.key)
        ? []
        : [
            {
              id: column.key,
              name: columnName(column),
              style: column.style,
              title: columnTitle(column),
              width: columnWidth(column),
              number: true,
              sorts: "down",
              cell: ({ times, lifetime }) => nsCell(times[i]!, lifetime, column.style),
            },
          ],
    ),
  ];
}

function onTimeline(app: App, { goroutine }: GoroutineRow, ns: number, text: unknown): TemplateResult {
  const selection = { kind: "goroutine", goroutine: goroutine.index } as const;
  return link(app, { page: "timeline", selection, at: { start: ns, end: ns } }, text);
}

/** A click on how many lists those that were created there. */
export function creationColumns(
  app: App,
  rows: readonly CreationRow[],
  list: (row: CreationRow) => void,
): readonly TableColumn<CreationRow>[] {
  const most = rows.reduce((sum, { goroutines }) => Math.max(sum, goroutines), 0);
  return [
    {
      id: "count",
      name: "Goroutines",
      width: 108,
      number: true,
      cell: (row) =>
        html`<button class="pick number" title="List the goroutines that were created there" @click=${() => list(row)}>
            ${formatCount(row.goroutines)}</button
          >${barUnder(row.goroutines, most, PLAIN)}`,
    },
    {
      id: "at",
      name: "Created in",
      title: "The function with the go statement, and those that called it",
      width: 420,
      grow: true,
      cell: ({ frames }) =>
        frames.length === 0
          ? html`<span class="dim">before the trace, or by the runtime</span>`
          : html`<span
              class="mono"
              title=${frames.map((frame) => `${shownText(frame.function)} ${shownText(frame.file)}:${frame.line}`).join("\n")}
              >${frames.slice(0, 6).map((frame, i) => html`${i > 0 ? html`<span class="dim"> ← </span>` : ""}${shownText(frame.function)}`)}</span
            >`,
    },
    {
      id: "line",
      name: "Line",
      width: 170,
      cell: ({ frames: [frame] }) =>
        frame ? html`<span class="dim">${shownText(frame.file.split("/").at(-1) ?? "")}:${frame.line}</span>` : "",
    },
    { id: "first", name: "One of them", width: 260, grow: true, cell: ({ first }) => goroutineLink(app, first) },
  ];
}
