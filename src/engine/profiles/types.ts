import type { ValueType } from "../../model/profile.ts";
import type { StackChoice } from "../../profile/contributions.ts";
import type { FlameTree } from "../../profile/flame-tree.ts";
import type { Granularity } from "../../profile/granularity.ts";
import type { SplitBy } from "../../profile/partition.ts";
import type { TraceProfileType } from "../../profile/weigh-trace.ts";
import type { ScopeRequest } from "../analyses/types.ts";
import type { Marks } from "../marks.ts";

/** Where weights come from: a profile of a scope of the open trace, or a pprof file that was opened. */
export type ProfileSource =
  | {
      readonly kind: "trace";
      readonly type: TraceProfileType;
      readonly scope: ScopeRequest;
      /** Waits that had not ended when the trace did count too, as far as they had got; `go tool trace` leaves them out. */
      readonly openAtEnd: boolean;
      /** Each part becomes a label of its samples, and a frame at their root. */
      readonly splitBy: SplitBy | undefined;
      /** Only time within user regions of this name counts, of each goroutine the outermost ones; "" or absent: all. */
      readonly region?: string;
    }
  /** `file`: the number of a `ProfileFile`. */
  | { readonly kind: "file"; readonly file: number };

/** A pprof file that is open. */
export interface ProfileFile {
  /** Names it in a `ProfileSource`. */
  readonly file: number;
  readonly name: string;
  readonly byteLength: number;
  readonly sampleTypes: readonly ValueType[];
  /** Which of them weighs where none is asked for. */
  readonly sampleIndex: number;
  readonly stacks: number;
  /** When it was taken, Unix ms; undefined if not known. */
  readonly timeMs: number | undefined;
  /** 0 if not known. */
  readonly durationNs: number;
  /** The program's file name; "" if not known. */
  readonly program: string;
  readonly comments: readonly string[];
  /** Functions have names. */
  readonly symbols: boolean;
}

/** Regular expressions on frames, pprof's meaning of each; "" for none. */
export interface ProfileFilters {
  /** Only stacks with a frame that matches. */
  readonly focus: string;
  /** No stacks with a frame that matches. */
  readonly ignore: string;
  /** Matching frames are left out. */
  readonly hide: string;
  /** All other frames are left out. */
  readonly show: string;
  /** Frames above the highest one that matches are left out, and stacks without any. */
  readonly showFrom: string;
}

export type FilterName = keyof ProfileFilters;

/** What is subtracted. */
export interface ProfileBase {
  readonly source: ProfileSource;
  /** First scales the profile so that it weighs as much as the base. */
  readonly normalize: boolean;
}

/** What is looked at: all views of profiles answer for one of these, and show the same weights for the same one. */
export interface ProfileRequest {
  readonly source: ProfileSource;
  /** Name of the sample type that weighs, "inuse_space"; "": the profile's own choice. */
  readonly sampleType: string;
  readonly filters: ProfileFilters;
  /** What a row is. "": functions; of a profile without symbols, addresses. */
  readonly granularity: Granularity | "";
  readonly base: ProfileBase | undefined;
}

/**
 * Questions about profiles. Weights are in the unit of the sample type (`ProfileReport.unit`); of a trace's profiles, ns.
 * In a comparison they are differences, what is more now being positive, and shares refer to the base. Each throws
 * a RangeError for a group, goroutine or file that there is not, and an Error with a message for the reader for
 * expressions that are none and profiles that cannot be compared.
 */
export interface Profiles {
  profile(request: ProfileRequest): Promise<ProfileReport>;
  /** Who calls a function, named as in `ProfileReport`, and what it calls; undefined: it is not in this profile. */
  peek(request: ProfileRequest, functionName: string): Promise<ProfilePeek | undefined>;
  /** Gzipped pprof of the source, unfiltered; of a scope of a trace the bytes that the command line writes. */
  pprof(source: ProfileSource): Promise<Uint8Array>;
  /** All stacks as a tree: from their roots, or `inverted`, from the functions that they end in. */
  flameGraph(request: ProfileRequest, inverted: boolean): Promise<FlameTree>;
  /** What `go tool pprof -svg` draws, laid out by Graphviz, which is loaded at the first question. */
  callGraph(request: ProfileRequest, limits: CallGraphLimits): Promise<CallGraphPicture>;
  /** Where on the timeline what some stacks weigh comes from. Of a trace's profiles alone; a base plays no part. */
  profileMarks(request: ProfileRequest, choice: StackChoice): Promise<Marks>;
  /** Stacks that weigh, heaviest first: rows from `first` on, at most `count`. */
  stacks(request: ProfileRequest, first: number, count: number): Promise<StackPage>;
  /** The lines of a function that weigh, by file; none if the profile knows of no lines. */
  functionLines(request: ProfileRequest, functionName: string): Promise<readonly FunctionFile[]>;
  /** What `go tool pprof -top` prints of it. */
  topText(request: ProfileRequest, sort: "flat" | "cum"): Promise<string>;
}

