import { accountGoroutine, type Accounting } from "../analysis/accounting.ts";
import { chargedRanges, type ChargedRanges } from "../analysis/charged-ranges.ts";
import type { GoroutineIndex, StringIndex } from "../base/indices.ts";
import { lossOf } from "../model/damage.ts";
import { goroutineEnd, type Trace } from "../model/trace.ts";
import { KIND_NAMES, RANGE_GC_MARK, RANGE_STW_PREFIX, type EventKind } from "../model/vocabulary.ts";
import { profileRows } from "../profile/from-trace.ts";

/**
 * The report for programs, as pieces of one JSON document: no piece is larger than a goroutine or a table of pauses, so
 * that a trace of a million goroutines needs no document in memory. Times are ns since the first event.
 */
export function* reportJson(trace: Trace, extra: Readonly<Record<string, unknown>> = {}): Generator<string> {
  const head = {
    format: trace.format,
    duration_ns: trace.durationNs,
    events: trace.eventCount,
    ...damageFields(trace),
    kinds: kindCounts(trace),
    metrics: metricSummaries(trace),
    ...rangeSummaries(trace),
    regions: trace.regions.length,
    tasks: taskRows(trace),
    profiles: profileRows(trace),
    ...extra,
  };
  yield JSON.stringify(head).slice(0, -1);
  yield ',"goroutines":[';
  let separator = "\n";
  const index = chargedRanges(trace);
  for (const goroutine of lastLives(trace)) {
    yield `${separator}${JSON.stringify(goroutineRow(trace, index, goroutine))}`;
    separator = ",\n";
  }
  yield "\n]}\n";
}

function damageFields(trace: Trace): object {
  const [first] = trace.damage;
  if (first === undefined) return {};
  const where = [
    first.generation === undefined ? "" : ` in generation ${first.generation}`,
    first.byteOffset === undefined ? "" : ` at byte ${first.byteOffset}`,
  ];
  return { partial_error: `${first.message}${where.join("")}`, damage: trace.damage };
}

/** How long the file is, uncompressed, and how much of it a damaged one's tables lack. */
export function lengthFields(trace: Trace, inflatedLength: number): Readonly<Record<string, unknown>> {
  const loss = lossOf(trace.damage, inflatedLength);
  const fields = { bytes: inflatedLength };
  return trace.damage.length === 0 ? fields : { ...fields, lost_bytes: loss.bytes, lost_share: loss.share };
}

