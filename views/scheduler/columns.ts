import { html, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import { exactCount, exactNs, formatCount, timeAt } from "../../src/base/format.ts";
import type { SchedulerReport } from "../../src/engine/analyses/types.ts";
import { Style } from "../../src/timeline/style.ts";
import { nsCell } from "../kit/cells.ts";
import type { TableColumn } from "../kit/data-table.ts";
import { link } from "../kit/links.ts";
import { shownText } from "../kit/shown-text.ts";

export type LatencyRow = SchedulerReport["groups"][number];
export type LongWait = SchedulerReport["longest"][number];
export type ProcRow = SchedulerReport["procs"][number];

const STATISTICS = ["p50", "p90", "p99", "max", "total"] as const;
const TITLES: Readonly<Record<(typeof STATISTICS)[number], string>> = {
  p50: "Half of the waits were no longer",
  p90: "Nine of ten waits were no longer",
  p99: "99 of 100 waits were no longer",
  max: "The longest wait",
  total: "All waits together",
};

export const LATENCY_VALUES: Readonly<Record<string, (row: LatencyRow) => number | string>> = {
  name: ({ name }) => name,
  count: ({ latency }) => latency.count,
  ...Object.fromEntries(
    STATISTICS.map((statistic) => [statistic, ({ latency }: LatencyRow) => latency[statistic]] as const),
  ),
};

export function latencyColumns(app: App, rows: readonly LatencyRow[]): readonly TableColumn<LatencyRow>[] {
  return [
    { id: "name", name: "Started in", width: 220, grow: true, sorts: "up", cell: (row) => groupLink(app, row) },
    {
      id: "count",
      name: "Waits",
      title: "How often one of them was runnable and then ran",
      width: 76,
      number: true,
      sorts: "down",
      cell: ({ latency }) => html`<span title=${exactCount(latency.count)}>${formatCount(latency.count)}</span>`,
    },
    ...STATISTICS.map((statistic): TableColumn<LatencyRow> => {
      const most = rows.reduce((sum, { latency }) => Math.max(sum, latency[statistic]), 0);
      return {
        id: statistic,
        name: statistic,
        title: TITLES[statistic],
        width: 84,
        number: true,
        sorts: "down",
        cell: ({ latency }) => nsCell(latency[statistic], most, Style.Runnable),
      };
    }),
  ];
}

function groupLink(app: App, { group, name }: LatencyRow): TemplateResult {
  const scope = { window: app.state.scope.window, goroutines: { kind: "group", group } as const };
  const text = shownText(name) || "start function not known";
  return link(app, { scope }, html`<span class="mono">${text}</span>`, `${text}: take its goroutines as the scope`);
}

/** Each leads to the timeline, where the span is selected and in sight. */
export function waitColumns(app: App, rows: readonly LongWait[]): readonly TableColumn<LongWait>[] {
  const most = rows[0] ? rows[0].end - rows[0].start : 0;
  const durationNs = app.trace?.summary.durationNs;
  return [
    {
      id: "goroutine",
      name: "Goroutine",
      width: 180,
      grow: true,
      cell: ({ span, start, end, goroutine }) =>
        link(
          app,
          { page: "timeline", selection: { kind: "span", span }, at: { start, end } },
          html`G${goroutine.id} <span class="mono">${shownText(goroutine.name)}</span>`,
        ),
    },
    {
      id: "from",
      name: "From",
      width: 96,
      number: true,
      cell: ({ start }) => html`<span class="dim" title=${exactNs(start)}>${timeAt(start, 10_000, durationNs)}</span>`,
    },
    {
      id: "ns",
      name: "Waited",
      width: 92,
      number: true,
      cell: ({ start, end }) => nsCell(end - start, most, Style.Runnable),
    },
  ];
}
