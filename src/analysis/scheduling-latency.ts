import type { SpanIndex, StringIndex } from "../base/indices.ts";
import { inOneGo, type Steps } from "../base/steps.ts";
import type { Scope } from "../model/scope.ts";
import { spanOwner, type Trace } from "../model/trace.ts";
import { collect } from "./collect.ts";
import { distributionOf, distributionsBy, type Distribution } from "./distribution.ts";
import { histogramOf, type Bucket } from "./histogram.ts";
import { waitsCollector, type Waits } from "./waits.ts";

/** How long goroutines were runnable before they ran, ns. */
export interface SchedulingLatency {
  readonly overall: Distribution;
  readonly histogram: readonly Bucket[];
  /** By start function, the one that waited longest in all first. */
  readonly groups: readonly { readonly name: string; readonly latency: Distribution }[];
  /** The window in equal parts, each with the waits that ended in it. */
  readonly overTime: readonly { readonly from: number; readonly to: number; readonly latency: Distribution }[];
  /** The longest waits, longest first: rows of the goroutine and of the span table. */
  readonly longest: readonly LongWait[];
}

export interface LongWait {
  readonly goroutine: number;
  readonly span: number;
  readonly ns: number;
}

const LONGEST = 10;

/** Scheduling latency in a scope. One pass over the spans in scope, and some over the waits. */
export function schedulingLatency(trace: Trace, scope: Scope, parts = 100): SchedulingLatency {
  return inOneGo(latencySteps(trace, scope, parts, collect(trace, scope, waitsCollector(trace, scope))));
}

/** The same in steps. `waits`: those of the scope. */
export function* latencySteps(trace: Trace, scope: Scope, parts: number, waits: Waits): Steps<SchedulingLatency> {
  const groups = byGroup(trace, waits);
  yield;
  const overTime = byPart(trace, waits, scope, parts);
  yield;
  return {
    histogram: histogramOf(waits.ns),
    longest: longestWaits(trace, waits, LONGEST),
    groups: groups.sort((a, b) => b.latency.total - a.latency.total),
    overTime,
    overall: distributionOf(waits.ns),
  };
}

/** The longest few of some waits, longest first; of equal ones those that come first. */
export function longestWaits(trace: Trace, { ns, span, length }: Waits, count: number): readonly LongWait[] {
  const rows: number[] = [];
  let least = -1;
  for (let row = 0; row < length; row++) {
    if (ns[row]! <= least) continue;
    rows.push(row);
    rows.sort((a, b) => ns[b]! - ns[a]!);
    if (rows.length > count) rows.pop();
    if (rows.length === count) least = ns[rows.at(-1)!]!;
  }
  return rows.map((row) => ({ goroutine: spanOwner(trace, span[row]! as SpanIndex), span: span[row]!, ns: ns[row]! }));
}

function byGroup(trace: Trace, waits: Waits): { name: string; latency: Distribution }[] {
  const names: number[] = [];
  const numbers = new Map<number, number>();
  const groupOf = new Uint32Array(waits.length);
  waits.goroutines.forEach((goroutine, i) => {
    const name = trace.goroutines.name[goroutine]!;
    let number = numbers.get(name);
    if (number === undefined) numbers.set(name, (number = names.push(name) - 1));
    groupOf.fill(number, waits.offsets[i], waits.offsets[i + 1]);
  });
  const latencies = distributionsBy(groupOf, names.length, waits.ns);
  return names.map((name, i) => ({ name: trace.symbols.strings.get(name as StringIndex), latency: latencies[i]! }));
}

function byPart(trace: Trace, waits: Waits, { from, to }: Scope, parts: number): SchedulingLatency["overTime"] {
  const { start } = trace.spans;
  const { span, ns, length } = waits;
  const partNs = (to - from) / parts;
  const partOf = new Uint32Array(length);
  for (let row = 0; row < length; row++) {
    const part = Math.ceil((start[span[row]! + 1]! - from) / partNs) - 1;
    partOf[row] = part < 0 ? 0 : part < parts ? part : parts - 1;
  }
  return distributionsBy(partOf, parts, ns).map((latency, part) => ({
    from: from + part * partNs,
    to: from + (part + 1) * partNs,
    latency,
  }));
}