/** What of a call graph is drawn. */
export interface CallGraphLimits {
  /** At most so many nodes; 0 for all. */
  readonly nodeCount: number;
  /** Leaves out nodes, and edges, that weigh less than this share of the total. */
  readonly nodeFraction: number;
  readonly edgeFraction: number;
}

export interface CallGraphPicture {
  /** A document of its own. Whoever shows it takes no more of it than shapes and text. */
  readonly svg: string;
  /** Names of functions; the first is drawn by the node titled "N1". */
  readonly names: readonly string[];
}

export interface ProfileReport {
  readonly sampleTypes: readonly ValueType[];
  /** Which of them weighs. */
  readonly sampleIndex: number;
  readonly unit: string;
  /** What shares refer to: the weight of all samples before any filter; in a comparison that of the base. */
  readonly total: number;
  /** The weight of what the filters leave. */
  readonly shown: number;
  /** Of that, what is charged to no function: there is no stack for it. */
  readonly stackless: number;
  /** Different stacks. */
  readonly stacks: number;
  /** Heaviest flat first; of equal ones the heaviest cum. */
  readonly functions: readonly FunctionRow[];
  /** Filters that matched nothing. */
  readonly unmatched: readonly FilterName[];
  readonly compared: Compared | undefined;
  /** Of a profile of a trace. */
  readonly trace: TraceFacts | undefined;
}

/** Weights of all samples before any filter; `now` after scaling, where normalized. */
export interface Compared {
  readonly now: number;
  readonly base: number;
}

export interface TraceFacts {
  /** Waits, CPU samples, or spans, before any filter. */
  readonly count: number;
  /** Waits of the type that had not ended when the trace did, counted or not. */
  readonly open: { readonly count: number; readonly ns: number };
  /** CPU samples in the whole trace. */
  readonly samples: number;
  /** Names of the regions in the whole trace. */
  readonly regions: readonly string[];
}

export interface FunctionRow {
  /** As the granularity has it; an address, where there are no symbols. */
  readonly name: string;
  /** What ends in it, and what goes through it, each stack counted once. */
  readonly flat: number;
  readonly cum: number;
  /** The line of it that weighs most; "" and 0 if not known, or if rows are no functions. */
  readonly file: string;
  readonly line: number;
  /** How many of its lines weigh anything. */
  readonly lines: number;
}

/** A function between its callers and its callees, heaviest first. */
export interface ProfilePeek {
  readonly name: string;
  readonly flat: number;
  readonly cum: number;
  readonly callers: readonly CallRow[];
  readonly callees: readonly CallRow[];
}

export interface CallRow {
  readonly name: string;
  /** Of the stacks in which the one calls the other, each counted once. */
  readonly weight: number;
  /** All its calls were inlined. */
  readonly inline: boolean;
}

export interface StackPage {
  /** How many there are. */
  readonly total: number;
  readonly first: number;
  readonly rows: readonly StackRow[];
}

export interface StackRow {
  /** In a comparison the difference. */
  readonly weight: number;
  /** What it weighs now; where nothing is compared, the same. */
  readonly now: number;
  /** "key: value" */
  readonly labels: readonly string[];
  /** Leaf first. */
  readonly frames: readonly StackFrame[];
}

export interface StackFrame {
  /** As the granularity has it. */
  readonly name: string;
  /** "" and 0 if not known. */
  readonly file: string;
  readonly line: number;
  /** Inlined in the frame after it. */
  readonly inline: boolean;
}

/** What of a function is in one file. */
export interface FunctionFile {
  /** "" if not known. */
  readonly file: string;
  /** Where the function begins; 0 if not known. */
  readonly startLine: number;
  /** In order. */
  readonly lines: readonly LineRow[];
}

export interface LineRow {
  readonly line: number;
  readonly flat: number;
  readonly cum: number;
}
