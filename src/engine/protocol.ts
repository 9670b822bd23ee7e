import type { ChainEnd } from "../analysis/causes.ts";
import type { HitRef, SearchResult } from "../analysis/search/types.ts";
import type { GoroutineIndex } from "../base/indices.ts";
import type { Damage } from "../model/damage.ts";
import type { Accounts } from "./accounts/types.ts";
import type {
  Arranged,
  Arrangement,
  GoroutineLanes,
  GroupMembers,
  GroupOrder,
  Hit,
  TaskMembers,
  Tile,
  TileRequest,
  TrackOutline,
  TrackRef,
} from "../timeline/types.ts";
import type { Analyses } from "./analyses/types.ts";
import type { Events } from "./events/types.ts";
import type { Marks } from "./marks.ts";
import type { ProfileFile, Profiles } from "./profiles/types.ts";

/** What the page sees of the worker, through comlink. One engine holds at most one trace. */
export interface Engine extends Accounts, Analyses, Events, Profiles {
  /**
   * Opens a trace, replacing the one before, or a profile, beside it and the profiles before. Progress comes at least
   * every 100 ms.
   */
  open(source: OpenSource, onProgress: (progress: Progress) => void): Promise<OpenResult>;
  /** Stops the `open` under way, which then answers with the error kind "cancelled". */
  cancel(): Promise<void>;
  outline(): Promise<TrackOutline>;
  /** The group of each of these goroutines; -1 for what is no goroutine of this trace. */
  groupsOf(goroutines: Int32Array, arrangement?: Arrangement): Promise<Int32Array>;
  /** Goroutines grouped, filtered and ordered otherwise than in the outline. */
  arrange(arrangement: Arrangement): Promise<Arranged>;
  /** Of the outline's groups, or of those of an arrangement that was asked for lately. */
  members(group: number, order: GroupOrder): Promise<GroupMembers>;
  /** What there is to show under a goroutine's track. */
  lanes(goroutine: GoroutineIndex): Promise<GoroutineLanes>;
  /** Tasks of one of the outline's types. */
  taskMembers(type: number): Promise<TaskMembers>;
  /** The group of an arrangement that a goroutine is in; -1 if its filter hides it. */
  groupOf(arrangement: Arrangement, goroutine: GoroutineIndex): Promise<number>;
  tile(request: TileRequest): Promise<Tile>;
  /** `level`: how far down the track's height, 0 to 1. */
  hit(track: TrackRef, timeNs: number, nsPerPixel: number, level?: number): Promise<Hit | undefined>;
  span(span: number): Promise<SpanDetails>;
  /** Who made a span possible or ended it, and whom its goroutine woke meanwhile. */
  causes(span: number): Promise<SpanCauses>;
  /** Follows the wait that a span is about back from waker to waker; undefined: no goroutine is known to have ended it. */
  chain(span: number): Promise<ChainDetails | undefined>;
  /** The next (1) or previous (-1) span of the same goroutine in the same state, and blocked for the same reason. */
  spanAlike(span: number, direction: 1 | -1): Promise<SpanRef | undefined>;
  range(range: number): Promise<RangeDetails>;
  goroutine(goroutine: GoroutineIndex): Promise<GoroutineDetails>;
  /** The names in the trace that contain a text, in any case of letters; * stands for anything. */
  search(text: string): Promise<SearchResult>;
  /** Where hits of a search are. `title` says what they are, in a few words. */
  places(title: string, hits: readonly HitRef[]): Promise<Marks>;
  /** Every stop-the-world pause and GC cycle, by start. */
  pauses(): Promise<PauseList>;
  /** What stands out in the whole trace; the page's first line under the top bar. */
  overview(): Promise<Overview>;
}

export type OpenSource =
  | { readonly kind: "file"; readonly file: File }
  | { readonly kind: "url"; readonly url: string; readonly name: string };

export interface Progress {
  readonly bytes: number;
  /** undefined: not known (a stream). */
  readonly totalBytes: number | undefined;
  readonly events: number;
  readonly generation: number;
  /** "reading" while bytes come in, "ordering" where a format's events have an order only when all are there, "building" for the rest. */
  readonly stage: "reading" | "ordering" | "building";
  /** How far ordering is, 0 to 1. */
  readonly orderedShare: number | undefined;
}

export type OpenResult =
  | { readonly ok: true; readonly summary: TraceSummary }
  /** No trace; `profile`: it is one, and open as such. */
  | { readonly ok: false; readonly error: OpenError; readonly profile?: ProfileFile };

/** Why nothing could be opened: facts in `message`; the page adds advice by `kind`. */
export interface OpenError {
  readonly kind:
    | "empty"
    | "not-a-trace"
    | "unsupported"
    | "damaged"
    | "damaged-profile"
    | "network"
    | "cancelled"
    | "internal";
  readonly message: string;
  /** What the bytes are instead, when recognised: "pprof profile", "HTML page", "ELF executable" … */
  readonly found?: string;
  readonly byteOffset?: number;
}

export interface TraceSummary {
  readonly name: string;
  readonly format: string;
  /** As they came, compressed or not. */
  readonly byteLength: number;
  /** Uncompressed: what the `bytesLost` of damage are a share of. */
  readonly inflatedLength: number;
  readonly durationNs: number;
  readonly eventCount: number;
  readonly goroutineCount: number;
  readonly procCount: number;
  readonly threadCount: number;
  /** Unix ns of the first event, if the trace tells. */
  readonly wallNs: number | undefined;
  readonly damage: readonly Damage[];
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

export interface RangeDetails {
  readonly range: number;
  readonly name: string;
  readonly start: number;
  /** NaN: had not ended. */
  readonly end: number;
  readonly goroutine: GoroutineRef | undefined;
  readonly procId: string | undefined;
  readonly stack: readonly FrameText[];
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
