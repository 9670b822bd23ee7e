/** Mutator utilization, nanosecond by nanosecond, straight from a trace's events. Slow, and plain enough to be believed. */
import { TRACE_FORMATS } from "../../parsers/registry.ts";
import type { UtilizationFlags } from "../../src/analysis/mmu/gc-busy.ts";
import type { EventCursor, TraceParser } from "../../src/model/event.ts";
import {
  EventKind,
  GoState,
  METRIC_GOMAXPROCS,
  ProcState,
  RANGE_ASSIST,
  RANGE_SWEEP,
  ResourceKind,
} from "../../src/model/vocabulary.ts";

/** From some time on, the share that the program has in each nanosecond. */
export interface BruteUtilization {
  readonly proc: number;
  readonly from: number;
  readonly util: number[];
}

export function bruteUtilization(bytes: Uint8Array, flags: UtilizationFlags): BruteUtilization[] {
  const format = TRACE_FORMATS.find((f) => f.sniff(bytes))!;
  const parser = format.open(bytes);
  parser.push(bytes.subarray(format.headerBytes));
  parser.end();
  const world = new World(parser, flags);
  while (parser.next()) {
    world.passUntil(parser.event.time);
    world.see(parser.event);
  }
  return world.all;
}

class World {
  readonly all: BruteUtilization[] = [];
  readonly #parser: TraceParser;
  readonly #flags: UtilizationFlags;
  /** Those that go on, by proc id; one alone if all procs are together. */
  #open: BruteUtilization[] = [];
  #procs = 0;
  #stops = 0;
  readonly #sweeping = new Set<number>();
  readonly #assisting = new Set<number>();
  readonly #working = new Set<number>();
  readonly #goroutineOn = new Map<number, number>();

  constructor(parser: TraceParser, flags: UtilizationFlags) {
    this.#parser = parser;
    this.#flags = flags;
  }

  passUntil(time: number): void {
    for (const series of this.#open) {
      const util = this.#share(series.proc);
      while (series.util.length < time - series.from) series.util.push(util);
    }
  }

  see(event: EventCursor): void {
    const { symbols } = this.#parser;
    const name = symbols.strings.get(event.name);
    const flags = this.#flags;
    if (event.kind === EventKind.Metric && name === METRIC_GOMAXPROCS && event.value > 0) this.#resize(event);
    if (event.kind === EventKind.Label && flags.background && /^GC \((dedicated|fractional)\)$/.test(name)) {
      if (!flags.perProc || name !== "GC (dedicated)") this.#working.add(event.subject);
    }
    const begins = event.kind === EventKind.RangeBegin || event.kind === EventKind.RangeActive;
    if (begins || event.kind === EventKind.RangeEnd) {
      if (flags.stw && /^stop-the-world.*GC/.test(name)) this.#stops += begins ? 1 : -1;
      if (name === RANGE_SWEEP) toggle(this.#sweeping, event.subject, begins);
      if (name === RANGE_ASSIST) toggle(this.#assisting, event.subject, begins);
    }
    if (event.kind === EventKind.StateTransition) this.#transition(event);
  }

  #transition(event: EventCursor): void {
    // A status told anew changes nothing.
    if (event.from === event.to) return;
    if (event.resource === ResourceKind.Proc) {
      if (event.to === ProcState.Idle) this.#goroutineOn.delete(event.subject);
      return;
    }
    const executes = (state: number): boolean => state === GoState.Running || state === GoState.Syscall;
    if (executes(event.to)) {
      if (event.proc >= 0) this.#goroutineOn.set(event.proc, event.subject);
      return;
    }
    for (const [proc, goroutine] of this.#goroutineOn) if (goroutine === event.subject) this.#goroutineOn.delete(proc);
    this.#working.delete(event.subject);
  }

  #resize({ time, value }: EventCursor): void {
    this.#procs = value;
    const wanted = this.#flags.perProc ? value : 1;
    this.#open = this.#open.slice(0, wanted);
    while (this.#open.length < wanted) {
      const series = { proc: this.#flags.perProc ? this.#open.length : -1, from: time, util: [] };
      this.#open.push(series);
      this.all.push(series);
    }
  }

  #share(proc: number): number {
    if (this.#stops > 0) return 0;
    if (proc >= 0) return this.#isBusy(proc) ? 0 : 1;
    const busy = Array.from({ length: this.#procs }, (_, id) => this.#isBusy(id)).filter(Boolean).length;
    return 1 - busy / this.#procs;
  }

  #isBusy(id: number): boolean {
    const row = this.#parser.symbols.procs.find(id, 0);
    if (this.#flags.sweep && this.#sweeping.has(row)) return true;
    const goroutine = this.#goroutineOn.get(row);
    if (row === -1 || goroutine === undefined) return false;
    return this.#working.has(goroutine) || (this.#flags.assist && this.#assisting.has(goroutine));
  }
}

function toggle(set: Set<number>, member: number, isIn: boolean): void {
  if (isIn) set.add(member);
  else set.delete(member);
}

/** The mean over every window that begins at a whole nanosecond; a window longer than the whole is cut to it. */
export function bruteMeans({ util }: BruteUtilization, windowNs: number): number[] {
  const sums = [0];
  for (const share of util) sums.push(sums.at(-1)! + share);
  const window = Math.min(windowNs, util.length);
  if (window === 0) return [];
  return Array.from({ length: util.length - window + 1 }, (_, at) => (sums[at + window]! - sums[at]!) / window);
}
