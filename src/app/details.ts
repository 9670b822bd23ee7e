import type { Engine } from "../engine/protocol.ts";
import type { Selection } from "./selection.ts";
import type { Details } from "./state.ts";
import type { TimeWindow } from "./time-window.ts";

/** What the engine knows of a selection. A row that this trace does not have, as an old link may name, is "missing". */
export async function fetchDetails(engine: Engine, selection: Selection): Promise<Details> {
  try {
    switch (selection.kind) {
      case "none":
        return { kind: "none" };
      case "span":
        return { kind: "span", value: await engine.span(selection.span) };
      case "range":
        return { kind: "range", value: await engine.range(selection.range) };
      case "goroutine":
        return { kind: "goroutine", value: await engine.goroutine(selection.goroutine) };
      case "task":
        return { kind: "task", value: await engine.task(selection.task) };
      case "region":
        return { kind: "region", value: await engine.region(selection.region) };
      case "window": {
        const { window, group } = selection;
        return { kind: "window", value: { start: window.from, end: window.to, group } };
      }
    }
  } catch (error) {
    return { kind: "missing", selection, message: error instanceof Error ? error.message : String(error) };
  }
}

/** From when to when what is known of the selection was there; undefined where that is no time at all. */
export function windowOfDetails(details: Details, durationNs: number): TimeWindow | undefined {
  if (details.kind === "none" || details.kind === "missing") return undefined;
  const { value } = details;
  const [from, to] = "created" in value ? [value.created, value.ended ?? durationNs] : [value.start, value.end];
  const window = { from, to: Number.isNaN(to) ? durationNs : to };
  return window.to > window.from ? window : undefined;
}
