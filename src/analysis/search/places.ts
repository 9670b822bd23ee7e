import { spanEnd, spanOwner, type Trace } from "../../model/trace.ts";
import type { GoroutineIndex, SpanIndex } from "../../base/indices.ts";
import { Growable } from "../../base/growable.ts";
import { intervalOf } from "../scope.ts";
import { eachFunction, hasOwnStack } from "./stack-counts.ts";
import type { HitKind, HitRef, Places } from "./types.ts";

/** Rows held; the first by time. */
const MOST_PLACES = 100_000;
/** Parts of the trace's time in which places are counted, to find where the last that is held begins. */
const PARTS = 4096;

/** Hears of places, in no particular order; an end is asked for only if the place is kept. */
type Sink = (start: number, end: () => number, span: number, goroutine: number) => void;

/** Tells of the places of hits of one kind; `keys` are theirs. */
type Teller = (trace: Trace, keys: ReadonlySet<number>, tell: Sink) => void;

const TELLERS: Readonly<Record<HitKind, Teller>> = {
  goroutine: (trace, keys, tell) => {
    for (const goroutine of keys) tellLife(trace, goroutine, tell);
  },
  start: (trace, keys, tell) =>
    trace.goroutines.name.forEach((name, goroutine) => {
      if (keys.has(name)) tellLife(trace, goroutine, tell);
    }),
  reason: (trace, keys, tell) => {
    const wanted = trace.spans.reasons.map((name) => (keys.has(name) ? 1 : 0));
    for (let span = 0; span < trace.spans.length; span++)
      if (wanted[trace.spans.reason[span]!] === 1) tellSpan(trace, span, tell);
  },
  function: tellStacks,
  task: ({ tasks, durationNs }, keys, tell) =>
    tasks.name.forEach((name, task) => {
      if (keys.has(name))
        tell(known(tasks.start[task]!, 0), () => known(tasks.end[task]!, durationNs), -1, tasks.startGoroutine[task]!);
    }),
  region: (trace, keys, tell) =>
    trace.regions.name.forEach((name, region) => {
      if (!keys.has(name)) return;
      const { from, to } = intervalOf(trace, trace.regions.start[region]!, trace.regions.end[region]!);
      tell(from, () => to, -1, trace.regions.goroutine[region]!);
    }),
  log: ({ logs }, keys, tell) =>
    logs.message.forEach((message, log) => {
      if (keys.has(message)) tell(logs.time[log]!, () => logs.time[log]!, -1, logs.goroutine[log]!);
    }),
};

/** Where the hits of a search are. Two passes over the tables that the kinds of the hits are about. */
export function placesOf(trace: Trace, hits: readonly HitRef[]): Places {
  const byKind = new Map<HitKind, Set<number>>();
  for (const { kind, key } of hits) byKind.set(kind, (byKind.get(kind) ?? new Set()).add(key));
  const tellAll = (tell: Sink): void => {
    for (const [kind, keys] of byKind) TELLERS[kind](trace, keys, tell);
  };
  return firstPlaces(trace.durationNs, tellAll);
}

/** The first `most` places that `tellAll` tells of, by start; it is asked twice, so that no more than those are held. */
export function firstPlaces(durationNs: number, tellAll: (tell: Sink) => void, most = MOST_PLACES): Places {
  const counts = new Uint32Array(PARTS);
  const partOf = (start: number): number => Math.min(PARTS - 1, Math.floor((start / Math.max(durationNs, 1)) * PARTS));
  let total = 0;
  tellAll((start) => {
    counts[partOf(start)]!++;
    total++;
  });
  let last = 0;
  for (let held = counts[0]!; held < most && last < PARTS - 1; held += counts[last]!) last++;
  const start = new Growable(Float64Array);
  const end = new Growable(Float64Array);
  const span = new Growable(Int32Array);
  const goroutine = new Growable(Int32Array);
  tellAll((from, to, row, owner) => {
    if (partOf(from) > last) return;
    start.push(from);
    end.push(to());
    span.push(row);
    goroutine.push(owner);
  });
  const order = Uint32Array.from({ length: start.length }, (_, i) => i)
    .sort((a, b) => start.get(a) - start.get(b) || end.get(a) - end.get(b))
    .subarray(0, most);
  return {
    total,
    start: Float64Array.from(order, (row) => start.get(row)),
    end: Float64Array.from(order, (row) => end.get(row)),
    span: Int32Array.from(order, (row) => span.get(row)),
    goroutine: Int32Array.from(order, (row) => goroutine.get(row)),
  };
}

function tellLife(trace: Trace, goroutine: number, tell: Sink): void {
  const { created, ended } = trace.goroutines;
  // NaN where the trace has no more than its name.
  if (!Number.isNaN(created[goroutine]!))
    tell(created[goroutine]!, () => known(ended[goroutine]!, trace.durationNs), -1, goroutine);
}

function tellSpan(trace: Trace, span: number, tell: Sink): void {
  const goroutine = spanOwner(trace, span as SpanIndex);
  tell(trace.spans.start[span]!, () => spanEnd(trace, goroutine, span as SpanIndex), span, goroutine);
}

/** Spans that began with one of the functions on the stack, and CPU samples. */
function tellStacks(trace: Trace, keys: ReadonlySet<number>, tell: Sink): void {
  const { spans, samples, symbols } = trace;
  const wanted = new Uint8Array(symbols.stacks.length);
  for (let stack = 0; stack < wanted.length; stack++)
    eachFunction(trace, stack, (name) => {
      if (keys.has(name)) wanted[stack] = 1;
    });
  for (let span = 0; span < spans.length; span++)
    if (wanted[spans.stack[span]!] === 1 && hasOwnStack(trace, span)) tellSpan(trace, span, tell);
  for (let row = 0; row < samples.length; row++) {
    if (wanted[samples.stack[row]!] !== 1) continue;
    const goroutine = samples.goroutine[row]! as GoroutineIndex;
    tell(samples.time[row]!, () => samples.time[row]!, -1, goroutine);
  }
}

function known(time: number, otherwise: number): number {
  return Number.isNaN(time) ? otherwise : time;
}
