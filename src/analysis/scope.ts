import type { GoroutineIndex, StringIndex } from "../base/indices.ts";
import { binarySearchLast } from "../base/search.ts";
import { inOneGo, type Steps } from "../base/steps.ts";
import type { Scope } from "../model/scope.ts";
import { goroutineEnd, type Trace } from "../model/trace.ts";

/** Spans of a step: a few milliseconds of what most analyses do with them. */
const STEP_SPANS = 1 << 17;

/** Visits the goroutines of a scope that were there at some time in its window, in no particular order. */
export function eachGoroutine(trace: Trace, scope: Scope, visit: (goroutine: GoroutineIndex) => void): void {
  inOneGo(eachGoroutineSteps(trace, scope, visit));
}

/** The same in steps. */
export function* eachGoroutineSteps(
  trace: Trace,
  scope: Scope,
  visit: (goroutine: GoroutineIndex) => void,
): Steps<void> {
  const { spanOffsets } = trace.goroutines;
  const chosen = scope.goroutines === undefined ? undefined : Int32Array.from(scope.goroutines);
  const length = chosen?.length ?? trace.goroutines.length;
  let left = STEP_SPANS;
  for (let row = 0; row < length; row++) {
    const goroutine = (chosen === undefined ? row : chosen[row]!) as GoroutineIndex;
    if (!isPresent(trace, goroutine, scope)) continue;
    visit(goroutine);
    left -= spanOffsets[goroutine + 1]! - spanOffsets[goroutine]!;
    if (left > 0) continue;
    left = STEP_SPANS;
    yield;
  }
}

function isPresent(trace: Trace, goroutine: GoroutineIndex, { from, to }: Scope): boolean {
  const { spanOffsets } = trace.goroutines;
  const first = spanOffsets[goroutine]!;
  if (first === spanOffsets[goroutine + 1]) return false;
  return trace.spans.start[first]! <= to && goroutineEnd(trace, goroutine) >= from;
}

/** The span that a goroutine was in at a time, or its first if it was not there yet. */
export function firstSpanIn(trace: Trace, goroutine: GoroutineIndex, time: number): number {
  const first = trace.goroutines.spanOffsets[goroutine]!;
  const last = trace.goroutines.spanOffsets[goroutine + 1]!;
  if (trace.spans.start[first]! >= time) return first;
  return binarySearchLast(trace.spans.start, time, first, last);
}

/** Whether a goroutine is among those of a scope; -1, none, is only where no goroutines were chosen. */
export function isChosen(scope: Scope, goroutine: number): boolean {
  return scope.goroutines === undefined || scope.goroutines.has(goroutine);
}

/** The function a goroutine started in; "" if no stack of it was seen. */
export function groupOf(trace: Trace, goroutine: number): string {
  return trace.symbols.strings.get(trace.goroutines.name[goroutine] as StringIndex);
}

/** The goroutines whose start function a test accepts; it is asked once for each function. */
export function goroutinesOf(trace: Trace, accepts: (group: string) => boolean): ReadonlySet<number> {
  const answers = new Map<number, boolean>();
  const rows = new Set<number>();
  trace.goroutines.name.forEach((name, goroutine) => {
    let answer = answers.get(name);
    if (answer === undefined) answers.set(name, (answer = accepts(trace.symbols.strings.get(name as StringIndex))));
    if (answer) rows.add(goroutine);
  });
  return rows;
}

/** The goroutines that did something for one of these tasks. */
export function goroutinesOfTasks(trace: Trace, tasks: ReadonlySet<number>): ReadonlySet<number> {
  const { memberTask, memberGoroutine } = trace.tasks;
  return new Set(memberGoroutine.filter((_, row) => tasks.has(memberTask[row]!)));
}

/** A task with all that descend from it. */
export function withSubtasks(trace: Trace, task: number): ReadonlySet<number> {
  const children = new Map<number, number[]>();
  trace.tasks.parent.forEach((parent, child) => {
    const known = children.get(parent);
    if (known === undefined) children.set(parent, [child]);
    else known.push(child);
  });
  const family = new Set([task]);
  // A set visits what is added to it on the way; a task that a broken trace makes its own ancestor is there once.
  for (const member of family) children.get(member)?.forEach((child) => family.add(child));
  return family;
}

/** From the start of a task, region or range to its end; NaN, where the trace does not hold one, is the trace's. */
export function intervalOf(trace: Trace, start: number, end: number): { readonly from: number; readonly to: number } {
  return { from: Number.isNaN(start) ? 0 : start, to: Number.isNaN(end) ? trace.durationNs : end };
}

/** How much of the time from one to the other lies in a window, ns. */
export function overlapNs(from: number, to: number, window: { readonly from: number; readonly to: number }): number {
  return Math.max(0, Math.min(to, window.to) - Math.max(from, window.from));
}
