import { Growable } from "../../base/growable.ts";
import type { Trace } from "../../model/trace.ts";
import { METRIC_GOMAXPROCS } from "../../model/vocabulary.ts";
import { busyProcs, collectorStops, type UtilizationFlags } from "./gc-busy.ts";

/**
 * A mutator utilization function: from time[i] to time[i + 1] the program has the share util[i], 0 to 1, of its procs.
 * The last point is the end, where util is 0 and means nothing.
 */
export interface Utilization {
  /** Proc id that it is about, or -1: all procs together. */
  readonly proc: number;
  readonly time: Float64Array;
  readonly util: Float64Array;
  /** Integral of util from the first point to each point, ns. */
  readonly sum: Float64Array;
}

interface Change {
  readonly time: number;
  apply(state: State): void;
}

interface State {
  /** GOMAXPROCS; procs whose id is not below it do not count. */
  procs: number;
  stops: number;
  /** By proc id. */
  readonly busy: Set<number>;
}

/**
 * The mutator's utilization over the trace: one function for all procs, or one for each proc while GOMAXPROCS has it
 * (a proc that goes and comes again has two). Follows the definition: a proc is busy with garbage collection while a
 * stop-the-world pause of the collector is in progress, or while `busyProcs` says so. None before GOMAXPROCS is known.
 */
export function mutatorUtilization(trace: Trace, flags: UtilizationFlags): readonly Utilization[] {
  const state: State = { procs: 0, stops: 0, busy: new Set() };
  const writer = flags.perProc ? new PerProc() : new Together();
  const changes = changesOf(trace, flags);
  for (let i = 0; i < changes.length;) {
    const { time } = changes[i]!;
    for (; i < changes.length && changes[i]!.time === time; i++) changes[i]!.apply(state);
    if (state.procs > 0) writer.write(time, state);
  }
  return writer.finish(trace.durationNs);
}

function changesOf(trace: Trace, flags: UtilizationFlags): readonly Change[] {
  const changes: Change[] = [];
  const gomaxprocs = trace.metrics.find(({ name }) => name === METRIC_GOMAXPROCS);
  gomaxprocs?.time.forEach((time, i) => {
    const procs = gomaxprocs.value[i]!;
    // There is no program without a proc; a file that says so is passed over.
    if (procs > 0) changes.push({ time, apply: (state) => (state.procs = procs) });
  });
  if (flags.stw) {
    for (const [start, end] of collectorStops(trace)) {
      changes.push({ time: start, apply: (state) => state.stops++ }, { time: end, apply: (state) => state.stops-- });
    }
  }
  const busy = busyProcs(trace, flags);
  for (let proc = 0; proc < trace.procs.length; proc++) {
    const id = trace.symbols.procs.number(proc);
    const begin = (state: State): unknown => state.busy.add(id);
    const end = (state: State): unknown => state.busy.delete(id);
    for (let i = busy.offsets[proc]!; i < busy.offsets[proc + 1]!; i++) {
      changes.push({ time: busy.start[i]!, apply: begin }, { time: busy.end[i]!, apply: end });
    }
  }
  return changes.sort((a, b) => a.time - b.time);
}

/** One function: the share of the procs that are not busy with garbage collection. */
class Together {
  readonly #points = new Points(-1);

  write(time: number, state: State): void {
    let gcProcs = 0;
    for (const id of state.busy) if (id < state.procs) gcProcs++;
    this.#points.add(time, state.stops > 0 ? 0 : 1 - gcProcs / state.procs);
  }

  finish(end: number): readonly Utilization[] {
    return this.#points.length === 0 ? [] : [this.#points.finish(end)];
  }
}

/** A function for each proc: 0 while it is busy with garbage collection, 1 while not. */
class PerProc {
  /** By proc id, of those that GOMAXPROCS has. */
  readonly #open: Points[] = [];
  readonly #finished: { readonly order: number; readonly utilization: Utilization }[] = [];
  #order = 0;
  readonly #orders: number[] = [];

  write(time: number, state: State): void {
    while (this.#open.length > state.procs) this.#close(time);
    while (this.#open.length < state.procs) {
      this.#orders.push(this.#order++);
      this.#open.push(new Points(this.#open.length));
    }
    this.#open.forEach((points, id) => points.add(time, state.stops > 0 || state.busy.has(id) ? 0 : 1));
  }

  finish(end: number): readonly Utilization[] {
    while (this.#open.length > 0) this.#close(end);
    return this.#finished.toSorted((a, b) => a.order - b.order).map(({ utilization }) => utilization);
  }

  #close(time: number): void {
    this.#finished.push({ order: this.#orders.pop()!, utilization: this.#open.pop()!.finish(time) });
  }
}

class Points {
  readonly #proc: number;
  readonly #time = new Growable(Float64Array);
  readonly #util = new Growable(Float64Array);
  #last = Number.NaN;

  constructor(proc: number) {
    this.#proc = proc;
  }

  get length(): number {
    return this.#time.length;
  }

  add(time: number, util: number): void {
    if (util === this.#last) return;
    this.#last = util;
    this.#time.push(time);
    this.#util.push(util);
  }

  finish(end: number): Utilization {
    // What changes just then is the end.
    if (this.#time.get(this.#time.length - 1) === end) this.#util.set(this.#util.length - 1, 0);
    else {
      this.#time.push(end);
      this.#util.push(0);
    }
    return withSums(this.#proc, this.#time.finish(), this.#util.finish());
  }
}

/** The part of a function that lies in a window, widened to whole ns; undefined where there is none. */
export function clipUtilization({ proc, time, util }: Utilization, from: number, to: number): Utilization | undefined {
  const start = Math.max(Math.floor(from), time[0]!);
  const end = Math.min(Math.ceil(to), time.at(-1)!);
  if (end <= start) return undefined;
  if (start === time[0] && end === time.at(-1)) return withSums(proc, time, util);
  const times: number[] = [];
  const utils: number[] = [];
  for (let i = 0; i + 1 < time.length && time[i]! < end; i++) {
    if (time[i + 1]! <= start) continue;
    times.push(Math.max(start, time[i]!));
    utils.push(util[i]!);
  }
  return withSums(proc, Float64Array.from([...times, end]), Float64Array.from([...utils, 0]));
}

function withSums(proc: number, time: Float64Array, util: Float64Array): Utilization {
  const sum = new Float64Array(time.length);
  for (let i = 1; i < time.length; i++) sum[i] = sum[i - 1]! + util[i - 1]! * (time[i]! - time[i - 1]!);
  return { proc, time, util, sum };
}
