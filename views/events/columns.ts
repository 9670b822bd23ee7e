import { html, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import type { Target } from "../../src/app/targets.ts";
import { clampWindow } from "../../src/app/time-window.ts";
import { exactCount, exactNs, timeAt } from "../../src/base/format.ts";
import type { EventRow } from "../../src/engine/events/types.ts";
import type { TableColumn } from "../kit/data-table.ts";
import { link } from "../kit/links.ts";
import { shownText } from "../kit/shown-text.ts";

/** What an event's surroundings are: at least, and at most so long. */
const LEAST_NS = 10_000;
const MOST_NS = 1e6;

/** Shows an event on the timeline: in the middle, with its span or range selected. */
export function eventTarget({ time, place }: EventRow, durationNs: number): Target {
  const ns = place ? Math.min(Math.max(3 * (place.end - place.start), LEAST_NS), MOST_NS) : MOST_NS;
  const window = clampWindow({ from: time - ns / 2, to: time + ns / 2 }, durationNs);
  return { page: "timeline", window, ...(place ? { selection: selectionOf(place) } : {}) };
}

export function selectionOf(place: NonNullable<EventRow["place"]>): NonNullable<Target["selection"]> {
  return place.kind === "span" ? { kind: "span", span: place.row } : { kind: "range", range: place.row };
}

/** The columns of the listing, as `gopherscope events` has them. */
export function eventColumns(app: App, durationNs: number): readonly TableColumn<EventRow>[] {
  return [
    {
      id: "number",
      name: "Event",
      title: "The how-many-eth of the trace",
      width: 92,
      number: true,
      cell: ({ number }) => html`<span class="dim">${exactCount(number + 1)}</span>`,
    },
    {
      id: "time",
      name: "Time",
      width: 124,
      number: true,
      cell: (row) =>
        link(
          app,
          eventTarget(row, durationNs),
          timeAt(row.time, 1, durationNs),
          `${exactNs(row.time)}: show it on the timeline`,
          -1,
        ),
    },
    { id: "kind", name: "Kind", width: 112, cell: ({ kind }) => kind },
    { id: "thread", name: "Thread", width: 68, number: true, cell: ({ thread }) => idText("", thread) },
    { id: "proc", name: "Proc", width: 52, number: true, cell: ({ proc }) => idText("P", proc) },
    {
      id: "goroutine",
      name: "On",
      title: "The goroutine it happened on",
      width: 76,
      number: true,
      cell: (row) => on(app, row),
    },
    {
      id: "about",
      name: "What it says",
      width: 360,
      grow: true,
      cell: ({ about }) => html`<span class="mono" title=${shownText(about)}>${shownText(about)}</span>`,
    },
    {
      id: "stack",
      name: "Stack: its depth and leaf",
      width: 150,
      grow: true,
      cell: ({ stack, functions }) =>
        html`<span class="mono dim" title=${functions.map(shownText).join("\n")}
          >${shownText(stack.replace("stack=", ""))}</span
        >`,
    },
  ];
}

function idText(letter: string, id: string): TemplateResult | string {
  return id === "-1" ? html`<span class="dim">–</span>` : `${letter}${id}`;
}

function on(app: App, { goroutine, on: index }: EventRow): TemplateResult | string {
  if (index === undefined) return idText("G", goroutine);
  return link(app, { selection: { kind: "goroutine", goroutine: index } }, `G${goroutine}`, undefined, -1);
}
