import { Growable } from "../base/growable.ts";
import type { StringIndex } from "../base/indices.ts";
import { AnnotationBuilder } from "./annotation-builder.ts";
import type { Damage } from "./damage.ts";
import type { ClockSnapshot, EventCursor, EventSource } from "./event.ts";
import { GoroutineBuilder } from "./goroutine-builder.ts";
import { ProcBuilder } from "./proc-builder.ts";
import { RangeBuilder } from "./range-builder.ts";
import type { LabelTable, MetricSeries, SampleTable, Trace } from "./trace.ts";
import { EventKind, GoState, KIND_NAMES, ResourceKind } from "./vocabulary.ts";

/** The reason of a goroutine that waits for nothing: an empty select, a nil channel. */
const FOREVER = "forever";

/** Places in the column of times. */
const NOW = 0;
const BEFORE = 1;

/** Builds the tables of a trace from its events, in one pass. */
export class TraceBuilder {
  readonly #source: EventSource;
  readonly #goroutines: GoroutineBuilder;
  readonly #procs = new ProcBuilder();
  readonly #ranges = new RangeBuilder();
  readonly #annotations: AnnotationBuilder;
  readonly #metrics = new Map<
    number,
    { readonly time: Growable<Float64Array>; readonly value: Growable<Float64Array> }
  >();
  readonly #labels = new LabelColumns();
  readonly #samples = new SampleColumns();
  readonly #syncs = new Growable(Float64Array);
  readonly #clocks: ClockSnapshot[] = [];
  readonly #kinds = new Float64Array(KIND_NAMES.length);
  readonly #forever: StringIndex;
  /** When the event at hand and the one before were. In a column: a field that holds a double is a new object at each event. */
  readonly #times = new Float64Array(2);

  constructor(source: EventSource) {
    this.#source = source;
    this.#goroutines = new GoroutineBuilder(source.symbols);
    this.#annotations = new AnnotationBuilder(source.symbols);
    this.#forever = source.symbols.strings.intern(FOREVER);
  }

  get syncCount(): number {
    return this.#kinds[EventKind.Sync]!;
  }

  get eventCount(): number {
    return this.#kinds.reduce((sum, count) => sum + count, 0);
  }

  /** Time of the event that came last, 0 before the first. */
  get lastTime(): number {
    return this.#times[NOW]!;
  }

  /** Takes in the event that the source has just moved to. */
  add(): void {
    const event = this.#source.event;
    this.#kinds[event.kind]!++;
    this.#times[BEFORE] = this.#times[NOW]!;
    this.#times[NOW] = event.time;
    switch (event.kind) {
      case EventKind.StateTransition:
        this.#transition(event);
        break;
      case EventKind.RangeBegin:
      case EventKind.RangeActive:
        this.#ranges.begin(event);
        break;
      case EventKind.RangeEnd:
        this.#ranges.end(event);
        break;
      case EventKind.Metric:
        this.#metric(event);
        break;
      case EventKind.Label:
        this.#labels.push(event);
        break;
      case EventKind.StackSample:
        this.#samples.push(event);
        break;
      case EventKind.TaskBegin:
      case EventKind.TaskEnd:
        this.#annotations.task(event);
        break;
      case EventKind.RegionBegin:
        this.#annotations.regionBegin(event);
        break;
      case EventKind.RegionEnd:
        this.#annotations.regionEnd(event);
        break;
      case EventKind.Log:
        this.#annotations.log(event);
        break;
      case EventKind.Sync:
        this.#sync(event);
        break;
      case EventKind.Experimental:
        break;
    }
  }

