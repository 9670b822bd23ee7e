import type { GoroutineIndex, SpanIndex, StringIndex } from "../base/indices.ts";
import { spanEnd, spanOwner, type Trace } from "../model/trace.ts";
import {
  ProcState,
  RANGE_ASSIST,
  RANGE_STW_PREFIX,
  RANGE_SWEEP,
  ResourceKind,
  SpanState,
} from "../model/vocabulary.ts";
import { rangeEnd } from "./gc-index.ts";
import { flatten, GappedLane, type Stretch, type Stretches } from "./gapped-lane.ts";
import { NOTHING } from "./lane.ts";
import { Style } from "./style.ts";

/** What the collector does on a proc, by the names of ranges. */
const MEANWHILE: readonly (readonly [string, Style])[] = [
  [RANGE_SWEEP, Style.GCSweep],
  [RANGE_ASSIST, Style.GCAssist],
  [RANGE_STW_PREFIX, Style.StopTheWorld],
];

const MEANWHILE_PALETTE = [Style.SyscallBlocked, Style.StopTheWorld, Style.GCAssist, Style.GCSweep];
const STATE_PALETTE = [Style.ProcIdle, Style.ProcHeld];

/** A proc that was taken from a syscall: its `ref` is this less the goroutine's span that goes on without it. */
export const STOLEN_REF = -2;

/** How long the mark of a proc that was taken is, ns: it has no length of its own, and is drawn a pixel wide at least. */
const STOLEN_NS = 1;

/**
 * By proc what happened on it beside what ran: sweeping, assists and stops of the world while the goroutine they are bound
 * to was on the proc, and the proc being taken from a syscall. O(ranges + syscalls + spans of goroutines that assist).
 */
export function procEvents(trace: Trace): readonly GappedLane[] {
  const lists = Array.from({ length: trace.procs.length }, (): Stretch[] => []);
  addRanges(trace, lists);
  addThefts(trace, lists);
  return lists.map((list) => new GappedLane(flatten(list), MEANWHILE_PALETTE, trace.durationNs));
}

function addRanges(trace: Trace, lists: readonly Stretch[][]): void {
  const { ranges, symbols } = trace;
  const styles = new Map<number, Style | undefined>();
  const styleOf = (name: number): Style | undefined => {
    if (!styles.has(name)) {
      const text = symbols.strings.get(name as StringIndex);
      styles.set(name, MEANWHILE.find(([prefix]) => text.startsWith(prefix))?.[1]);
    }
    return styles.get(name);
  };
  for (let ref = 0; ref < ranges.length; ref++) {
    const style = styleOf(ranges.name[ref]!);
    if (style === undefined) continue;
    const start = ranges.start[ref]!;
    const end = rangeEnd(trace, ref);
    if (ranges.scope[ref] === ResourceKind.Proc) lists[ranges.subject[ref]!]?.push({ start, end, style, ref });
    else addOnProcs(trace, lists, ranges.charged[ref]!, { start, end, style, ref }, ranges.proc[ref]!);
  }
}

/** A range of a goroutine is on the procs that the goroutine is on; one of nobody on that where it began. */
function addOnProcs(trace: Trace, lists: readonly Stretch[][], goroutine: number, range: Stretch, proc: number): void {
  const { start: starts, state, proc: procs } = trace.spans;
  if (goroutine === -1) {
    lists[proc]?.push(range);
    return;
  }
  const last = trace.goroutines.spanOffsets[goroutine + 1]!;
  for (let span = spanAt(trace, goroutine, range.start); span < last && starts[span]! < range.end; span++) {
    if (state[span] !== SpanState.Running) continue;
    const end = Math.min(range.end, spanEnd(trace, goroutine as GoroutineIndex, span as SpanIndex));
    lists[procs[span]!]?.push({ ...range, start: Math.max(range.start, starts[span]!), end });
  }
}

/** The span of a goroutine at a time, or its first. */
function spanAt(trace: Trace, goroutine: number, time: number): number {
  const { start } = trace.spans;
  let low = trace.goroutines.spanOffsets[goroutine]!;
  let high = trace.goroutines.spanOffsets[goroutine + 1]!;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (start[middle]! <= time) low = middle;
    else high = middle;
  }
  return low;
}

function addThefts(trace: Trace, lists: readonly Stretch[][]): void {
  const { runOffsets, run, length } = trace.procs;
  const { state, start } = trace.spans;
  for (let proc = 0; proc < length; proc++) {
    for (let row = runOffsets[proc]!; row < runOffsets[proc + 1]!; row++) {
      const span = run[row]! as SpanIndex;
      const next = span + 1;
      if (state[span] !== SpanState.Syscall || next >= trace.goroutines.spanOffsets[spanOwner(trace, span) + 1]!)
        continue;
      if (state[next] !== SpanState.SyscallBlocked) continue;
      const at = start[next]!;
      lists[proc]!.push({ start: at, end: at + STOLEN_NS, style: Style.SyscallBlocked, ref: STOLEN_REF - next });
    }
  }
}

/** Whether a thread held a proc or it was idle: the states of the proc, those that are none left out. */
export function procStates(trace: Trace, proc: number): GappedLane {
  const { stateOffsets, stateStart, state } = trace.procs;
  const first = stateOffsets[proc]!;
  const end = stateOffsets[proc + 1]!;
  const styleOf = (row: number): number =>
    state[row] === ProcState.Running ? Style.ProcHeld : state[row] === ProcState.Idle ? Style.ProcIdle : NOTHING;
  const rows = Array.from({ length: end - first }, (_, i) => first + i).filter((row) => styleOf(row) !== NOTHING);
  const stretches: Stretches = {
    start: Float64Array.from(rows, (row) => stateStart[row]!),
    end: Float64Array.from(rows, (row) => (row + 1 < end ? stateStart[row + 1]! : trace.durationNs)),
    style: Uint8Array.from(rows, styleOf),
    ref: new Int32Array(rows.length).fill(-1),
  };
  return new GappedLane(stretches, STATE_PALETTE, trace.durationNs);
}
