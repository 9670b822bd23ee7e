import type { FrameIndex, GoroutineIndex, StackIndex, StringIndex } from "../base/indices.ts";
import { matches } from "../base/matches.ts";
import { goroutineEnd, type Trace } from "../model/trace.ts";
import { spanStyle } from "./goroutine-style.ts";
import type { GoroutineFilter } from "./types.ts";

/** Whether a filter lets everything pass. */
export function isIdle({ text, frame, states, leastNs }: GoroutineFilter): boolean {
  return text.trim() === "" && frame.trim() === "" && states === 0 && leastNs <= 0;
}

/** What a filter lets pass: a byte per goroutine and per task, 1 or 0. */
export interface Passes {
  readonly goroutines: Uint8Array;
  readonly tasks: Uint8Array;
}

/** O(goroutines + what goroutines did for tasks), and O(spans) for states, lengths and stacks. */
export function applyFilter(trace: Trace, styles: Uint8Array, filter: GoroutineFilter): Passes {
  const named = nameTest(trace, filter.text);
  const did = spanTests(trace, styles, filter);
  const goroutines = new Uint8Array(trace.goroutines.length);
  for (let g = 0; g < goroutines.length; g++) if (named(g) && did(g)) goroutines[g] = 1;
  return { goroutines, tasks: filterTasks(trace, filter, goroutines, did) };
}

/** A task whose name has the text needs a goroutine for what else is asked only. */
function filterTasks(trace: Trace, filter: GoroutineFilter, goroutines: Uint8Array, did: Test): Uint8Array {
  const { length, name, memberTask, memberGoroutine } = trace.tasks;
  const { strings } = trace.symbols;
  const wanted = filter.text.trim();
  const isNameEnough = isIdle({ ...filter, text: "" });
  const isNamed = remembered((string) => wanted !== "" && matches(strings.get(string as StringIndex), wanted));
  const passes = Uint8Array.from({ length }, (_, task) => (isNameEnough && isNamed(name[task]!) ? 1 : 0));
  memberTask.forEach((task, row) => {
    const g = memberGoroutine[row]!;
    if (passes[task] === 0 && (goroutines[g] === 1 || (isNamed(name[task]!) && did(g)))) passes[task] = 1;
  });
  return passes;
}

type Test = (goroutine: number) => boolean;

/** A test that is made once for each number. */
function remembered(test: Test): Test {
  const known = new Map<number, boolean>();
  return (row) => {
    let found = known.get(row);
    if (found === undefined) known.set(row, (found = test(row)));
    return found;
  };
}

/** What is asked of a goroutine's spans and stacks. */
function spanTests(trace: Trace, styles: Uint8Array, filter: GoroutineFilter): Test {
  const spanned = filter.states === 0 && filter.leastNs <= 0 ? undefined : spanTest(trace, styles, filter);
  const stacked = filter.frame.trim() === "" ? undefined : stackTest(trace, filter.frame);
  if (spanned === undefined && stacked === undefined) return () => true;
  return remembered((g) => (spanned === undefined || spanned(g)) && (stacked === undefined || stacked(g)));
}

/** By start function, or by id as "G12" or "12". */
function nameTest(trace: Trace, text: string): Test {
  const wanted = text.trim();
  if (wanted === "") return () => true;
  const { strings, goroutines: ids } = trace.symbols;
  const id = /^g?(\d+)$/i.exec(wanted)?.[1];
  if (id !== undefined) return (g) => ids.text(g) === id;
  const isNamed = remembered((name) => matches(strings.get(name as StringIndex), wanted));
  return (g) => isNamed(trace.goroutines.name[g]!);
}

/** Whether some span of it is in one of the states and lasts so long. */
function spanTest(trace: Trace, styles: Uint8Array, { states, leastNs }: GoroutineFilter): Test {
  const { start } = trace.spans;
  const { spanOffsets } = trace.goroutines;
  return (g) => {
    const last = spanOffsets[g + 1]!;
    for (let span = spanOffsets[g]!; span < last; span++) {
      if (states !== 0 && (states & (1 << spanStyle(trace, styles, span))) === 0) continue;
      const end = span + 1 < last ? start[span + 1]! : goroutineEnd(trace, g as GoroutineIndex);
      if (end - start[span]! >= leastNs) return true;
    }
    return false;
  };
}

/** Whether a function was on one of its stacks: those of its own transitions and of its CPU samples. */
function stackTest(trace: Trace, frame: string): Test {
  const { stack, waker } = trace.spans;
  const { spanOffsets } = trace.goroutines;
  const holds = stacksWith(trace, frame);
  const sampled = new Set<number>();
  const { samples } = trace;
  for (let i = 0; i < samples.length; i++) if (holds[samples.stack[i]!] === 1) sampled.add(samples.goroutine[i]!);
  return (g) => {
    if (sampled.has(g)) return true;
    const last = spanOffsets[g + 1]!;
    // The stack of a span with a waker is the waker's.
    for (let span = spanOffsets[g]!; span < last; span++) {
      if (holds[stack[span]!] === 1 && waker.get(span) === -1) return true;
    }
    return false;
  };
}

/** A byte per stack: 1 if a function that the pattern matches is on it. */
function stacksWith({ symbols }: Trace, pattern: string): Uint8Array {
  const { stacks, frames, strings } = symbols;
  const frameHolds = new Uint8Array(frames.length);
  const known = new Map<number, boolean>();
  for (let frame = 0; frame < frames.length; frame++) {
    const name = frames.function(frame as FrameIndex);
    let found = known.get(name);
    if (found === undefined) known.set(name, (found = matches(strings.get(name), pattern)));
    if (found) frameHolds[frame] = 1;
  }
  const holds = new Uint8Array(stacks.length);
  for (let stack = 0; stack < stacks.length; stack++) {
    const end = stacks.end(stack as StackIndex);
    for (let at = stacks.start(stack as StackIndex); at < end && holds[stack] === 0; at++)
      holds[stack] = frameHolds[stacks.frameAt(at)]!;
  }
  return holds;
}
