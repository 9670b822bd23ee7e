import type { ChainEnd } from "../../analysis/causes.ts";
import type { GoroutineIndex } from "../../base/indices.ts";
import type { TaskRef } from "../accounts/types.ts";

/** What the page says of one thing that was selected, and of the whole. All throw a RangeError for a row that there is not. */
export interface Details {
  span(span: number): Promise<SpanDetails>;
  /** Who made a span possible or ended it, and whom its goroutine woke meanwhile. */
  causes(span: number): Promise<SpanCauses>;
  /** Follows the wait that a span is about back from waker to waker; undefined: no goroutine is known to have ended it. */
  chain(span: number): Promise<ChainDetails | undefined>;
  /** The next (1) or previous (-1) span of the same goroutine in the same state, and blocked for the same reason. */
  spanAlike(span: number, direction: 1 | -1): Promise<SpanRef | undefined>;
  range(range: number): Promise<RangeDetails>;
  goroutine(goroutine: GoroutineIndex): Promise<GoroutineDetails>;
  /** Every stop-the-world pause and GC cycle, by start. */
  pauses(): Promise<PauseList>;
  /** What stands out in the whole trace; the page's first line under the top bar. */
  overview(): Promise<Overview>;
}

export interface FrameText {
  readonly function: string;
  readonly file: string;
  readonly line: number;
  readonly pc: string;
}

/** A goroutine as a link shows it. */
export interface GoroutineRef {
  readonly index: GoroutineIndex;
  readonly id: string;
  readonly name: string;
}

export interface SpanRef {
  readonly span: number;
  readonly state: string;
  readonly style: number;
  readonly reason: string;
  readonly start: number;
  readonly end: number;
}

/** What a goroutine did at a time in the program's own words: the task it worked for, and the regions it was in, the outermost first. */
export interface WorkDetails {
  readonly task: TaskRef | undefined;
  readonly regions: readonly { readonly region: number; readonly name: string }[];
}

export interface SpanDetails extends SpanRef {
  readonly goroutine: GoroutineRef;
  readonly group: number;
  readonly procId: string | undefined;
  readonly proc: number;
  readonly threadId: string | undefined;
  readonly stack: readonly FrameText[];
  /** Runnable, and Running after it: who made it so, when, and the span that one was in then. */
  readonly waker: (GoroutineRef & { readonly span: number | undefined; readonly at: number }) | undefined;
  readonly wakerStack: readonly FrameText[];
  readonly previous: SpanRef | undefined;
  readonly next: SpanRef | undefined;
  /** When it began. */
  readonly work: WorkDetails;
}

/** A goroutine at one end of a wake, in the outline's group it belongs to, and the span it was in then, or began. */
export interface WakeEnd {
  readonly goroutine: GoroutineRef;
  readonly group: number;
  readonly span: SpanRef | undefined;
}

/** One goroutine made another runnable: woke it or created it. */
export interface WakeRef {
  readonly at: number;
  readonly waker: WakeEnd;
  readonly woken: WakeEnd;
  readonly created: boolean;
}

export interface SpanCauses {
  readonly span: number;
  /** How long the goroutine was there. */
  readonly lifeNs: number;
  /** Who created the goroutine, if that is in the trace. */
  readonly createdBy: WakeRef | undefined;
  /** Of a wait what ended it; of others what made them possible. */
  readonly wokenBy: WakeRef | undefined;
  /** Where the waker was then. */
  readonly wokenAt: readonly FrameText[];
  /** The first of those that the goroutine woke or created during the span, by time; `wakeCount` is how many there are. */
  readonly wakes: readonly WakeRef[];
  readonly wakeCount: number;
}

export interface ChainDetails {
  /** The span it begins with. */
  readonly span: number;
  /** Latest first. */
  readonly wakes: readonly WakeRef[];
  readonly end: ChainEnd;
  readonly last: GoroutineRef;
}

/** A goroutine that was ready to run while the world was stopped. */
export interface HeldUpDetails {
  readonly goroutine: GoroutineRef;
  /** Runnable; it may have begun before the pause, and ended after it. */
  readonly span: SpanRef;
  /** How long it was so within the pause. */
  readonly ns: number;
  readonly work: WorkDetails;
}

export interface RangeDetails {
  readonly range: number;
  readonly name: string;
  readonly start: number;
  /** NaN: had not ended. */
  readonly end: number;
  readonly goroutine: GoroutineRef | undefined;
  readonly procId: string | undefined;
  readonly stack: readonly FrameText[];
  /** Of a pause, those first that it held up longest, and how many it held up in all. */
  readonly held: readonly HeldUpDetails[];
  readonly heldCount: number;
}

export interface GoroutineDetails extends GoroutineRef {
  readonly group: number;
  readonly created: number;
  readonly started: number | undefined;
  readonly ended: number | undefined;
  readonly parent: GoroutineRef | undefined;
  readonly creationStack: readonly FrameText[];
  readonly spanCount: number;
  readonly firstSpan: number;
  /** Time by state and reason; sums to `totalNs`. */
  readonly times: readonly {
    readonly state: string;
    readonly reason: string;
    readonly style: number;
    readonly ns: number;
  }[];
  readonly totalNs: number;
}

export interface PauseList {
  readonly pauses: readonly {
    readonly range: number;
    readonly name: string;
    readonly start: number;
    readonly ns: number;
    readonly cycle: number | undefined;
  }[];
  readonly cycles: readonly { readonly range: number; readonly start: number; readonly ns: number }[];
}

/** Where the time of the whole trace went. Pauses and cycles are in `PauseList`. */
export interface Overview {
  /**
   * Time of all goroutines together, one row per Style of a goroutine span (Running to SyscallBlocked) that occurs, in
   * the order of Style, `state` as in `GoroutineDetails.times`; sums to `goroutineNs`.
   */
  readonly times: readonly { readonly state: string; readonly style: number; readonly ns: number }[];
  readonly goroutineNs: number;
  /** Time in which a goroutine was on a proc (Running or Syscall), of the time in which procs existed (not NotExist). */
  readonly procBusyNs: number;
  readonly procNs: number;
  /** The longest wait of a runnable goroutine for a proc, if there was any. */
  readonly longestRunnable: (SpanRef & { readonly goroutine: GoroutineRef }) | undefined;
}
