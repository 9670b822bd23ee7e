import { percentile } from "../analysis/distribution.ts";
import { garbageCollection, type GarbageCollection } from "../analysis/pauses.ts";
import { byState, whereTimeWent, type WhereTimeWent } from "../analysis/where-time-went.ts";
import { countOf, formatBytes, formatCount, formatNs, formatShare, timeAt } from "../base/format.ts";
import type { GoroutineIndex, StringIndex } from "../base/indices.ts";
import { type Gap, lossOf } from "../model/damage.ts";
import { procCount, type Trace } from "../model/trace.ts";
import {
  heapGoalBytes,
  METRIC_GOMAXPROCS,
  METRIC_HEAP_GOAL,
  METRIC_HEAP_LIVE,
  SPAN_STATE_NAMES,
  SpanState,
} from "../model/vocabulary.ts";
import { plain, textTable } from "./text-table.ts";

const BAR_CELLS = 20;
const ROWS = 8;

export interface ReportedTrace {
  readonly trace: Trace;
  /** As the file came, compressed or not. */
  readonly byteLength: number;
  /** Uncompressed. */
  readonly inflatedLength: number;
}

/** The report for a person: one page that says what was traced, where time went, and what stands out. */
export function reportText({ trace, byteLength, inflatedLength }: ReportedTrace, name: string): string {
  const time = whereTimeWent(trace);
  const gc = garbageCollection(trace);
  const sections = [
    [...heading(trace, name, byteLength), ...damageLines(trace, inflatedLength)],
    stateLines(time),
    groupLines(time, trace),
    blockedLines(time),
    latencyLines(trace, time),
    gcLines(trace, gc),
    annotationLines(trace),
  ];
  return `${sections
    .filter((section) => section.length > 0)
    .map((section) => section.join("\n"))
    .join("\n\n")}\n`;
}

function heading(trace: Trace, name: string, byteLength: number): string[] {
  const alive = trace.goroutines.created.reduce((sum, created) => sum + (Number.isNaN(created) ? 0 : 1), 0);
  const gomaxprocs = trace.metrics.find((series) => series.name === METRIC_GOMAXPROCS);
  const settings = [...new Set(gomaxprocs?.value ?? [])];
  return [
    plain(name),
    ...textTable(
      [
        ["duration", formatNs(trace.durationNs)],
        [
          "format",
          `${trace.format}${writtenBy(trace.format)}, ${formatBytes(byteLength)}, ${countOf(trace.eventCount, "event")}`,
        ],
        ["started", startTime(trace)],
        ["goroutines", formatCount(alive)],
        [
          "procs",
          `${procCount(trace)}${settings.length > 0 ? ` (GOMAXPROCS ${settings.join(", ")})` : ""}, ${countOf(trace.threads.length, "thread")}`,
        ],
      ].filter(([, value]) => value !== ""),
      ["left", "left"],
    ),
  ];
}

/** Which toolchains write a format: it has changed only with some of Go's releases. */
const WRITERS: Readonly<Record<string, string>> = {
  "go 1.5": "1.5 or 1.6",
  "go 1.7": "1.7",
  "go 1.8": "1.8",
  "go 1.9": "1.9",
  "go 1.10": "1.10",
  "go 1.11": "1.11 to 1.18",
  "go 1.19": "1.19 or 1.20",
  "go 1.21": "1.21",
  "go 1.22": "1.22",
  "go 1.23": "1.23 or 1.24",
  "go 1.25": "1.25",
  "go 1.26": "1.26 or newer",
};

function writtenBy(format: string): string {
  const writers = WRITERS[format];
  return writers === undefined ? "" : ` (written by Go ${writers})`;
}

function startTime(trace: Trace): string {
  const [clock] = trace.clocks;
  return clock === undefined ? "" : new Date((clock.wallNs - clock.traceNs) / 1e6).toISOString();
}

