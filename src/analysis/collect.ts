import type { GoroutineIndex } from "../base/indices.ts";
import { inOneGo, type Steps } from "../base/steps.ts";
import type { Scope } from "../model/scope.ts";
import type { Trace } from "../model/trace.ts";
import { eachGoroutineSteps } from "./scope.ts";

/** Learns something of goroutines, one after the other, and tells it in the end. */
export interface Collector<Result> {
  visit(goroutine: GoroutineIndex): void;
  finish(): Result;
}

/**
 * Has collectors visit the goroutines of a scope, all of them in one pass: what one has read of a goroutine's spans the
 * others find in the processor's cache.
 */
export function collectSteps(trace: Trace, scope: Scope, collectors: readonly Collector<unknown>[]): Steps<void> {
  return eachGoroutineSteps(trace, scope, (goroutine) => {
    for (const collector of collectors) collector.visit(goroutine);
  });
}

/** What one collector learns of a scope. */
export function collect<Result>(trace: Trace, scope: Scope, collector: Collector<Result>): Result {
  inOneGo(collectSteps(trace, scope, [collector]));
  return collector.finish();
}
