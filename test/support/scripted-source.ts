import { EventCursor, type EventSource } from "../../src/model/event.ts";
import { Symbols } from "../../src/model/symbols.ts";
import type { Trace } from "../../src/model/trace.ts";
import { TraceBuilder } from "../../src/model/trace-builder.ts";

/** An event as a test spells it: the cursor's fields, and whether a gap lies before it. */
export type ScriptedEvent = Partial<EventCursor> & { readonly afterGap?: boolean };

/** A stream of just these events, sound or not. Rows are as the test numbers them: it interns what it needs. */
class ScriptedSource implements EventSource {
  readonly event = new EventCursor();
  readonly symbols = new Symbols();
  readonly format = "go 1.26";
  readonly clock = undefined;
  readonly damage = [];
  afterGap = false;
  readonly #events: Iterator<ScriptedEvent>;

  constructor(events: readonly ScriptedEvent[]) {
    this.#events = events[Symbol.iterator]();
  }

  next(): boolean {
    const step = this.#events.next();
    if (step.done) return false;
    const { afterGap = false, ...fields } = step.value;
    Object.assign(this.event, new EventCursor(), fields);
    this.afterGap = afterGap;
    return true;
  }
}

/** The tables that such a stream makes, with so many goroutines, procs and threads in its symbols. */
export function buildScripted(events: readonly ScriptedEvent[], goroutines = 4, procs = 2): Trace {
  const source = new ScriptedSource(events);
  for (let id = 1; id <= goroutines; id++) source.symbols.goroutines.intern(id, 0);
  for (let id = 0; id < procs; id++) source.symbols.procs.intern(id, 0);
  source.symbols.threads.intern(1, 0);
  const builder = new TraceBuilder(source);
  while (source.next()) builder.add();
  return builder.finish();
}
