import { NO_STACK, type StringIndex } from "../base/indices.ts";
import { quote } from "../base/quote.ts";
import type { EventCursor, EventSource } from "../model/event.ts";
import type { Symbols } from "../model/symbols.ts";
import {
  EventKind,
  GO_STATE_NAMES,
  KIND_NAMES,
  PROC_STATE_NAMES,
  RESOURCE_NAMES,
  ResourceKind,
} from "../model/vocabulary.ts";

/**
 * Writes one event as one line, without its end: time (ns since the first event), kind, thread, proc, goroutine (-1 for
 * none), what the kind has to say, and the stack's depth and leaf.
 */
export class EventListing {
  readonly #symbols: Symbols;
  readonly #event: EventCursor;
  /** Parts that recur are spelt out once. */
  readonly #quoted: string[] = [];
  readonly #stacks: string[] = [];
  readonly #goroutines: string[] = [];

  constructor(source: Pick<EventSource, "event" | "symbols">) {
    this.#symbols = source.symbols;
    this.#event = source.event;
  }

  line(): string {
    const event = this.#event;
    const { threads, procs } = this.#symbols;
    const thread = event.thread < 0 ? "-1" : threads.text(event.thread);
    const proc = event.proc < 0 ? "-1" : procs.text(event.proc);
    return `${event.time} ${KIND_NAMES[event.kind]} m=${thread} p=${proc} g=${this.#goroutine(event.goroutine)}${this.about()}${this.stack()}`;
  }

  /** What the kind has to say, with a space before it; "" if that is nothing. */
  about(): string {
    const event = this.#event;
    switch (event.kind) {
      case EventKind.StateTransition:
        return this.#transition();
      case EventKind.RangeBegin:
      case EventKind.RangeActive:
      case EventKind.RangeEnd:
        return ` range=${this.#quote(event.name)} scope=${this.#scope()}`;
      case EventKind.Metric:
        return ` metric=${this.#quote(event.name)} value=${whole(event.value, event.valueLow)}`;
      case EventKind.Label:
        return ` label=${this.#quote(event.name)}`;
      case EventKind.TaskBegin:
      case EventKind.TaskEnd:
        return ` task=${this.#task(event.task)} parent=${this.#task(event.parent)} type=${this.#quote(event.name)}`;
      case EventKind.RegionBegin:
      case EventKind.RegionEnd:
        return ` task=${this.#task(event.task)} region=${this.#quote(event.name)}`;
      case EventKind.Log:
        return ` task=${this.#task(event.task)} category=${this.#quote(event.name)} message=${this.#quote(event.text)}`;
      case EventKind.Experimental:
        return ` event=${this.#quote(event.name)}`;
      case EventKind.Sync:
      case EventKind.StackSample:
        return "";
    }
  }

  #transition(): string {
    const { resource, subject, from, to, name } = this.#event;
    if (resource === ResourceKind.Proc)
      return ` proc=${this.#symbols.procs.text(subject)} ${stateName(PROC_STATE_NAMES, from)}->${stateName(PROC_STATE_NAMES, to)}`;
    return ` goroutine=${this.#goroutine(subject)} ${stateName(GO_STATE_NAMES, from)}->${stateName(GO_STATE_NAMES, to)} reason=${this.#quote(name)}`;
  }

  #scope(): string {
    const { resource, subject } = this.#event;
    if (resource === ResourceKind.None) return RESOURCE_NAMES[resource];
    const ids = resource === ResourceKind.Proc ? this.#symbols.procs : this.#symbols.goroutines;
    return `${RESOURCE_NAMES[resource]}(${subject < 0 ? "-1" : ids.text(subject)})`;
  }

  /** The stack's depth and leaf, with a space before them; "" for none. */
  stack(): string {
    const { stack } = this.#event;
    if (stack === NO_STACK) return "";
    return (this.#stacks[stack] ??= this.#spellStack());
  }

  #spellStack(): string {
    const { stacks, frames, strings } = this.#symbols;
    const { stack } = this.#event;
    const depth = stacks.depth(stack);
    if (depth === 0) return "";
    const leaf = stacks.frameAt(stacks.start(stack));
    return ` stack=${depth} ${strings.get(frames.function(leaf))}:${frames.line(leaf)}`;
  }

  #goroutine(row: number): string {
    if (row < 0) return "-1";
    return (this.#goroutines[row] ??= this.#symbols.goroutines.text(row));
  }

  #task(row: number): string {
    return row < 0 ? "-1" : this.#symbols.tasks.text(row);
  }

  #quote(index: StringIndex): string {
    return (this.#quoted[index] ??= quote(this.#symbols.strings.get(index)));
  }
}

/** A whole number of up to 64 bits, of which the double lost some that its lowest 32 bits tell. */
function whole(value: number, low: number): string {
  if (Number.isSafeInteger(value)) return String(value);
  const high = Math.round((value - low) / 0x1_0000_0000);
  return String((BigInt(high) << 32n) | BigInt(low));
}

function stateName(names: readonly string[], state: number): string {
  return names[state] ?? "Bad";
}
