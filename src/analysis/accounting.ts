import type { GoroutineIndex, StringIndex } from "../base/indices.ts";
import { binarySearchLast } from "../base/search.ts";
import { goroutineEnd, type Trace } from "../model/trace.ts";
import { SpanState } from "../model/vocabulary.ts";
import { rangeSince, type ChargedRanges } from "./charged-ranges.ts";

/** Where a goroutine's time went, ns. The first five add up to `totalNs`; ranges overlap with them. */
export interface Accounting {
  execNs: number;
  schedWaitNs: number;
  /** By reason; "" where the reason is not known. */
  readonly blockNs: Map<string, number>;
  syscallNs: number;
  /** In syscalls, after the proc was taken. */
  syscallBlockNs: number;
  totalNs: number;
  /** By range name. */
  readonly rangeNs: Map<string, number>;
}

/**
 * The accounting of one goroutine within [from, to], ns; clipping a span to the window keeps the sum whole, so that the
 * parts of a window add up to it. Source: Go's internal/trace/summary.go, with syscalls open at the end counted once.
 */
export function accountGoroutine(
  trace: Trace,
  index: ChargedRanges,
  goroutine: GoroutineIndex,
  from: number,
  to: number,
): Accounting {
  const accounting: Accounting = {
    execNs: 0,
    schedWaitNs: 0,
    blockNs: new Map(),
    syscallNs: 0,
    syscallBlockNs: 0,
    totalNs: 0,
    rangeNs: new Map(),
  };
  const { spans, goroutines } = trace;
  const last = goroutines.spanOffsets[goroutine + 1]!;
  const first = goroutines.spanOffsets[goroutine]!;
  if (first === last) return accounting;
  const end = Math.min(to, goroutineEnd(trace, goroutine));
  const start = Math.max(from, spans.start[first]!);
  if (end <= start) return accounting;
  accounting.totalNs = end - start;
  for (
    let span = Math.max(first, binarySearchLast(spans.start, start, first, last));
    span < last && spans.start[span]! < end;
    span++
  ) {
    const spanEnd = span + 1 < last ? spans.start[span + 1]! : end;
    addSpan(trace, accounting, span, Math.min(end, spanEnd) - Math.max(start, spans.start[span]!));
  }
  addRanges(trace, accounting, index, goroutine, start, end);
  return accounting;
}

function addSpan(trace: Trace, accounting: Accounting, span: number, ns: number): void {
  switch (trace.spans.state[span] as SpanState) {
    case SpanState.Running:
      accounting.execNs += ns;
      break;
    case SpanState.Runnable:
      accounting.schedWaitNs += ns;
      break;
    case SpanState.Syscall:
      accounting.syscallNs += ns;
      break;
    case SpanState.SyscallBlocked:
      accounting.syscallBlockNs += ns;
      break;
    case SpanState.Waiting: {
      const reason = spanReason(trace, span);
      accounting.blockNs.set(reason, (accounting.blockNs.get(reason) ?? 0) + ns);
    }
  }
}

/** Why a goroutine stopped or blocked; "" if the trace does not say. */
export function spanReason(trace: Trace, span: number): string {
  return trace.symbols.strings.get(trace.spans.reasons[trace.spans.reason[span]!] as StringIndex);
}

function addRanges(
  trace: Trace,
  accounting: Accounting,
  index: ChargedRanges,
  goroutine: GoroutineIndex,
  from: number,
  to: number,
): void {
  const { ranges } = trace;
  for (let i = index.offsets[goroutine]!; i < index.offsets[goroutine + 1]!; i++) {
    const row = index.rows[i]!;
    const rangeEnd = ranges.end[row]!;
    const ns = Math.min(to, Number.isNaN(rangeEnd) ? to : rangeEnd) - Math.max(from, rangeSince(trace, ranges, row));
    if (ns <= 0) continue;
    const name = trace.symbols.strings.get(ranges.name[row] as StringIndex);
    accounting.rangeNs.set(name, (accounting.rangeNs.get(name) ?? 0) + ns);
  }
}
