import { html, nothing, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import { windowOf } from "../../src/app/scope.ts";
import { thirdOf } from "../../src/app/time-window.ts";
import { exactNs, formatCount, timeAt } from "../../src/base/format.ts";
import type { TaskReport, TaskRow } from "../../src/engine/analyses/types.ts";
import { nsCell } from "../kit/cells.ts";
import { PLAIN } from "../kit/palette.ts";
import type { TableColumn } from "../kit/data-table.ts";
import { durationColumns } from "../kit/duration-columns.ts";
import { goroutineLink, link } from "../kit/links.ts";
import { scopeLink } from "../kit/scope-link.ts";
import { shownText } from "../kit/shown-text.ts";
import { STATISTICS } from "../kit/statistics.ts";

export type TypeRow = TaskReport["types"][number];

export const TYPE_VALUES: Readonly<Record<string, (row: TypeRow) => number | string>> = {
  name: ({ name }) => name,
  count: ({ count }) => count,
  ...Object.fromEntries(STATISTICS.map((one) => [one, ({ duration }: TypeRow) => duration[one]] as const)),
};

/** A click on a name lists its tasks. */
export function typeColumns(rows: readonly TypeRow[], choose: (row: TypeRow) => void): readonly TableColumn<TypeRow>[] {
  return [
    {
      id: "name",
      name: "Type",
      width: 240,
      grow: true,
      sorts: "up",
      cell: (row) =>
        html`<button class="pick" title="List the tasks of this type" @click=${() => choose(row)}>
          ${shownText(row.name) || "unnamed"}
        </button>`,
    },
    {
      id: "count",
      name: "Tasks",
      width: 84,
      number: true,
      sorts: "down",
      cell: ({ count }) => formatCount(count),
    },
    ...durationColumns(rows, 96),
  ];
}

/** Each task leads to the timeline, and may be taken as the scope. */
export function taskColumns(app: App, mostNs: number): readonly TableColumn<TaskRow>[] {
  const durationNs = app.trace?.summary.durationNs ?? 0;
  const go = ({ task, start, end }: TaskRow, text: string, title: string): TemplateResult =>
    link(
      app,
      { page: "timeline", selection: { kind: "task", task }, window: thirdOf(start, end, durationNs) },
      text,
      `${title}: show it on the timeline`,
    );
  const count = (of: number): unknown => (of > 0 ? formatCount(of) : nothing);
  return [
    { id: "name", name: "Task", width: 230, grow: true, cell: (row) => taskNameLink(app, row) },
    { id: "id", name: "ID", width: 80, number: true, cell: ({ id }) => html`<span class="dim">${id}</span>` },
    {
      id: "start",
      name: "Start",
      title: "Leads to the timeline",
      width: 104,
      number: true,
      sorts: "up",
      cell: (row) =>
        row.began
          ? go(row, timeAt(row.start, 10_000, durationNs), exactNs(row.start))
          : go(row, "before", "Began before the trace"),
    },
    {
      id: "ns",
      name: "Duration",
      width: 110,
      number: true,
      sorts: "down",
      cell: ({ start, end, began, ended }) =>
        html`${began && ended ? nothing : html`<span class="dim" title="incomplete: at least this">≥ </span>`}${nsCell(end - start, mostNs, PLAIN)}`,
    },
    { id: "scope", name: "", title: "Take it as the scope", width: 34, cell: (row) => asScope(app, row) },
    {
      id: "by",
      name: "Begun by",
      width: 220,
      grow: true,
      cell: ({ goroutine }) => (goroutine ? goroutineLink(app, goroutine) : nothing),
    },
    {
      id: "goroutines",
      name: "Goroutines",
      title: "That did something for it",
      width: 92,
      number: true,
      cell: ({ goroutines }) => count(goroutines),
    },
    { id: "regions", name: "Regions", width: 76, number: true, cell: ({ regions }) => count(regions) },
    { id: "logs", name: "Logs", width: 64, number: true, cell: ({ logs }) => count(logs) },
    { id: "children", name: "Subtasks", width: 80, number: true, cell: ({ children }) => count(children) },
    {
      id: "parent",
      name: "Parent",
      width: 80,
      number: true,
      cell: ({ parentId }) => (parentId === undefined ? nothing : html`<span class="dim">${parentId}</span>`),
    },
  ];
}

function taskNameLink(app: App, { task, name }: TaskRow): TemplateResult {
  const text = shownText(name) || "unnamed";
  return link(app, { selection: { kind: "task", task } }, text, "Show what is known of it");
}

function asScope(app: App, { task, start, end }: TaskRow): TemplateResult | typeof nothing {
  if (!(end > start)) return nothing;
  const change = {
    window: windowOf("task", task, { from: start, to: end }),
    goroutines: { kind: "task", task } as const,
  };
  return scopeLink(app, change, "Look at this task’s time, and at its goroutines alone");
}
