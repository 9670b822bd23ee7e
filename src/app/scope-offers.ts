import type { GoroutineChoice } from "../engine/analyses/types.ts";
import type { GoroutineRef, PauseList } from "../engine/protocol.ts";
import { cycleScope } from "./cycles.ts";
import { windowOfDetails } from "./details.ts";
import { windowOf, type ScopeWindow, type WindowOwner } from "./scope.ts";
import type { Details, OpenTrace } from "./state.ts";

/** The time of what is selected, as a scope; undefined where that is none. A GC cycle's includes its pauses. */
export function windowOffer(details: Details, { summary, pauses }: OpenTrace): ScopeWindow | undefined {
  const window = windowOfDetails(details, summary.durationNs);
  if (details.kind === "window") return window && { kind: "fixed", window };
  const owner = ownerOf(details, pauses);
  if (!window || !owner) return undefined;
  return (owner.kind === "cycle" && cycleScope(pauses, owner.row)) || windowOf(owner.kind, owner.row, window);
}

function ownerOf(details: Details, pauses: PauseList): WindowOwner | undefined {
  switch (details.kind) {
    case "none":
    case "missing":
    case "window":
      return undefined;
    case "span":
      return { kind: "span", row: details.value.span };
    case "goroutine":
      return { kind: "goroutine", row: details.value.index };
    case "task":
      return { kind: "task", row: details.value.task };
    case "region":
      return { kind: "region", row: details.value.region };
    case "range": {
      const { range } = details.value;
      const cycle = pauses.cycles.findIndex((one) => one.range === range);
      return cycle === -1 ? { kind: "range", row: range } : { kind: "cycle", row: cycle + 1 };
    }
  }
}

export interface GoroutineOffer {
  readonly goroutines: GoroutineChoice;
  readonly name: string;
  readonly title: string;
}

/** The goroutines of what is selected, as scopes; those that are in scope already left out. */
export function goroutineOffers(details: Details, choice: GoroutineChoice): readonly GoroutineOffer[] {
  const offers: GoroutineOffer[] = [];
  const add = (goroutines: GoroutineChoice, name: string, title: string): void => {
    if (goroutines.kind !== choice.kind) offers.push({ goroutines, name, title });
  };
  if (details.kind === "task") {
    add(
      { kind: "task", task: details.value.task },
      "its goroutines",
      "Only goroutines of the selected task and its subtasks",
    );
  }
  if (details.kind === "window" && details.value.group !== undefined)
    add({ kind: "group", group: details.value.group }, "the group", "Only goroutines of the selected group");
  const goroutine = goroutineOf(details);
  if (goroutine && details.kind !== "task") {
    add({ kind: "goroutine", goroutine: goroutine.index }, `G${goroutine.id}`, "Only the selected goroutine");
    if (details.kind === "span" || details.kind === "goroutine" || details.kind === "region") {
      add(
        { kind: "group", group: details.value.group },
        "its group",
        "Only goroutines that started in the same function",
      );
    }
  }
  return offers;
}

function goroutineOf(details: Details): GoroutineRef | undefined {
  if (details.kind === "none" || details.kind === "missing" || details.kind === "window") return undefined;
  return details.kind === "goroutine" ? details.value : details.value.goroutine;
}