  /** Ends building. `damage` is what was wrong besides what the source itself has found. */
  finish(damage: readonly Damage[] = []): Trace {
    const { symbols, format } = this.#source;
    const { goroutines, built } = this.#goroutines.finish();
    const annotations = this.#annotations.finish(goroutines.length, (g) => this.#goroutines.isSystem(g));
    return {
      format,
      durationNs: this.lastTime,
      eventCount: this.eventCount,
      kindCounts: Object.fromEntries(this.#kinds.entries()) as unknown as Trace["kindCounts"],
      damage: [...damage, ...this.#source.damage],
      clocks: this.#clocks,
      symbols,
      goroutines,
      spans: built.spans,
      procs: this.#procs.finish(symbols.procs.length, built),
      threads: { length: symbols.threads.length, runCounts: built.threadRunCounts },
      ranges: this.#ranges.finish(),
      metrics: this.#finishMetrics(),
      ...annotations,
      labels: this.#labels.finish(),
      samples: this.#samples.finish(),
      syncs: this.#syncs.finish(),
    };
  }

  #transition(event: EventCursor): void {
    if (event.resource === ResourceKind.Proc) {
      this.#goroutines.procTransition(event);
      this.#procs.transition(event);
      return;
    }
    if (event.from === GoState.NotExist) this.#annotations.inherit(event.subject, event.goroutine, event.time);
    this.#goroutines.transition(event);
    const ends = event.to === GoState.NotExist || (event.to === GoState.Waiting && event.name === this.#forever);
    if (ends && event.from !== event.to)
      this.#annotations.endGoroutine(event.subject, event.time, this.#goroutines.isSystem(event.subject));
  }

  #metric(event: EventCursor): void {
    let series = this.#metrics.get(event.name);
    if (series === undefined) {
      series = { time: new Growable(Float64Array), value: new Growable(Float64Array) };
      this.#metrics.set(event.name, series);
    }
    series.time.push(event.time);
    series.value.push(event.value);
  }

  #sync(event: EventCursor): void {
    const census = this.#goroutines.endCensus();
    for (const goroutine of census?.gone ?? [])
      this.#annotations.endGoroutine(goroutine, census!.time, this.#goroutines.isSystem(goroutine));
    if (this.#source.afterGap) {
      const before = this.#times[BEFORE]!;
      this.#goroutines.passGap(before, event.time);
      this.#procs.passGap(before, event.time);
      this.#ranges.endAll(before);
    }
    this.#goroutines.sync(event.time);
    this.#procs.sync(event.time);
    this.#syncs.push(event.time);
    if (this.#source.clock) this.#clocks.push(this.#source.clock);
  }

  #finishMetrics(): MetricSeries[] {
    const { strings } = this.#source.symbols;
    return [...this.#metrics].map(([name, { time, value }]) => ({
      name: strings.get(name as StringIndex),
      time: time.finish(),
      value: value.finish(),
    }));
  }
}

class LabelColumns {
  readonly #time = new Growable(Float64Array);
  readonly #goroutine = new Growable(Int32Array);
  readonly #label = new Growable(Int32Array);

  push(event: EventCursor): void {
    this.#time.push(event.time);
    this.#goroutine.push(event.subject);
    this.#label.push(event.name);
  }

  finish(): LabelTable {
    return {
      length: this.#time.length,
      time: this.#time.finish(),
      goroutine: this.#goroutine.finish(),
      label: this.#label.finish(),
    };
  }
}

class SampleColumns {
  readonly #time = new Growable(Float64Array);
  readonly #goroutine = new Growable(Int32Array);
  readonly #proc = new Growable(Int32Array);
  readonly #thread = new Growable(Int32Array);
  readonly #stack = new Growable(Int32Array);

  push(event: EventCursor): void {
    this.#time.push(event.time);
    this.#goroutine.push(event.goroutine);
    this.#proc.push(event.proc);
    this.#thread.push(event.thread);
    this.#stack.push(event.stack);
  }

  finish(): SampleTable {
    return {
      length: this.#time.length,
      time: this.#time.finish(),
      goroutine: this.#goroutine.finish(),
      proc: this.#proc.finish(),
      thread: this.#thread.finish(),
      stack: this.#stack.finish(),
    };
  }
}
