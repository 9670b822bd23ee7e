import type { GoroutineIndex, SpanIndex, StringIndex } from "../base/indices.ts";
import type { Steps } from "../base/steps.ts";
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
import { flattenSteps, GappedLane, type Stretch } from "./gapped-lane.ts";
import { entryAt, NOTHING, type Lane, type Pieces } from "./lane.ts";
import { Style } from "./style.ts";
import { blockedSyscalls } from "./syscalls.ts";

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

const RANGES_PER_STEP = 4096;

/**
 * By proc what happened on it beside what ran: sweeping, assists and stops of the world while the goroutine they are bound
 * to was on the proc, and the proc being taken from a syscall. O(ranges + spans).
 */
export function* procEvents(trace: Trace): Steps<readonly GappedLane[]> {
  const lists = Array.from({ length: trace.procs.length }, (): Stretch[] => []);
  yield* addRanges(trace, lists);
  yield* addThefts(trace, lists);
  const lanes: GappedLane[] = [];
  for (const list of lists) {
    lanes.push(new GappedLane(yield* flattenSteps(list), MEANWHILE_PALETTE, trace.durationNs));
  }
  return lanes;
}

function* addRanges(trace: Trace, lists: readonly Stretch[][]): Steps<void> {
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
    if (ref % RANGES_PER_STEP === 0) yield;
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

/** Where a goroutine goes on without the proc that it began a syscall with. */
function* addThefts(trace: Trace, lists: readonly Stretch[][]): Steps<void> {
  const { state, start, proc } = trace.spans;
  for (const span of yield* blockedSyscalls(trace)) {
    const isStolen =
      state[span - 1] === SpanState.Syscall &&
      span > trace.goroutines.spanOffsets[spanOwner(trace, span as SpanIndex)]!;
    if (!isStolen) continue;
    const at = start[span]!;
    lists[proc[span - 1]!]?.push({
      start: at,
      end: at + STOLEN_NS,
      style: Style.SyscallBlocked,
      ref: STOLEN_REF - span,
    });
  }
}

/** Whether a thread held a proc or it was idle, over time: an entry per state of the proc. */
export class ProcStateLane implements Lane {
  readonly length: number;
  readonly pieces: number;
  readonly palette = STATE_PALETTE;
  readonly important: readonly number[] = [];
  readonly background = NOTHING;
  readonly #trace: Trace;
  readonly #first: number;

  constructor(trace: Trace, proc: number) {
    this.#trace = trace;
    this.#first = trace.procs.stateOffsets[proc]!;
    this.length = trace.procs.stateOffsets[proc + 1]! - this.#first;
    this.pieces = this.length;
  }

  start(entry: number): number {
    return entry < this.length ? this.#trace.procs.stateStart[this.#first + entry]! : this.#trace.durationNs;
  }

  style(entry: number): number {
    const state = this.#trace.procs.state[this.#first + entry]!;
    if (state === ProcState.Running) return Style.ProcHeld;
    return state === ProcState.Idle ? Style.ProcIdle : NOTHING;
  }

  /** The thread that held the proc, or -1. */
  ref(entry: number): number {
    return this.#trace.procs.stateThread[this.#first + entry]!;
  }

  feed(from: number, to: number, pieces: Pieces): void {
    for (let entry = entryAt(this, from); entry < this.length && this.start(entry) < to; entry++) {
      const style = this.style(entry);
      const begin = Math.max(from, this.start(entry));
      const end = Math.min(to, this.start(entry + 1));
      if (style !== NOTHING && end > begin) pieces.piece(begin, end, style, entry);
    }
  }
}
