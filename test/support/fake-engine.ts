import type {
  GoroutineAccounts,
  RegionDetails,
  SpanPage,
  TaskDetails,
  TaskEventPage,
} from "../../src/engine/accounts/types.ts";
import type {
  Analyses,
  GcReport,
  CreationRow,
  GoroutinePage,
  GoroutineSpread,
  GroupReport,
  RegionPage,
  RegionReport,
  SchedulerReport,
  ScopeRequest,
  TaskPage,
  TaskReport,
} from "../../src/engine/analyses/types.ts";
import type { Opening } from "../../src/app/opener.ts";
import type { EventRows } from "../../src/engine/events/types.ts";
import type { FunctionFile, ProfileReport, ProfileRequest, StackPage } from "../../src/engine/profiles/types.ts";
import type { GoroutineIndex, ProcIndex } from "../../src/base/indices.ts";
import type {
  Engine,
  GoroutineDetails,
  GoroutineRef,
  OpenResult,
  OpenSource,
  Overview,
  PauseList,
  Progress,
  RangeDetails,
  SpanDetails,
  SpanRef,
  TraceSummary,
} from "../../src/engine/protocol.ts";
import { arrangedAtFirst } from "../../views/timeline/arranged-first.ts";
import { Style, WHOLE } from "../../src/timeline/style.ts";
import type {
  Arranged,
  GoroutineLanes,
  GroupMembers,
  Hit,
  TaskMembers,
  Tile,
  TileRequest,
  TrackOutline,
} from "../../src/timeline/types.ts";

const DURATION = 1e9;
const SPANS = 1000;
const PROCS = 4;
const SPAN_NS = DURATION / SPANS;

/**
 * An engine without a trace: one goroutine of 1000 spans of a millisecond, a pause every tenth span. `answer` decides
 * what `open` says; it may wait, so that tests can look at the page meanwhile.
 */
export class FakeEngine implements Engine {
  answer: (source: OpenSource, onProgress: (progress: Progress) => void) => Promise<OpenResult> = (source) =>
    Promise.resolve({ ok: true, summary: fakeSummary(source.kind === "file" ? source.file.name : source.name) });
  cancelled = 0;

  open(source: OpenSource, onProgress: (progress: Progress) => void): Promise<OpenResult> {
    return this.answer(source, onProgress);
  }

  cancel(): Promise<void> {
    this.cancelled++;
    return Promise.resolve();
  }

  outline(): Promise<TrackOutline> {
    const procs = Array.from({ length: PROCS }, (_, i) => ({ index: i as ProcIndex, id: String(i) }));
    return Promise.resolve({ procs, threads: [], taskTypes: [], groups: [{ index: 0, name: "main.main", count: 1 }] });
  }

  async arrange(): Promise<Arranged> {
    return arrangedAtFirst(await this.outline());
  }

  lanes(): Promise<GoroutineLanes> {
    return Promise.resolve({ goroutine: 0 as GoroutineIndex, regions: 0, frames: 0, logs: false });
  }

  taskMembers(): Promise<TaskMembers> {
    return Promise.reject(new RangeError("no tasks"));
  }

  groupOf(): Promise<number> {
    return Promise.resolve(0);
  }

  members(group: number): Promise<GroupMembers> {
    const one = (value: number): Float64Array => new Float64Array([value]);
    return Promise.resolve({
      group,
      goroutines: new Int32Array([0]),
      ids: one(1),
      name: new Int32Array(1),
      names: ["main.main"],
      created: one(0),
      ended: one(Number.NaN),
    });
  }

  groupsOf(goroutines: Int32Array): Promise<Int32Array> {
    return Promise.resolve(goroutines.map((goroutine) => (goroutine === 0 ? 0 : -1)));
  }

