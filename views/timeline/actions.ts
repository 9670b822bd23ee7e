import type { SpanRef } from "../../src/engine/protocol.ts";
import type { Choice } from "./choice.ts";
import type { KeyAction } from "./input/key-table.ts";
import type { Tracks } from "./tracks.ts";
import type { View } from "./view.ts";
import { lifeIsElsewhere, windowOfLife } from "./lives.ts";
import type { Place } from "./pointing.ts";

/** Share of the view's height that a page of scrolling is. */
const PAGE = 0.9;

/** Share of the window that a stretch of time grows by. */
const EXTEND = 0.05;

/** What actions work on. */
export interface Bench {
  readonly view: View;
  readonly tracks: Tracks;
  readonly choice: Choice;
}

type Action = (bench: Bench) => void | Promise<void>;

/** What keys do. Those that ask the engine answer when it is done. */
export const ACTIONS: Readonly<Record<KeyAction, Action>> = {
  all: ({ view }) => view.showAll(),
  "fit-selection": fitSelection,
  clear: ({ choice }) => choice.clear(),
  "next-span": (bench) => step(bench, "next"),
  "previous-span": (bench) => step(bench, "previous"),
  "next-alike": (bench) => stepAlike(bench, 1),
  "previous-alike": (bench) => stepAlike(bench, -1),
  "extend-later": (bench) => extend(bench, 1),
  "extend-earlier": (bench) => extend(bench, -1),
  "page-up": ({ view }) => view.move((camera) => camera.scrollBy(-PAGE * view.height)),
  "page-down": ({ view }) => view.move((camera) => camera.scrollBy(PAGE * view.height)),
  top: ({ view }) => view.move((camera) => camera.scrollTo(0)),
  bottom: ({ view }) => view.move((camera) => camera.scrollTo(Infinity)),
};

/** Selects what lies at a place, and zooms in where several are drawn as one. Where a goroutine is not in the window, a click on its row goes to it. */
export async function click({ view, choice }: Bench, place: Place): Promise<void> {
  const { row } = place;
  const life = row !== undefined && lifeIsElsewhere(row, view.window) ? windowOfLife(row, view.window) : undefined;
  if (life !== undefined) return view.flyTo(life);
  const merged = await choice.at(place);
  if (merged !== undefined && merged.to > merged.from) view.fit(merged);
}

/** Opens or closes a group; elsewhere zooms to what is selected. */
export async function doubleClick(bench: Bench, { row }: Place): Promise<void> {
  if (row?.kind === "track" && (row.track.kind === "group" || row.track.kind === "task-type"))
    return bench.tracks.toggle(row);
  fitSelection(bench);
}

function fitSelection({ view, choice }: Bench): void {
  const { start, end } = choice.selected;
  if (!Number.isNaN(start)) view.fit({ from: start, to: end });
}

/** Selects a stretch of time, from the middle of the view or from where what is selected begins. */
function extend({ view, choice }: Bench, direction: 1 | -1): Promise<void> {
  const { from, to } = view.window;
  const { start } = choice.selected;
  const begin = start >= from && start <= to ? start : (from + to) / 2;
  return choice.extend(begin, direction * EXTEND * (to - from));
}

async function step({ view, choice }: Bench, to: "next" | "previous"): Promise<void> {
  await goTo({ view, choice }, choice.neighbour(to));
}

async function stepAlike({ view, choice }: Bench, direction: 1 | -1): Promise<void> {
  await goTo({ view, choice }, await choice.alike(direction));
}

async function goTo({ view, choice }: Pick<Bench, "view" | "choice">, span: SpanRef | undefined): Promise<void> {
  if (span === undefined) return;
  view.reveal({ from: span.start, to: span.end });
  await choice.select({ kind: "span", span: span.span }, true);
}