/** Where events are missing. */
function gapText(gap: Gap | undefined): string {
  if (gap === undefined) return "";
  if (gap.to === undefined) return `; no events from ${timeAt(gap.from, 1000)} on`;
  if (gap.to === 0) return "; what came before the first event is missing";
  return `; no events from ${timeAt(gap.from, 1000)} to ${timeAt(gap.to, 1000)}`;
}

function damageLines(trace: Trace, inflatedLength: number): string[] {
  if (trace.damage.length === 0) return [];
  const lines = trace.damage.slice(0, ROWS).map((damage) => {
    const generation = damage.generation === undefined ? "" : `generation ${damage.generation}: `;
    const where = damage.byteOffset === undefined ? "" : `, at byte ${damage.byteOffset}`;
    const lost = damage.bytesLost === undefined ? "" : ` (${formatBytes(damage.bytesLost)} given up)`;
    return `  ${generation}${plain(damage.message, 300)}${where}${lost}${gapText(damage.gap)}`;
  });
  const more = trace.damage.length > ROWS ? [`  and ${trace.damage.length - ROWS} more`] : [];
  const loss = lossOf(trace.damage, inflatedLength);
  const share = `${formatBytes(loss.bytes)} of ${formatBytes(inflatedLength)}, ${formatShare(loss.bytes, inflatedLength)}`;
  const summary = loss.bytes === 0 ? "what could be read is shown" : `${share}, could not be used; the rest is shown`;
  return ["", `THE TRACE IS DAMAGED: ${summary}`, ...lines, ...more];
}

function stateLines(time: WhereTimeWent): string[] {
  const rows = byState(time.rows).slice(0, ROWS + 4);
  return [
    `Where goroutine time went (${formatNs(time.totalNs)} in all)`,
    ...textTable(
      rows.map(({ state, reason, totalNs }) => [
        stateText(state, reason),
        formatNs(totalNs),
        formatShare(totalNs, time.totalNs),
        bar(totalNs / time.totalNs),
      ]),
      ["left", "right", "right", "left"],
    ),
  ];
}

/** A wait that began before the trace, and a coroutine's, come without a reason. */
function stateText(state: string, reason: string): string {
  if (reason !== "") return `${state}: ${plain(reason)}`;
  return state === SPAN_STATE_NAMES[SpanState.Waiting] ? `${state}, reason not recorded` : state;
}

function bar(share: number): string {
  return "█".repeat(Math.round(share * BAR_CELLS)) || "▏";
}

function groupLines(time: WhereTimeWent, trace: Trace): string[] {
  const busy = new Map<string, { run: number; wait: number }>();
  for (const row of time.rows) {
    const sum = busy.get(row.group) ?? { run: 0, wait: 0 };
    if (row.state === SpanState.Running) sum.run += row.totalNs;
    if (row.state === SpanState.Runnable) sum.wait += row.totalNs;
    busy.set(row.group, sum);
  }
  const counts = groupSizes(trace);
  const rows = [...busy].filter(([, { run }]) => run > 0).toSorted((a, b) => b[1].run - a[1].run);
  if (rows.length === 0) return [];
  return [
    "Who ran",
    ...textTable(
      [
        ["", "goroutines", "running", "waited to run"],
        ...rows
          .slice(0, ROWS)
          .map(([group, { run, wait }]) => [
            groupName(group),
            group === "" ? "" : formatCount(counts.get(group) ?? 0),
            formatNs(run),
            formatNs(wait),
          ]),
      ],
      ["left", "right", "right", "right"],
    ),
  ];
}