  tile(request: TileRequest): Promise<Tile> {
    const first = Math.max(Math.floor(request.from / SPAN_NS), 0);
    const last = Math.min(Math.ceil(request.to / SPAN_NS), SPANS);
    const count = Math.max(last - first, 0);
    const rows = count * request.tracks.length;
    const offsets = Uint32Array.from({ length: request.tracks.length + 1 }, (_, i) => i * count);
    const spans = Int32Array.from({ length: rows }, (_, i) => first + (i % count));
    return Promise.resolve({
      request,
      offsets,
      start: Float64Array.from(spans, (span) => span * SPAN_NS),
      end: Float64Array.from(spans, (span) => (span + 0.7) * SPAN_NS),
      style: Uint8Array.from(spans, (span) => Style.GroupFirst + (span % 3)),
      row: new Uint8Array(rows).fill(1),
      shape: new Uint32Array(rows).fill(WHOLE),
      ref: spans,
      label: Int32Array.from(spans, () => 0),
      labels: ["g1 main.main"],
      series: [],
      pending: [],
    });
  }

  drawable(): Promise<void> {
    return Promise.resolve();
  }

  hit(): Promise<Hit | undefined> {
    return Promise.resolve(undefined);
  }

  span(span: number): Promise<SpanDetails> {
    if (span >= SPANS) return Promise.reject(new RangeError(`span ${span} of ${SPANS}`));
    const runnable = span % 2 === 1;
    return Promise.resolve({
      ...spanRef(span),
      goroutine: GOROUTINE,
      group: 0,
      procId: "0",
      proc: 0,
      threadId: "12345",
      stack: STACK,
      waker: runnable ? { ...GOROUTINE, span: span - 1, at: 0 } : undefined,
      wakerStack: runnable ? STACK : [],
      previous: span > 0 ? spanRef(span - 1) : undefined,
      next: span + 1 < SPANS ? spanRef(span + 1) : undefined,
      work: { task: undefined, regions: [] },
    });
  }

  causes(span: number): ReturnType<Engine["causes"]> {
    const nobody = { createdBy: undefined, wokenBy: undefined, wokenAt: [], wakes: [], wakeCount: 0 };
    return Promise.resolve({ span, lifeNs: DURATION, ...nobody });
  }

  chain(): ReturnType<Engine["chain"]> {
    return Promise.resolve(undefined);
  }

  spanAlike(span: number, direction: 1 | -1): Promise<SpanRef | undefined> {
    const alike = span + 2 * direction;
    return Promise.resolve(alike >= 0 && alike < SPANS ? spanRef(alike) : undefined);
  }

  range(range: number): Promise<RangeDetails> {
    const pause = fakePauses().pauses.find((one) => one.range === range);
    if (!pause) return Promise.reject(new RangeError(`range ${range}`));
    const { name, start, ns } = pause;
    return Promise.resolve({
      range,
      name,
      start,
      end: start + ns,
      goroutine: GOROUTINE,
      procId: "0",
      stack: STACK,
      held: [],
      heldCount: 0,
    });
  }

  goroutine(goroutine: GoroutineIndex): Promise<GoroutineDetails> {
    if (goroutine !== 0) return Promise.reject(new RangeError(`goroutine ${goroutine} of 1`));
    return Promise.resolve({
      ...GOROUTINE,
      group: 0,
      created: 0,
      started: SPAN_NS,
      ended: undefined,
      parent: undefined,
      creationStack: STACK,
      spanCount: SPANS,
      firstSpan: 0,
      times: [
        { state: "running", reason: "", style: Style.Running, ns: DURATION / 2 },
        { state: "runnable", reason: "", style: Style.Runnable, ns: DURATION / 2 },
      ],
      totalNs: DURATION,
    });
  }

  task(task: number): Promise<TaskDetails> {
    if (task !== 0) return Promise.reject(new RangeError(`task ${task} of 1`));
    return Promise.resolve({
      ...{ task, id: "7", name: "checkout", parent: undefined, start: 2 * SPAN_NS, end: 5 * SPAN_NS },
      ...{ began: true, ended: true, goroutine: GOROUTINE, group: 0, startStack: STACK, times: [], goroutineNs: 0 },
      ...{ markNs: 0, stoppedNs: 0, goroutines: [], goroutineCount: 0, children: [], childCount: 0 },
      ...{ regionCount: 0, logCount: 0 },
    });
  }

  taskEvents(): Promise<TaskEventPage> {
    return Promise.resolve({ total: 0, first: 0, rows: [] });
  }

  region(region: number): Promise<RegionDetails> {
    return Promise.reject(new RangeError(`region ${region} of 0`));
  }

  /** Scopes that analyses were asked about. */
  readonly asked: ScopeRequest[] = [];

