import type {
  ChainDetails,
  GoroutineDetails,
  OpenError,
  PauseList,
  Progress,
  RangeDetails,
  SpanCauses,
  SpanDetails,
  TraceSummary,
} from "../engine/protocol.ts";
import type { Marks } from "../engine/marks.ts";
import type { RegionDetails, TaskDetails } from "../engine/accounts/types.ts";
import type { TrackOutline } from "../timeline/types.ts";
import type { Bookmark } from "./bookmarks.ts";
import type { Page, Place } from "./place.ts";
import { NO_PROFILES, type ProfileChoices } from "./profiles.ts";
import { WIDEST, type ScopeChoice } from "./scope.ts";
import { NOTHING, type Selection } from "./selection.ts";
import { wholeTrace, type TimeWindow } from "./time-window.ts";

/** Everything the page shows, in one value that is replaced and never changed. */
export interface AppState {
  readonly phase: Phase;
  /** Where to go once a trace is open: what the URL said. */
  readonly pending: Place | undefined;
  readonly page: Page;
  /** What the timeline shows; the whole trace until it says otherwise. */
  readonly window: TimeWindow;
  readonly selection: Selection;
  /** What the analyses look at. */
  readonly scope: ScopeChoice;
  /** Who made the selected span possible, and whom it woke. */
  readonly causes: SpanCauses | undefined;
  /** The chain of wakes that is followed. */
  readonly chain: ChainDetails | undefined;
  /** What the timeline points at, and which of them the reader is at (-1: none). */
  readonly marks: Marks | undefined;
  readonly mark: number;
  /** Styles of the states that the timeline keeps bright while it dims the rest; empty: all are as they are. */
  readonly bright: ReadonlySet<number>;
  /** The reader's own notes, by time. */
  readonly bookmarks: readonly Bookmark[];
  /** How pages are set, in the words of each; see `Place.view`. */
  readonly views: Readonly<Partial<Record<Page, string>>>;
  readonly details: Details;
  readonly profiles: ProfileChoices;
  /** A fault of the page or the worker that the reader has to know of. */
  readonly fault: string | undefined;
}

/** What the page does with a file. */
export type Phase =
  | { readonly kind: "starting" }
  | { readonly kind: "empty" }
  | {
      readonly kind: "opening";
      readonly name: string;
      readonly startedMs: number;
      readonly progress: Progress | undefined;
    }
  /** `behind`: what was open before, and still is. */
  | { readonly kind: "failed"; readonly name: string; readonly error: OpenError; readonly behind?: AppState }
  | { readonly kind: "open"; readonly trace: OpenTrace }
  /** Profiles without a trace. */
  | { readonly kind: "profiles" };

export interface OpenTrace {
  readonly summary: TraceSummary;
  readonly outline: TrackOutline;
  readonly pauses: PauseList;
  readonly sample: boolean;
}

/** What is known of the selection. While the next is fetched the last one stays, so that nothing jumps. */
export type Details =
  | { readonly kind: "none" }
  | { readonly kind: "span"; readonly value: SpanDetails }
  | { readonly kind: "range"; readonly value: RangeDetails }
  | { readonly kind: "goroutine"; readonly value: GoroutineDetails }
  | { readonly kind: "task"; readonly value: TaskDetails }
  | { readonly kind: "region"; readonly value: RegionDetails }
  /** A stretch of time; what happened in it the panel asks for itself. */
  | {
      readonly kind: "window";
      readonly value: { readonly start: number; readonly end: number; readonly group: number | undefined };
    }
  | { readonly kind: "missing"; readonly selection: Selection; readonly message: string };

/** All that goes with its trace, as it is when nobody has touched it yet. */
export const UNTOUCHED = {
  selection: NOTHING,
  scope: WIDEST,
  causes: undefined,
  chain: undefined,
  marks: undefined,
  mark: -1,
  bright: new Set<number>(),
  bookmarks: [],
  views: {},
  details: { kind: "none" },
  fault: undefined,
} as const satisfies Partial<AppState>;

/** The page when it is loaded, at the place that its URL names. */
export function firstState(place: Place): AppState {
  return {
    phase: { kind: "starting" },
    pending: place,
    page: place.page,
    window: wholeTrace(0),
    profiles: NO_PROFILES,
    ...UNTOUCHED,
  };
}
