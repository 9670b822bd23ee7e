import { Growable } from "../base/growable.ts";
import { NO_GOROUTINE } from "../base/indices.ts";
import type { EventCursor } from "./event.ts";
import type { RangeTable } from "./trace.ts";
import { EventKind, ResourceKind } from "./vocabulary.ts";

interface OpenRange {
  readonly name: number;
  readonly scope: ResourceKind;
  readonly subject: number;
  readonly start: number;
  readonly active: number;
  readonly goroutine: number;
  readonly proc: number;
  readonly stack: number;
}

/** Pairs the begins and ends of ranges. One that is found under way counts from where it is first seen. */
export class RangeBuilder {
  readonly #open = new Map<string, OpenRange>();
  readonly #name = new Growable(Int32Array);
  readonly #scope = new Growable(Uint8Array);
  readonly #subject = new Growable(Int32Array);
  readonly #start = new Growable(Float64Array);
  readonly #end = new Growable(Float64Array);
  readonly #active = new Growable(Uint8Array);
  readonly #charged = new Growable(Int32Array);
  readonly #goroutine = new Growable(Int32Array);
  readonly #proc = new Growable(Int32Array);
  readonly #stack = new Growable(Int32Array);
  readonly #swept = new Growable(Float64Array);
  readonly #reclaimed = new Growable(Float64Array);

  begin(event: EventCursor): void {
    const key = keyOf(event);
    const active = event.kind === EventKind.RangeActive;
    if (active && this.#open.has(key)) return;
    this.#open.set(key, {
      name: event.name,
      scope: event.resource,
      subject: event.subject,
      start: event.time,
      active: active ? 1 : 0,
      goroutine: event.goroutine,
      proc: event.proc,
      stack: event.stack,
    });
  }

  end(event: EventCursor): void {
    const key = keyOf(event);
    const range = this.#open.get(key);
    if (range === undefined) return;
    this.#open.delete(key);
    const isSweep = range.scope === ResourceKind.Proc;
    this.#push(range, event.time, event.goroutine, isSweep ? event.value : 0, isSweep ? event.value2 : 0);
  }

  /** A gap in the trace: whether and when the ranges under way ended is not known; they count up to there. */
  endAll(time: number): void {
    for (const range of this.#open.values()) this.#push(range, Math.max(range.start, time), range.goroutine, 0, 0);
    this.#open.clear();
  }

  finish(): RangeTable {
    for (const range of this.#open.values()) this.#push(range, Number.NaN, range.goroutine, 0, 0);
    this.#open.clear();
    return {
      length: this.#name.length,
      name: this.#name.finish(),
      scope: this.#scope.finish(),
      subject: this.#subject.finish(),
      start: this.#start.finish(),
      end: this.#end.finish(),
      active: this.#active.finish(),
      charged: this.#charged.finish(),
      goroutine: this.#goroutine.finish(),
      proc: this.#proc.finish(),
      stack: this.#stack.finish(),
      swept: this.#swept.finish(),
      reclaimed: this.#reclaimed.finish(),
    };
  }

  #push(range: OpenRange, end: number, endGoroutine: number, swept: number, reclaimed: number): void {
    this.#name.push(range.name);
    this.#scope.push(range.scope);
    this.#subject.push(range.subject);
    this.#start.push(range.start);
    this.#end.push(end);
    this.#active.push(range.active);
    this.#charged.push(chargedTo(range, endGoroutine));
    this.#goroutine.push(range.goroutine);
    this.#proc.push(range.proc);
    this.#stack.push(range.stack);
    this.#swept.push(swept);
    this.#reclaimed.push(reclaimed);
  }
}

/** A sweep is bound to a proc; it is charged to the goroutine that was there from its begin to its end. */
function chargedTo(range: OpenRange, endGoroutine: number): number {
  if (range.scope === ResourceKind.Goroutine) return range.subject;
  return range.scope === ResourceKind.Proc && range.goroutine === endGoroutine ? endGoroutine : NO_GOROUTINE;
}

function keyOf(event: EventCursor): string {
  return `${event.name}/${event.resource}/${event.subject}`;
}