function groupSizes(trace: Trace): Map<string, number> {
  const counts = new Map<string, number>();
  for (const index of trace.goroutines.name) {
    const name = trace.symbols.strings.get(index as StringIndex);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

function groupName(group: string): string {
  return group === "" ? "(the runtime's own)" : plain(group);
}

function blockedLines(time: WhereTimeWent): string[] {
  const blocked = time.rows.filter(
    (row) => row.group !== "" && (row.state === SpanState.Waiting || row.state === SpanState.SyscallBlocked),
  );
  if (blocked.length === 0) return [];
  const rows = blocked.toSorted((a, b) => b.totalNs - a.totalNs).slice(0, ROWS);
  return [
    "Who was blocked longest",
    ...textTable(
      [
        ["", "why", "times", "total", "longest"],
        ...rows.map((row) => [
          groupName(row.group),
          row.state === SpanState.Waiting ? plain(row.reason || "not known") : SPAN_STATE_NAMES[row.state],
          formatCount(row.spans),
          formatNs(row.totalNs),
          formatNs(row.maxNs),
        ]),
      ],
      ["left", "left", "right", "right", "right"],
    ),
  ];
}

function latencyLines(trace: Trace, time: WhereTimeWent): string[] {
  if (time.latencies.length === 0) return [];
  const [p50, p99, most] = [0.5, 0.99, 1].map((share) => formatNs(percentile(time.latencies, share)));
  return [
    `Scheduling latency (runnable to running): median ${p50}, 99 % within ${p99}, at most ${most}`,
    ...textTable(
      time.longestRunnable.map(({ goroutine, span, ns }) => [
        formatNs(ns),
        `at ${timeAt(trace.spans.start[span]!, 1000)}`,
        goroutineName(trace, goroutine),
      ]),
      ["right", "right", "left"],
    ),
  ];
}

function goroutineName(trace: Trace, goroutine: GoroutineIndex): string {
  const name = trace.symbols.strings.get(trace.goroutines.name[goroutine] as StringIndex);
  return `G${trace.symbols.goroutines.text(goroutine)}${name === "" ? "" : ` ${plain(name)}`}`;
}

function gcLines(trace: Trace, gc: GarbageCollection): string[] {
  if (gc.pauses.length === 0 && gc.markPhases.length === 0)
    return ["No garbage collection, and the world was never stopped"];
  const stopped = gc.pauses.reduce((sum, pause) => sum + pause.ns, 0);
  const worst = gc.pauses.toSorted((a, b) => b.ns - a.ns).slice(0, 5);
  return [
    `${markText(trace, gc)}${heapText(trace)}`,
    `The world was stopped ${countOf(gc.pauses.length, "time")}, ${formatNs(stopped)} in all; longest:`,
    ...textTable(
      worst.map((pause) => [formatNs(pause.ns), `at ${timeAt(pause.startNs, 1000)}`, plain(pause.reason)]),
      ["right", "right", "left"],
    ),
  ];
}

function markText(trace: Trace, gc: GarbageCollection): string {
  if (gc.markPhases.length === 0) return "No garbage collection";
  const marking = gc.markPhases.reduce((sum, phase) => sum + phase.ns, 0);
  const share = formatShare(marking, trace.durationNs);
  return `Garbage collection: ${countOf(gc.markPhases.length, "mark phase")}, ${formatNs(marking)} (${share} of the time); mark assists ${formatNs(gc.assistNs)}`;
}

function heapText(trace: Trace): string {
  const live = highest(trace, METRIC_HEAP_LIVE);
  if (live === undefined) return "";
  const goal = highest(trace, METRIC_HEAP_GOAL);
  return `; heap at most ${formatBytes(live)}${goal === undefined ? "" : `, goal at most ${formatBytes(goal)}`}`;
}

function highest(trace: Trace, metric: string): number | undefined {
  return trace.metrics
    .find((series) => series.name === metric)
    ?.value.reduce((most, value) => Math.max(most, metric === METRIC_HEAP_GOAL ? heapGoalBytes(value) : value), 0);
}

function annotationLines(trace: Trace): string[] {
  const { tasks, regions, logs, samples } = trace;
  const counts = [
    [tasks.length, "task"],
    [regions.length, "region"],
    [logs.length, "log"],
    [samples.length, "CPU sample"],
  ] as const;
  const there = counts.filter(([count]) => count > 0).map(([count, what]) => countOf(count, what));
  return there.length === 0 ? [] : [`Also in the trace: ${there.join(", ")}`];
}
