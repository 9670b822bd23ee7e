import { html, nothing, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import { cycleScope } from "../../src/app/cycles.ts";
import { exactBytes, exactNs, formatBytes, formatCount, formatNs, timeAt } from "../../src/base/format.ts";
import type { GcReport, StopRow } from "../../src/engine/analyses/types.ts";
import { Style } from "../../src/timeline/style.ts";
import { bytesCell, nsCell } from "../kit/cells.ts";
import type { TableColumn } from "../kit/data-table.ts";
import { goroutineLink, link } from "../kit/links.ts";
import { scopeLink } from "../kit/scope-link.ts";
import { shownText } from "../kit/shown-text.ts";

export type CycleRow = GcReport["cycles"][number];
type Stop = NonNullable<CycleRow["sweepTermination"]>;

/** Sorts by what a column shows; NaN and undefined last. */
export const CYCLE_VALUES: Readonly<Record<string, (row: CycleRow) => number | undefined>> = {
  number: (row) => row.number,
  mark: (row) => row.markNs,
  heap: (row) => row.heapAtStart,
  goal: (row) => row.heapGoal,
  end: (row) => row.heapAtEnd,
  first: (row) => row.sweepTermination?.ns,
  second: (row) => row.markTermination?.ns,
  assist: (row) => row.assistNs,
  dedicated: (row) => row.workerNs.dedicated,
  fractional: (row) => row.workerNs.fractional,
  idle: (row) => row.workerNs.idle,
  firstStop: (row) => row.sweepTermination?.timeToStopNs,
  secondStop: (row) => row.markTermination?.timeToStopNs,
  sweep: (row) => row.sweep.ns,
};

export const STOP_VALUES: Readonly<Record<string, (row: StopRow) => number | undefined>> = {
  start: (row) => row.start,
  ns: (row) => row.ns,
  stopping: (row) => row.timeToStopNs,
};

const TRIGGERS: Readonly<Record<CycleRow["trigger"], string>> = {
  heap: "heap goal",
  "runtime.GC": "runtime.GC()",
  periodic: "two minutes",
  FreeOSMemory: "FreeOSMemory()",
  unknown: "not recorded",
};

/** Background mark workers by mode. */
const MODES: readonly { readonly mode: keyof CycleRow["workerNs"]; readonly name: string; readonly title: string }[] = [
  { mode: "dedicated", name: "Dedicated", title: "Time of mark workers that had a proc to themselves" },
  { mode: "fractional", name: "Fractional", title: "Time of mark workers that ran for a share of a proc’s time" },
  { mode: "idle", name: "Idle", title: "Time of mark workers on procs that had nothing else to do" },
];

export function cycleColumns(app: App, rows: readonly CycleRow[]): readonly TableColumn<CycleRow>[] {
  const most = (of: (row: CycleRow) => number | undefined): number =>
    rows.reduce((sum, row) => Math.max(sum, of(row) ?? 0), 0);
  const mostMark = most((row) => row.markNs);
  const mostPause = Math.max(most(CYCLE_VALUES["first"]!), most(CYCLE_VALUES["second"]!));
  const mostAssist = most((row) => row.assistNs);
  const mostSweep = most((row) => row.sweep.ns);
  const durationNs = app.trace?.summary.durationNs;
  const go = (row: CycleRow, text: unknown): TemplateResult =>
    link(app, app.pauseTarget({ range: row.range, start: row.markStart, ns: row.markNs }), text);
  return [
    { id: "number", name: "Cycle", width: 82, sorts: "up", cell: (row) => go(row, `#${row.number}`) },
    {
      id: "scope",
      name: "",
      title: "Take it as the scope, of all pages",
      width: 34,
      cell: ({ number }) => {
        const window = app.trace && cycleScope(app.trace.pauses, number);
        return window ? scopeLink(app, { window }, `Look at GC cycle ${number} alone`) : nothing;
      },
    },
    {
      id: "start",
      name: "Start",
      width: 80,
      number: true,
      cell: (row) =>
        html`<span title=${exactNs(row.markStart)}>${go(row, timeAt(row.markStart, 100_000, durationNs))}</span>`,
    },
    {
      id: "trigger",
      name: "Begun by",
      title:
        "The heap reached its goal; the program called runtime.GC or debug.FreeOSMemory; or two minutes had passed",
      width: 110,
      cell: (row) => TRIGGERS[row.trigger],
    },
    {
      id: "mark",
      name: "Mark",
      title: "How long the concurrent mark phase took",
      width: 80,
      number: true,
      sorts: "down",
      cell: (row) => html`${nsCell(row.markNs, mostMark, Style.GCMark)}${row.isComplete ? nothing : "…"}`,
    },
    {
      id: "heap",
      name: "Heap",
      title: "Live heap when the cycle began",
      width: 76,
      number: true,
      sorts: "down",
      cell: (row) => bytesCell(row.heapAtStart),
    },
    {
      id: "goal",
      name: "Goal",
      title: "Heap goal in force when the cycle began",
      width: 76,
      number: true,
      sorts: "down",
      cell: (row) => bytesCell(row.heapGoal),
    },
    {
      id: "end",
      name: "After",
      title: "Live heap when marking ended",
      width: 76,
      number: true,
      sorts: "down",
      cell: (row) => bytesCell(row.heapAtEnd),
    },
    {
      id: "first",
      name: "Pause 1",
      title: "The world stops for sweep termination, before marking",
      width: 78,
      number: true,
      sorts: "down",
      cell: (row) => stopCell(app, row.sweepTermination, mostPause),
    },
    {
      id: "firstStop",
      name: "to stop",
      title: "How long it took in pause 1 until the last proc had stopped",
      width: 70,
      number: true,
      sorts: "down",
      cell: (row) => toStopCell(row.sweepTermination),
    },
    {
      id: "second",
      name: "Pause 2",
      title: "The world stops for mark termination, after marking",
      width: 78,
      number: true,
      sorts: "down",
      cell: (row) => stopCell(app, row.markTermination, mostPause),
    },
    {
      id: "secondStop",
      name: "to stop",
      title: "How long it took in pause 2 until the last proc had stopped",
      width: 70,
      number: true,
      sorts: "down",
      cell: (row) => toStopCell(row.markTermination),
    },
    {
      id: "assist",
      name: "Assists",
      title: "Time of goroutines in scope in mark assists, waiting in them included",
      width: 82,
      number: true,
      sorts: "down",
      cell: (row) => nsCell(row.assistNs, mostAssist, Style.GCAssist),
    },
    {
      id: "payers",
      name: "Assisted by",
      title: "Who helped the most, and a link to all who did",
      width: 160,
      grow: true,
      cell: (row) => payers(app, row),
    },
    ...MODES.map(({ mode, name, title }): TableColumn<CycleRow> => {
      const mostWork = most((row) => row.workerNs[mode]);
      return {
        id: mode,
        name,
        title,
        width: 94,
        number: true,
        sorts: "down",
        cell: (row) => nsCell(row.workerNs[mode], mostWork, Style.GCWorker),
      };
    }),
    {
      id: "sweep",
      name: "Sweep",
      title: "Time spent sweeping after the cycle, until the next began",
      width: 78,
      number: true,
      sorts: "down",
      cell: (row) =>
        html`<span
          title=${`${formatCount(row.sweep.count)} sweeps, ${exactBytes(row.sweep.sweptBytes)} swept, ${exactBytes(row.sweep.reclaimedBytes)} reclaimed`}
          >${nsCell(row.sweep.ns, mostSweep, Style.GCSweep)}</span
        >`,
    },
    {
      id: "reclaimed",
      name: "Reclaimed",
      width: 84,
      number: true,
      cell: ({ sweep }) => (sweep.count > 0 ? formatBytes(sweep.reclaimedBytes) : ""),
    },
  ];
}

function toStopCell(stop: Stop | undefined): unknown {
  if (!stop) return nothing;
  return Number.isNaN(stop.timeToStopNs)
    ? html`<span class="dim" title="no other proc was running">–</span>`
    : html`<span title=${exactNs(stop.timeToStopNs)}>${formatNs(stop.timeToStopNs)}</span>`;
}

function stopCell(app: App, stop: Stop | undefined, most: number): unknown {
  if (!stop) return html`<span class="dim" title="not in the trace">–</span>`;
  const title = `${exactNs(stop.ns)}; until all procs had stopped: ${formatNs(stop.timeToStopNs)}`;
  const bar = nsCell(stop.ns, most, Style.StopTheWorld);
  return link(app, app.pauseTarget(stop), bar, title);
}

/** Who helped most, as a link to those goroutines; the others in the cycle’s time. */
function payers(app: App, { assistedBy, markStart, markNs }: CycleRow): unknown {
  const [first] = assistedBy;
  if (!first) return nothing;
  const all = assistedBy.map(
    ({ name, count, ns }) => `${shownText(name) || "not known"}: ${formatNs(ns)} in ${formatCount(count)}`,
  );
  const title = all.slice(0, 20).join("\n");
  const window = { kind: "fixed", window: { from: markStart, to: markStart + markNs } } as const;
  const group = app.trace?.outline.groups.find(({ name }) => name === first.name);
  const name = html`<span class="mono">${shownText(first.name) || "not known"}</span>`;
  const scope = { window, goroutines: group ? ({ kind: "group", group: group.index } as const) : ALL };
  const rest =
    assistedBy.length > 1
      ? html` ${link(app, { page: "goroutines", scope: { window, goroutines: ALL } }, `and ${assistedBy.length - 1} more`, title)}`
      : nothing;
  return html`${link(app, { page: "goroutines", scope }, name, title)}${rest}`;
}

const ALL = { kind: "all" } as const;

export function stopColumns(app: App, rows: readonly StopRow[]): readonly TableColumn<StopRow>[] {
  const most = rows.reduce((sum, { ns }) => Math.max(sum, ns), 0);
  const durationNs = app.trace?.summary.durationNs;
  return [
    {
      id: "reason",
      name: "Stopped for",
      width: 230,
      cell: (row) => link(app, app.pauseTarget(row), shownText(row.reason) || "reason not recorded"),
    },
    {
      id: "start",
      name: "Start",
      width: 92,
      number: true,
      sorts: "up",
      cell: ({ start }) => html`<span class="dim" title=${exactNs(start)}>${timeAt(start, 10_000, durationNs)}</span>`,
    },
    {
      id: "ns",
      name: "Duration",
      width: 100,
      number: true,
      sorts: "down",
      cell: ({ ns }) => nsCell(ns, most, Style.StopTheWorld),
    },
    {
      id: "stopping",
      name: "Time to stop",
      title: "Until the last proc had stopped: from then on nobody ran",
      width: 104,
      number: true,
      sorts: "down",
      cell: ({ timeToStopNs }) => nsCell(timeToStopNs, most, Style.Runnable),
    },
    {
      id: "by",
      name: "Asked for by",
      width: 250,
      grow: true,
      cell: ({ askedBy }) => (askedBy ? goroutineLink(app, askedBy) : html`<span class="dim">not recorded</span>`),
    },
  ];
}
