import type { GoroutineIndex, StringIndex } from "../base/indices.ts";
import type { Trace } from "../model/trace.ts";
import { SPAN_STATE_NAMES, SpanState } from "../model/vocabulary.ts";

/** A function's name without the path of its package: `http.(*conn).serve`. */
export function shortFunction(name: string): string {
  const type = name.indexOf("[");
  const slash = name.lastIndexOf("/", type === -1 ? name.length : type);
  return name.slice(slash + 1);
}

/** How a goroutine is spoken of: `G12 http.(*conn).serve`. */
export function goroutineLabel(trace: Trace, goroutine: GoroutineIndex): string {
  const name = trace.symbols.strings.get(trace.goroutines.name[goroutine]! as StringIndex);
  const id = `G${trace.symbols.goroutines.text(goroutine)}`;
  return name === "" ? id : `${id} ${shortFunction(name)}`;
}

export function reasonOf(trace: Trace, span: number): string {
  return trace.symbols.strings.get(trace.spans.reasons[trace.spans.reason[span]!]! as StringIndex);
}

/** What a span says of itself: its state, or what its goroutine waits for. */
export function spanLabel(trace: Trace, span: number): string {
  const state = trace.spans.state[span]! as SpanState;
  return (state === SpanState.Waiting && reasonOf(trace, span)) || SPAN_STATE_NAMES[state];
}

/** Styles of a goroutine's span in words, where goroutines are counted by state. */
export const STATE_WORDS = [
  "running",
  "runnable",
  "blocked on channels and locks",
  "blocked on the network",
  "asleep",
  "blocked by the GC",
  "blocked otherwise",
  "in a syscall",
  "in a syscall, without a proc",
] as const;
