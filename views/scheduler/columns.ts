import { html, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import { exactCount, exactNs, formatCount, formatNs, formatShare, timeAt } from "../../src/base/format.ts";
import type { SchedulerReport } from "../../src/engine/analyses/types.ts";
import { Style } from "../../src/timeline/style.ts";
import { nsCell, partsBar } from "../kit/cells.ts";
import { cssProperties } from "../kit/css-properties.ts";
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

export function procColumns(): readonly TableColumn<ProcRow>[] {
  const share = (ns: number, row: ProcRow): unknown =>
    html`<span title=${`${exactNs(ns)}: ${formatNs(ns)}`}>${formatShare(ns, existedNs(row))}</span>`;
  return [
    { id: "id", name: "Proc", width: 70, cell: ({ id }) => `P${id}` },
    {
      id: "parts",
      name: "What it did",
      title: "Of the time that it was there: ran goroutines, was held in a syscall, something else, idle",
      width: 170,
      cell: (row) => partsBar(procParts(row), existedNs(row)),
    },
    { id: "running", name: "Ran", width: 76, number: true, cell: (row) => share(row.runningNs, row) },
    { id: "syscall", name: "Syscall", width: 76, number: true, cell: (row) => share(row.syscallNs, row) },
    { id: "idle", name: "Idle", width: 76, number: true, cell: (row) => share(row.idleNs, row) },
    {
      id: "starts",
      name: "Starts",
      title: "How often a goroutine began to run on it",
      width: 80,
      number: true,
      cell: ({ starts }) => html`<span title=${exactCount(starts)}>${formatCount(starts)}</span>`,
    },
    { id: "time", name: "Utilization over the scope’s time", width: 240, grow: true, cell: strip },
  ];
}

/** How long a proc was there: held by a thread, or idle. */
function existedNs({ heldNs, idleNs }: ProcRow): number {
  return heldNs + idleNs;
}

function procParts({ runningNs, syscallNs, idleNs, heldNs }: ProcRow): Parameters<typeof partsBar>[0] {
  return [
    { name: "ran goroutines", style: Style.Running, ns: runningNs },
    { name: "syscall", style: Style.Syscall, ns: syscallNs },
    { name: "something else", style: Style.BlockedOther, ns: Math.max(heldNs - runningNs - syscallNs, 0) },
    { name: "idle", style: Style.ProcIdle, ns: idleNs },
  ];
}

/** Shades over time, as one gradient with a hard edge at each part. */
function strip({ utilization }: ProcRow): TemplateResult {
  const width = 100 / utilization.length;
  const stops = utilization.map((share, i) => {
    const colour = `color-mix(in srgb, var(--gs-running) ${(share * 100).toFixed(1)}%, var(--gs-track))`;
    return `${colour} ${i * width}% ${(i + 1) * width}%`;
  });
  const mean = utilization.reduce((sum, share) => sum + share, 0) / Math.max(utilization.length, 1);
  const words = `${formatShare(mean, 1)} on the mean`;
  return html`<span
    class="parts"
    role="img"
    aria-label=${words}
    title=${words}
    ${cssProperties({ "background-image": `linear-gradient(to right, ${stops.join(", ")})` })}
  ></span>`;
}
