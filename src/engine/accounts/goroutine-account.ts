import { goroutineAccount } from "../../analysis/goroutine-account.ts";
import { regionName } from "../../analysis/regions.ts";
import type { TimeIndex } from "../../analysis/time-columns.ts";
import type { GoroutineIndex, SpanIndex, StringIndex } from "../../base/indices.ts";
import type { Scope } from "../../model/scope.ts";
import type { Timeline } from "../../timeline/timeline.ts";
import { framesOf, goroutineRef, spanRef } from "../details/refs.ts";
import { lastingOf, LISTED, taskOrNone } from "./refs.ts";
import type { GoroutineAccounts, Listed, SpanPage } from "./types.ts";

/** Whom a goroutine had to do with, and what it did for the program's tasks. Costs a pass over all spans. */
export function describeAccount(
  timeline: Timeline,
  times: TimeIndex,
  goroutine: GoroutineIndex,
  window: Scope,
): GoroutineAccounts {
  const { trace } = timeline;
  const { regions, tasks, labels, logs, goroutines } = trace;
  const account = goroutineAccount(trace, times, goroutine, window);
  const text = (row: number): string => trace.symbols.strings.get(row as StringIndex);
  const ref = (row: number): ReturnType<typeof goroutineRef> => goroutineRef(trace, row as GoroutineIndex);
  return {
    spanCount: account.lastSpan - account.firstSpan,
    children: listed(account.children, (row) => ({ ...ref(row), created: goroutines.created[row]! })),
    wakings: listed(account.wakings, ({ goroutine: waker, stack, count }) => ({
      goroutine: waker < 0 ? undefined : ref(waker),
      stack: framesOf(trace, stack),
      count,
    })),
    woke: listed(account.woke, ({ goroutine: other, count }) => ({ goroutine: ref(other), count })),
    related: listed(
      account.related.filter((row) => row !== goroutine),
      ref,
    ),
    tasks: listed(
      account.tasks.flatMap((row) => taskOrNone(trace, row) ?? []),
      (task) => ({ ...task, ...lastingOf(trace, tasks.start[task.task]!, tasks.end[task.task]!) }),
    ),
    regions: listed(
      account.regions.filter((region) => regions.inherited[region] === 0),
      (region) => ({
        region,
        name: regionName(trace, region),
        ...lastingOf(trace, regions.start[region]!, regions.end[region]!),
      }),
    ),
    logs: listed(account.logs, (log) => ({
      time: logs.time[log]!,
      category: text(logs.category[log]!),
      text: text(logs.message[log]!),
    })),
    labels: listed(account.labels, (label) => ({
      time: labels.time[label]!,
      category: "",
      text: text(labels.label[label]!),
    })),
  };
}

function listed<Row, Told>(rows: readonly Row[], tell: (row: Row) => Told): Listed<Told> {
  return { total: rows.length, rows: rows.slice(0, LISTED).map(tell) };
}

/** Spans of a goroutine that reach into a window, some of them. */
export function spanPage(
  timeline: Timeline,
  goroutine: GoroutineIndex,
  { firstSpan, lastSpan }: { readonly firstSpan: number; readonly lastSpan: number },
  first: number,
  count: number,
): SpanPage {
  const from = Math.min(firstSpan + first, lastSpan);
  const length = Math.max(Math.min(count, lastSpan - from), 0);
  return {
    total: lastSpan - firstSpan,
    first,
    rows: Array.from({ length }, (_, i) => spanRef(timeline, goroutine, (from + i) as SpanIndex)),
  };
}
