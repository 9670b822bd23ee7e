import type { Scope } from "../model/scope.ts";
import type { Trace } from "../model/trace.ts";
import { eachGoroutine } from "./scope.ts";

/** Goroutines that were created at one place. */
export interface CreationStack {
  /** Row of the stack table, or -1: created before the trace, or by nobody that has a stack. */
  readonly stack: number;
  readonly goroutines: number;
  /** One of them, to go to. */
  readonly first: number;
}

/** Where the goroutines of a scope were created, most first. */
export function creationStacks(trace: Trace, scope: Scope): readonly CreationStack[] {
  const rows = new Map<number, { stack: number; goroutines: number; first: number }>();
  eachGoroutine(trace, scope, (goroutine) => {
    const stack = trace.goroutines.creationStack[goroutine]!;
    const row = rows.get(stack);
    if (row === undefined) rows.set(stack, { stack, goroutines: 1, first: goroutine });
    else row.goroutines++;
  });
  return [...rows.values()].sort((a, b) => b.goroutines - a.goroutines);
}
