import type { Selection } from "../../src/app/selection.ts";
import { exactNs, formatNs, timeAt } from "../../src/base/format.ts";
import type { RegionDetails, TaskDetails } from "../../src/engine/accounts/types.ts";
import type { RangeDetails, SpanDetails } from "../../src/engine/protocol.ts";
import type { TimelineEngine } from "./timeline-engine.ts";
import type { TrackRef } from "../../src/timeline/types.ts";
import type { SelectDetail } from "./events.ts";
import { plainKey, type Row, type TrackRow } from "./layout.ts";
import type { Outline } from "./scene.ts";
import type { TimeWindow } from "./view-state.ts";

/** What is selected, as the timeline shows it. */
export interface Selected {
  readonly detail: SelectDetail | { readonly kind: "goroutine" };
  /** Tracks it lies on, the first of them the one to bring into sight. */
  readonly tracks: readonly TrackRef[];
  /** The goroutine it lies on; −1: none. Where that has no row of its own it is shown on the row of its group. */
  readonly goroutine: number;
  /** ns; NaN where it has no extent in time. */
  readonly start: number;
  readonly end: number;
  /** For a screen reader. */
  readonly text: string;
}

export const NOTHING_SELECTED: Selected = {
  detail: { kind: "none" },
  tracks: [],
  goroutine: -1,
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
      return { ...NOTHING_SELECTED, detail: { kind: "goroutine" }, tracks, goroutine: goroutine.index, text };
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
  { goroutine, start, end }: TaskDetails | RegionDetails,
  name: string,
  detail: Selected["detail"],
  own: readonly TrackRef[],
): Selected {
  const tracks: TrackRef[] = goroutine ? [{ kind: "goroutine", index: goroutine.index }] : [];
  const text = `${name}, ${formatNs(end - start)} from ${timeAt(start, 1)}`;
  return { detail, tracks: [...tracks, ...own], goroutine: goroutine?.index ?? -1, start, end, text };
}

function selectedSpan(details: SpanDetails): Selected {
  const goroutine = details.goroutine.index;
  const tracks: TrackRef[] = [{ kind: "goroutine", index: goroutine }];
  if (details.proc >= 0) tracks.push({ kind: "proc", index: details.proc });
  const why = details.reason === "" ? "" : `, ${details.reason}`;
  const who = `Goroutine ${details.goroutine.id} ${details.goroutine.name}`;
  const text = `${who}: ${details.state}${why}, ${formatNs(details.end - details.start)} from ${timeAt(details.start, 1)}`;
  const detail: SelectDetail = { kind: "span", span: details.span, details };
  return { detail, tracks, goroutine, start: details.start, end: details.end, text };
}

function selectedWindow({ from, to }: TimeWindow, group: number | undefined): Selected {
  const text = `${formatNs(to - from)} from ${timeAt(from, Math.max((to - from) / 1000, 1))} selected`;
  const detail: SelectDetail = { kind: "window", window: { from, to }, group };
  return { ...NOTHING_SELECTED, detail, start: from, end: to, text };
}

/** The stretch of time that is selected, of all tracks. */
export function stretchOf({ detail }: Selected): TimeWindow | undefined {
  return detail.kind === "window" && detail.group === undefined ? detail.window : undefined;
}

function selectedRange(details: RangeDetails, durationNs: number): Selected {
  const end = Number.isNaN(details.end) ? durationNs : details.end;
  const text = `${details.name}, ${exactNs(end - details.start)} from ${timeAt(details.start, 1)}`;
  const detail: SelectDetail = { kind: "range", range: details.range, details };
  return { detail, tracks: [{ kind: "gc", index: 0 }], goroutine: -1, start: details.start, end, text };
}

/**
 * Outlines on the rows in sight. `home`: the row that shows the goroutine that it lies on. A stretch of time of a group lies
 * on whatever rows show goroutines of that start function.
 */
export function outlinesOf(selected: Selected, rows: readonly Row[], home: TrackRow | undefined): Outline[] {
  if (Number.isNaN(selected.start)) return [];
  const keys = new Set(selected.tracks.map(plainKey));
  if (home !== undefined) keys.add(plainKey(home.track));
  const scope = selected.detail.kind === "window" ? selected.detail.group : undefined;
  const isMeant = ({ track, group }: TrackRow): boolean =>
    keys.has(plainKey(track)) || (scope !== undefined && group?.scope === scope);
  return rows
    .filter((row) => row.kind === "track" && isMeant(row))
    .map((row) => ({ row, start: selected.start, end: selected.end, strong: true }));
}
