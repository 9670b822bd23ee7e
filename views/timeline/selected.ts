import type { Selection } from "../../src/app/selection.ts";
import { exactNs, formatNs, timeAt } from "../../src/base/format.ts";
import type { RegionDetails, TaskDetails } from "../../src/engine/accounts/types.ts";
import type { RangeDetails, SpanDetails } from "../../src/engine/protocol.ts";
import type { TimelineEngine } from "./timeline-engine.ts";
import type { TrackRef } from "../../src/timeline/types.ts";
import type { SelectDetail } from "./events.ts";
import { trackKey, type Row, type TrackRow } from "./layout.ts";
import type { Outline } from "./scene.ts";
import type { TimeWindow } from "./view-state.ts";

/** What is selected, as the timeline shows it. */
export interface Selected {
  readonly detail: SelectDetail | { readonly kind: "goroutine" };
  /** Tracks it lies on, the first of them the one to bring into sight. */
  readonly tracks: readonly TrackRef[];
  /** The group to open so that the first track is there; −1: none. */
  readonly group: number;
  /** ns; NaN where it has no extent in time. */
  readonly start: number;
  readonly end: number;
  /** For a screen reader. */
  readonly text: string;
}

export const NOTHING_SELECTED: Selected = {
  detail: { kind: "none" },
  tracks: [],
  group: -1,
  start: NaN,
  end: NaN,
  text: "",
};

/** Asks the engine about a selection. */
export async function resolveSelection(
  engine: TimelineEngine,
  selection: Selection,
  durationNs: number,
): Promise<Selected> {
  switch (selection.kind) {
    case "none":
      return NOTHING_SELECTED;
    case "span":
      return selectedSpan(await engine.span(selection.span));
    case "range":
      return selectedRange(await engine.range(selection.range), durationNs);
    case "goroutine": {
      const goroutine = await engine.goroutine(selection.goroutine);
      const tracks: TrackRef[] = [{ kind: "goroutine", index: goroutine.index }];
      const text = `Goroutine ${goroutine.id} ${goroutine.name}`;
      return { ...NOTHING_SELECTED, detail: { kind: "goroutine" }, tracks, group: goroutine.group, text };
    }
    case "task": {
      const task = await engine.task(selection.task);
      const tracks: TrackRef[] = [{ kind: "task", index: selection.task }];
      return onGoroutine(task, `Task ${task.name}`, { kind: "task", task: selection.task }, tracks);
    }
    case "window":
      return selectedWindow(selection.window, selection.group);
    case "region": {
      const region = await engine.region(selection.region);
      const on = region.goroutine;
      const tracks: TrackRef[] = on === undefined ? [] : [{ kind: "regions", index: on.index }];
      return onGoroutine(region, `Region ${region.name}`, { kind: "region", region: selection.region }, tracks);
    }
  }
}

/** A task or region, outlined on the track of the goroutine that began it and on tracks of its own. */
function onGoroutine(
  { goroutine, group, start, end }: TaskDetails | RegionDetails,
  name: string,
  detail: Selected["detail"],
  own: readonly TrackRef[],
): Selected {
  const tracks: TrackRef[] = goroutine
    ? [
        { kind: "goroutine", index: goroutine.index },
        { kind: "group", index: group },
      ]
    : [];
  const text = `${name}, ${formatNs(end - start)} from ${timeAt(start, 1)}`;
  return { detail, tracks: [...tracks, ...own], group, start, end, text };
}

function selectedSpan(details: SpanDetails): Selected {
  const tracks: TrackRef[] = [
    { kind: "goroutine", index: details.goroutine.index },
    { kind: "group", index: details.group },
  ];
  if (details.proc >= 0) tracks.push({ kind: "proc", index: details.proc });
  const why = details.reason === "" ? "" : `, ${details.reason}`;
  const who = `Goroutine ${details.goroutine.id} ${details.goroutine.name}`;
  const text = `${who}: ${details.state}${why}, ${formatNs(details.end - details.start)} from ${timeAt(details.start, 1)}`;
  const detail: SelectDetail = { kind: "span", span: details.span, details };
  return { detail, tracks, group: details.group, start: details.start, end: details.end, text };
}

function selectedWindow({ from, to }: TimeWindow, group: number | undefined): Selected {
  const text = `${formatNs(to - from)} from ${timeAt(from, Math.max((to - from) / 1000, 1))} selected`;
  const tracks: TrackRef[] = group === undefined ? [] : [{ kind: "group", index: group }];
  const detail: SelectDetail = { kind: "window", window: { from, to }, group };
  return { ...NOTHING_SELECTED, detail, tracks, start: from, end: to, text };
}

/** The stretch of time that is selected, of all tracks. */
export function stretchOf({ detail }: Selected): TimeWindow | undefined {
  return detail.kind === "window" && detail.group === undefined ? detail.window : undefined;
}

function selectedRange(details: RangeDetails, durationNs: number): Selected {
  const end = Number.isNaN(details.end) ? durationNs : details.end;
  const text = `${details.name}, ${exactNs(end - details.start)} from ${timeAt(details.start, 1)}`;
  const detail: SelectDetail = { kind: "range", range: details.range, details };
  return { detail, tracks: [{ kind: "gc", index: 0 }], group: -1, start: details.start, end, text };
}

/** By start function a group is what the outline calls it, whatever the tracks are grouped by. */
function outlineKey({ track, group }: TrackRow): string {
  return group === undefined ? trackKey(track) : `group:${group.scope}`;
}

/** Outlines on the rows in sight; on the row of its group only while that of the goroutine is not laid out. */
export function outlinesOf(selected: Selected, rows: readonly Row[], groupIsOpen: boolean): Outline[] {
  if (Number.isNaN(selected.start)) return [];
  const keys = new Set(selected.tracks.filter((track) => track.kind !== "group" || !groupIsOpen).map(trackKey));
  return rows
    .filter((row) => row.kind === "track" && keys.has(outlineKey(row)))
    .map((row) => ({ row, start: selected.start, end: selected.end, strong: true }));
}