function kindCounts(trace: Trace): Record<string, number> {
  const counts = KIND_NAMES.map((name, kind) => [name, trace.kindCounts[kind as EventKind]] as const);
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

function metricSummaries(trace: Trace): Record<string, object> {
  return Object.fromEntries(
    trace.metrics.map(({ name, value }) => {
      let min = Number.POSITIVE_INFINITY;
      let max = Number.NEGATIVE_INFINITY;
      for (const v of value) {
        min = Math.min(min, v);
        max = Math.max(max, v);
      }
      return [name, { count: value.length, first: value[0], last: value.at(-1), min, max }];
    }),
  );
}

interface RangeSummary {
  count: number;
  total_ns: number;
  max_ns: number;
}

function rangeSummaries(trace: Trace): object {
  const { ranges } = trace;
  const summaries: Record<string, RangeSummary> = {};
  const stw: object[] = [];
  const mark: object[] = [];
  for (let row = 0; row < ranges.length; row++) {
    if (Number.isNaN(ranges.end[row]!)) continue;
    const name = text(trace, ranges.name[row]!);
    const ns = ranges.end[row]! - ranges.start[row]!;
    const summary = (summaries[name] ??= { count: 0, total_ns: 0, max_ns: 0 });
    summary.count++;
    summary.total_ns += ns;
    summary.max_ns = Math.max(summary.max_ns, ns);
    const interval = { name, start_ns: ranges.start[row], ns };
    if (name.startsWith(RANGE_STW_PREFIX)) stw.push(interval);
    else if (name === RANGE_GC_MARK) mark.push(interval);
  }
  return { ranges: summaries, stw, gc_mark: mark };
}

function taskRows(trace: Trace): object[] {
  const { tasks, symbols } = trace;
  return Array.from({ length: tasks.length }, (_, task) => ({
    id: symbols.tasks.number(task),
    name: text(trace, tasks.name[task]!),
    ...(tasks.parent[task]! < 0 ? {} : { parent: symbols.tasks.number(tasks.parent[task]!) }),
    ...time("start_ns", tasks.start[task]!),
    ...time("end_ns", tasks.end[task]!),
    complete: !Number.isNaN(tasks.start[task]!) && !Number.isNaN(tasks.end[task]!),
    logs: tasks.logCount[task],
    regions: tasks.regionCount[task],
    goroutines: tasks.goroutineCount[task],
    children: tasks.childCount[task],
  }));
}

/** Goroutines by first appearance; of those whose id came to life more than once, the last life. */
function lastLives(trace: Trace): GoroutineIndex[] {
  const { goroutines, symbols } = trace;
  const lives = new Map<string, GoroutineIndex>();
  for (let g = 0; g < goroutines.length; g++) {
    if (!Number.isNaN(goroutines.created[g]!)) lives.set(symbols.goroutines.text(g), g as GoroutineIndex);
  }
  return [...lives.values()];
}

function goroutineRow(trace: Trace, index: ChargedRanges, goroutine: GoroutineIndex): object {
  const { goroutines, regions, symbols } = trace;
  const regionRows: object[] = [];
  for (let region = regions.offsets[goroutine]!; region < regions.offsets[goroutine + 1]!; region++)
    regionRows.push(regionRow(trace, index, region));
  return {
    id: symbols.goroutines.number(goroutine),
    name: text(trace, goroutines.name[goroutine]!),
    created_ns: goroutines.created[goroutine],
    started_ns: orNull(goroutines.started[goroutine]!),
    ended_ns: orNull(goroutines.ended[goroutine]!),
    ...accountingFields(accountGoroutine(trace, index, goroutine, 0, trace.durationNs)),
    ...(regionRows.length > 0 ? { regions: regionRows } : {}),
  };
}

function regionRow(trace: Trace, index: ChargedRanges, region: number): object {
  const { regions, symbols } = trace;
  const goroutine = regions.goroutine[region] as GoroutineIndex;
  const start = regions.start[region]!;
  const end = regions.end[region]!;
  const task = regions.task[region]!;
  const accounting = accountGoroutine(
    trace,
    index,
    goroutine,
    Number.isNaN(start) ? 0 : start,
    Number.isNaN(end) ? goroutineEnd(trace, goroutine) : end,
  );
  return {
    name: text(trace, regions.name[region]!),
    task: task < 0 ? -1 : symbols.tasks.number(task),
    ...time("start_ns", start),
    ...time("end_ns", end),
    ...accountingFields(accounting),
  };
}

function accountingFields(accounting: Accounting): object {
  return {
    exec_ns: accounting.execNs,
    sched_wait_ns: accounting.schedWaitNs,
    block_ns: namedTimes(accounting.blockNs),
    syscall_ns: accounting.syscallNs,
    syscall_block_ns: accounting.syscallBlockNs,
    total_ns: accounting.totalNs,
    range_ns: namedTimes(accounting.rangeNs),
  };
}

function namedTimes(times: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries(Array.from(times, ([name, ns]) => [name.toWellFormed(), ns]));
}

/** JSON holds no lone surrogates: a byte that was not UTF-8 becomes U+FFFD, as Go writes it. */
function text(trace: Trace, index: number): string {
  return trace.symbols.strings.get(index as StringIndex).toWellFormed();
}

function time(name: string, ns: number): object {
  return Number.isNaN(ns) ? {} : { [name]: ns };
}

function orNull(ns: number): number | null {
  return Number.isNaN(ns) ? null : ns;
}
