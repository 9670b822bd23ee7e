import type { TraceProfileType } from "../../profile/weigh-trace.ts";
import type { ScopeRequest } from "../analyses/types.ts";

/** Which profile of a scope. */
export interface ProfileChoice {
  readonly type: TraceProfileType;
  /** Waits that had not ended when the trace did count too, as far as they had got; `go tool trace` leaves them out. */
  readonly openAtEnd: boolean;
}

/** Profiles of a scope, all weights in ns. Each throws a RangeError for a group or goroutine that there is not. */
export interface Profiles {
  profile(scope: ScopeRequest, choice: ProfileChoice): Promise<ProfileReport>;
  /** Who calls a function, named as in `ProfileReport`, and what it calls; undefined: it is not in this profile. */
  peek(scope: ScopeRequest, choice: ProfileChoice, functionName: string): Promise<ProfilePeek | undefined>;
  /** Gzipped pprof, the bytes that the command line writes for the same scope. */
  pprof(scope: ScopeRequest, choice: ProfileChoice): Promise<Uint8Array>;
  /** What `go tool pprof -top` prints of it. */
  topText(scope: ScopeRequest, choice: ProfileChoice, sort: "flat" | "cum"): Promise<string>;
}

export interface ProfileReport {
  readonly totalNs: number;
  /** Of that, what is charged to no function: the trace has no stack for it. */
  readonly stacklessNs: number;
  /** Waits, CPU samples, or spans. */
  readonly count: number;
  /** Different stacks. */
  readonly stacks: number;
  /** Heaviest flat first; of equal ones the heaviest cum. */
  readonly functions: readonly FunctionRow[];
  /** Waits of the type that had not ended when the trace did, counted or not. */
  readonly open: { readonly count: number; readonly ns: number };
  /** CPU samples in the whole trace. */
  readonly traceSamples: number;
}

export interface FunctionRow {
  /** An address, where the trace has no symbols. */
  readonly name: string;
  /** What ends in it, and what goes through it, each stack counted once. */
  readonly flat: number;
  readonly cum: number;
  /** The line of it that weighs most; "" and 0 if not known. */
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
  readonly ns: number;
  /** All its calls were inlined. */
  readonly inline: boolean;
}
