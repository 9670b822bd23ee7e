import type { Engine } from "../engine/protocol.ts";
import type { ScopeChoice, WindowOwner } from "./scope.ts";

/** What a scope is of, in the trace's own words, as far as it is known; names of a trace may hold anything. */
export interface ScopeNames {
  /** The scope that they are of. */
  readonly of: ScopeChoice;
  /** "checkout 42", "pay", "G18 main.worker". */
  readonly window: string | undefined;
  readonly goroutines: string | undefined;
}

/** Asks the engine how the parts of a scope are called. Rejects with a RangeError where the trace holds nothing of the kind. */
export async function fetchScopeNames(engine: Engine, scope: ScopeChoice): Promise<ScopeNames> {
  const { window, goroutines } = scope;
  const owner = window.kind === "fixed" ? window.of : undefined;
  return {
    of: scope,
    window: owner && (await ownerName(engine, owner)),
    goroutines:
      goroutines.kind === "goroutine"
        ? await goroutineName(engine, goroutines.goroutine)
        : goroutines.kind === "task"
          ? await taskName(engine, goroutines.task)
          : undefined,
  };
}

async function ownerName(engine: Engine, { kind, row }: WindowOwner): Promise<string | undefined> {
  switch (kind) {
    case "task":
      return taskName(engine, row);
    case "region":
      return (await engine.region(row)).name || "unnamed";
    case "goroutine":
      return goroutineName(engine, row);
    case "range":
      return (await engine.range(row)).name;
    case "span":
    case "cycle":
      return undefined;
  }
}

async function taskName(engine: Engine, task: number): Promise<string> {
  const { name, id } = await engine.task(task);
  return `${name || "unnamed"} ${id}`;
}

async function goroutineName(engine: Engine, goroutine: number): Promise<string> {
  const { id, name } = await engine.goroutine(goroutine as Parameters<Engine["goroutine"]>[0]);
  return `G${id} ${name}`.trimEnd();
}
