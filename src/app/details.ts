import type { Engine } from "../engine/protocol.ts";
import type { Selection } from "./selection.ts";
import type { Details } from "./state.ts";

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
    }
  } catch (error) {
    return { kind: "missing", selection, message: error instanceof Error ? error.message : String(error) };
  }
}