  scopeOverview(scope: ScopeRequest): ReturnType<Analyses["scopeOverview"]> {
    this.asked.push(scope);
    const nothing = { times: [], states: [], procs: [], gomaxprocs: [], facts: [] };
    return Promise.resolve({ goroutines: 0, goroutineNs: 0, parts: 1, ...nothing });
  }

  gc(scope: ScopeRequest): Promise<GcReport> {
    this.asked.push(scope);
    return Promise.resolve({ cycles: [], stops: [], duration: NO_VALUES, histogram: [] });
  }

  goroutineGroups(scope: ScopeRequest): Promise<GroupReport> {
    this.asked.push(scope);
    return Promise.resolve({ columns: [], rows: [], goroutines: 0, lifetimeNs: 0 });
  }

  goroutineRows(scope: ScopeRequest): Promise<GoroutinePage> {
    this.asked.push(scope);
    return Promise.resolve({ total: 0, columns: [], first: 0, rows: [] });
  }

  mmu(...[scope, , windows, shares]: Parameters<Analyses["mmu"]>): ReturnType<Analyses["mmu"]> {
    this.asked.push(scope);
    return Promise.resolve(windows.map((windowNs) => ({ windowNs, mmu: 1, percentiles: shares.map(() => 1) })));
  }

  worstWindows(scope: ScopeRequest): ReturnType<Analyses["worstWindows"]> {
    this.asked.push(scope);
    return Promise.resolve([]);
  }

  giveUp(): Promise<void> {
    return Promise.resolve();
  }

  scheduler(scope: ScopeRequest): Promise<SchedulerReport> {
    this.asked.push(scope);
    const counts = { starts: 0, taken: 0, moved: 0, preempted: 0, yielded: 0, blocked: 0, handOffs: 0 };
    return Promise.resolve({
      overall: NO_VALUES,
      histogram: [],
      groups: [],
      overTime: [],
      longest: [],
      procs: [],
      switches: { ...counts, stoppedOtherwise: [], syscalls: 0, syscallsBlocked: 0 },
      gomaxprocs: [],
    });
  }

  tasks(scope: ScopeRequest): Promise<TaskReport> {
    this.asked.push(scope);
    return Promise.resolve({ types: [], count: 0, histogram: [] });
  }

  taskRows(scope: ScopeRequest): Promise<TaskPage> {
    this.asked.push(scope);
    return Promise.resolve({ total: 0, first: 0, rows: [] });
  }

  regions(scope: ScopeRequest): Promise<RegionReport> {
    this.asked.push(scope);
    return Promise.resolve({ types: [], count: 0, histogram: [] });
  }

  goroutineSpread(scope: ScopeRequest): Promise<GoroutineSpread> {
    this.asked.push(scope);
    return Promise.resolve({ lifetime: { by: "lifetime", histogram: [], none: 0 }, columns: [] });
  }

  creationStacks(scope: ScopeRequest): Promise<readonly CreationRow[]> {
    this.asked.push(scope);
    return Promise.resolve([]);
  }

  goroutineAccount(): Promise<GoroutineAccounts> {
    const none = { rows: [], total: 0 };
    return Promise.resolve({
      ...{ spanCount: 0, children: none, wakings: none, woke: none, related: none },
      ...{ tasks: none, regions: none, logs: none, labels: none },
    });
  }

  goroutineSpans(): Promise<SpanPage> {
    return Promise.resolve({ total: 0, first: 0, rows: [] });
  }

  regionRows(scope: ScopeRequest): Promise<RegionPage> {
    this.asked.push(scope);
    return Promise.resolve({ total: 0, columns: [], first: 0, rows: [] });
  }

  events(scope: ScopeRequest): Promise<EventRows> {
    this.asked.push(scope);
    const nothing = { total: 0, read: 0, searched: 0, found: 0, first: 0, rows: [] };
    return Promise.resolve({ ...nothing, isComplete: true });
  }

  eventLines(): Promise<string> {
    return Promise.resolve("");
  }

  eventAt(): Promise<number> {
    return Promise.resolve(0);
  }

  pauseEvents(): Promise<void> {
    return Promise.resolve();
  }

  csv(): Promise<string> {
    return Promise.resolve("");
  }

