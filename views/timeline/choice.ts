import { NOTHING, sameSelection, type Selection } from "../../src/app/selection.ts";
import type { Hit } from "../../src/timeline/types.ts";
import type { SpanRef } from "../../src/engine/protocol.ts";
import type { TimelineEngine } from "./timeline-engine.ts";
import type { SelectDetail } from "./events.ts";
import type { Subject } from "./subject.ts";
import type { Place } from "./pointing.ts";
import type { TimeWindow } from "./view-state.ts";
import { NOTHING_SELECTED, resolveSelection, type Selected } from "./selected.ts";

export interface ChoiceHost {
  /** The trace that is shown. */
  subject(): Subject | undefined;
  /** The selection has changed; `own`: by the reader's hand, on the timeline. */
  changed(selected: Selected, own: boolean): void;
  told(detail: SelectDetail): void;
}

/** What is selected. Of choices that overtake each other the last made wins, whichever the engine answers first. */
export class Choice {
  readonly #host: ChoiceHost;
  #selected: Selected = NOTHING_SELECTED;
  #latest = 0;

  constructor(host: ChoiceHost) {
    this.#host = host;
  }

  get selected(): Selected {
    return this.#selected;
  }

  /** Another trace: nothing is selected, and nobody needs to be told. */
  reset(): void {
    this.#latest++;
    this.#selected = NOTHING_SELECTED;
  }

  clear(): void {
    this.#take(NOTHING_SELECTED, true);
  }

  /**
   * Takes a selection; `own`: made here, so that the page is told. Of one that the trace does not have, as an old link may
   * name, the details panel tells; here it is nothing.
   */
  async select(selection: Selection, own: boolean): Promise<void> {
    const subject = this.#host.subject();
    if (subject === undefined || (!own && isShown(this.#selected, selection))) return;
    const mine = ++this.#latest;
    const asked = resolveSelection(subject.engine, selection, subject.durationNs);
    const selected = await (own ? asked : asked.catch(() => NOTHING_SELECTED));
    if (mine === this.#latest) this.#take(selected, own);
  }

  /** Selects what lies at a place, or nothing. Answers with the stretch of it where several lie there that are drawn as one. */
  async at(place: Place): Promise<TimeWindow | undefined> {
    const subject = this.#host.subject();
    if (subject === undefined) return undefined;
    const mine = ++this.#latest;
    const { selection, merged } = await lookUp(subject.engine, place);
    if (mine === this.#latest) await this.select(selection, true);
    return merged;
  }

  /** Moves the end of the selected stretch of time, or begins one at `from`. */
  async extend(from: number, byNs: number): Promise<void> {
    const { detail } = this.#selected;
    const durationNs = this.#host.subject()?.durationNs ?? 0;
    const start = detail.kind === "window" ? detail.window.from : from;
    const end = Math.min((detail.kind === "window" ? detail.window.to : from) + byNs, durationNs);
    const window = { from: Math.max(0, Math.min(start, end)), to: Math.max(start, end) };
    if (window.to > window.from) await this.select({ kind: "window", window, group: undefined }, true);
  }

  /** The span before or after the selected one on its goroutine. */
  neighbour(to: "next" | "previous"): SpanRef | undefined {
    const { detail } = this.#selected;
    return detail.kind === "span" ? detail.details[to] : undefined;
  }

  /** The next (1) or previous (-1) span of the goroutine in the state of the selected one. */
  async alike(direction: 1 | -1): Promise<SpanRef | undefined> {
    const { detail } = this.#selected;
    const mine = this.#latest;
    if (detail.kind !== "span") return undefined;
    const span = await this.#host.subject()?.engine.spanAlike(detail.span, direction);
    return mine === this.#latest ? span : undefined;
  }

  #take(selected: Selected, own: boolean): void {
    this.#selected = selected;
    this.#host.changed(selected, own);
    if (own && selected.detail.kind !== "goroutine") this.#host.told(selected.detail);
  }
}

interface Found {
  readonly selection: Selection;
  /** From where to where lie those that are drawn as one. */
  readonly merged: TimeWindow | undefined;
}

/** Where one pixel covers several spans the one at this very time is meant; of a group what its goroutines did in that column. */
async function lookUp(engine: TimelineEngine, { row, time, nsPerPixel, level }: Place): Promise<Found> {
  if (row?.kind !== "track") return { selection: NOTHING, merged: undefined };
  const near = await engine.hit(row.track, time, nsPerPixel, level);
  if (near?.selects !== undefined) return { selection: selectionOf(near.selects), merged: undefined };
  if (near !== undefined && row.group !== undefined) {
    const window = { from: near.start, to: near.end };
    const selection: Selection =
      row.group.scope < 0 || window.to <= window.from ? NOTHING : { kind: "window", window, group: row.group.scope };
    return { selection, merged: undefined };
  }
  const hit = near === undefined || near.count === 1 ? near : ((await engine.hit(row.track, time, 0, level)) ?? near);
  const merged = near !== undefined && near.count > 1 ? { from: near.start, to: near.end } : undefined;
  if (hit === undefined || hit.firstRef < 0) return { selection: NOTHING, merged };
  const selection: Selection =
    row.track.kind === "gc" ? { kind: "range", range: hit.firstRef } : { kind: "span", span: hit.firstRef };
  return { selection, merged };
}

function selectionOf({ kind, row }: NonNullable<Hit["selects"]>): Selection {
  return kind === "task" ? { kind, task: row } : { kind, region: row };
}

function isShown(selected: Selected, selection: Selection): boolean {
  const { detail } = selected;
  if (detail.kind === "span") return selection.kind === "span" && selection.span === detail.span;
  if (detail.kind === "window") return sameSelection(detail, selection);
  if (detail.kind === "range") return selection.kind === "range" && selection.range === detail.range;
  if (detail.kind === "task") return selection.kind === "task" && selection.task === detail.task;
  if (detail.kind === "region") return selection.kind === "region" && selection.region === detail.region;
  return detail.kind === "none" && selection.kind === "none";
}