  profile(request: ProfileRequest): Promise<ProfileReport> {
    if (request.source.kind === "trace") this.asked.push(request.source.scope);
    return Promise.resolve({
      sampleTypes: [{ type: "delay", unit: "nanoseconds" }],
      sampleIndex: 0,
      unit: "nanoseconds",
      total: 0,
      shown: 0,
      stackless: 0,
      stacks: 0,
      functions: [],
      unmatched: [],
      compared: undefined,
      trace: { count: 0, open: { count: 0, ns: 0 }, samples: 0, regions: [] },
    });
  }

  closeProfile(): Promise<void> {
    return Promise.resolve();
  }

  peek(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  pprof(): Promise<Uint8Array> {
    return Promise.resolve(new Uint8Array());
  }

  flameGraph(): Promise<never> {
    return Promise.reject(new Error("no profile"));
  }

  callGraph(): Promise<never> {
    return Promise.reject(new Error("no profile"));
  }

  profileMarks(): Promise<never> {
    return Promise.reject(new Error("no profile"));
  }

  stacks(): Promise<StackPage> {
    return Promise.resolve({ total: 0, first: 0, rows: [] });
  }

  functionLines(): Promise<readonly FunctionFile[]> {
    return Promise.resolve([]);
  }

  topText(): Promise<string> {
    return Promise.resolve("");
  }

  search(): ReturnType<Engine["search"]> {
    return Promise.resolve({ hits: [], names: {}, places: 0 });
  }

  places(title: string): ReturnType<Engine["places"]> {
    const none = new Int32Array();
    return Promise.resolve({
      title,
      total: 0,
      start: new Float64Array(),
      end: new Float64Array(),
      span: none,
      goroutine: none,
    });
  }

  pauses(): Promise<PauseList> {
    return Promise.resolve(fakePauses());
  }

  overview(): Promise<Overview> {
    return Promise.resolve({
      times: [
        { state: "running", style: Style.Running, ns: DURATION / 2 },
        { state: "runnable", style: Style.Runnable, ns: DURATION / 2 },
      ],
      goroutineNs: DURATION,
      procBusyNs: DURATION,
      procNs: PROCS * DURATION,
      longestRunnable: { ...spanRef(1), goroutine: GOROUTINE },
    });
  }
}

/** What opens a trace of that name, whatever `answer` makes of it. */
export function openingOf(name: string): Opening {
  return { source: { kind: "url", url: `http://localhost/${name}`, name } };
}

export function fakeSummary(name: string): TraceSummary {
  return {
    name,
    format: "go 1.26",
    byteLength: 25_000_000,
    inflatedLength: 25_000_000,
    durationNs: DURATION,
    eventCount: 5_012_345,
    goroutineCount: 1,
    procCount: PROCS,
    threadCount: PROCS,
    wallNs: undefined,
    damage: [],
  };
}

/** A hundred pauses, each longer than the one before, and ten cycles. */
export function fakePauses(): PauseList {
  return {
    pauses: Array.from({ length: 100 }, (_, i) => ({
      range: i,
      name: i % 2 === 0 ? "stop-the-world (GC sweep termination)" : "stop-the-world (GC mark termination)",
      start: i * 10 * SPAN_NS,
      ns: 10_000 + i * 1000,
      cycle: (i >> 1) + 1,
    })),
    cycles: Array.from({ length: 10 }, (_, i) => ({ range: 100 + i, start: i * 1e8, ns: 5e7 })),
  };
}

const NO_VALUES = { count: 0, total: 0, min: NaN, mean: NaN, p50: NaN, p90: NaN, p99: NaN, max: NaN };

const GOROUTINE: GoroutineRef = { index: 0 as GoroutineIndex, id: "1", name: "main.main" };

const STACK = [
  { function: "runtime.gopark", file: "/usr/lib/go/src/runtime/proc.go", line: 402, pc: "0x1" },
  { function: "main.worker", file: "/home/someone/project/main.go", line: 17, pc: "0x2" },
];

function spanRef(span: number): SpanRef {
  const runnable = span % 2 === 1;
  return {
    span,
    state: runnable ? "runnable" : "running",
    style: runnable ? Style.Runnable : Style.Running,
    reason: "",
    start: span * SPAN_NS,
    end: (span + 1) * SPAN_NS,
  };
}
