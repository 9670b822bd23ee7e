import type { Fact } from "../../analysis/facts.ts";
import type { ProcRow } from "../../analysis/proc-utilization.ts";
import type { GoroutineRef, SpanRef } from "../protocol.ts";
import type { TimeColumnInfo } from "./types.ts";

/** What happened in a scope, at first sight. */
export interface ScopeOverview {
  /** Goroutines of the scope that were there in its window. */
  readonly goroutines: number;
  /** Where goroutine time went, longest first; the ranges, which overlap with the rest, come last. */
  readonly times: readonly TimeColumnInfo[];
  /** All goroutine time, ns: what the times add up to, without ranges. */
  readonly goroutineNs: number;
  /** The window in equal parts. */
  readonly parts: number;
  /** How many goroutines were in each state at once, on the mean, by part; from what runs to what waits. States
   * that do not occur are left out. */
  readonly states: readonly { readonly name: string; readonly style: number; readonly goroutines: readonly number[] }[];
  readonly procs: readonly (ProcRow & { readonly id: string })[];
  /** From when on GOMAXPROCS was what. */
  readonly gomaxprocs: readonly { readonly time: number; readonly procs: number }[];
  /** The most telling come first. */
  readonly facts: readonly FactRow[];
}

type FactOf<Kind extends Fact["kind"]> = Extract<Fact, { kind: Kind }>;
/** The goroutine and span that a fact is best seen at. */
type Seen<Row> = Omit<Row, "goroutine" | "span"> & { readonly at: SpanRef & { readonly goroutine: GoroutineRef } };

/** A fact with what is needed to lead to it. `groupIndex` is a row of the track outline's groups. */
export type FactRow =
  | FactOf<"pause">
  | FactOf<"assists">
  | (FactOf<"blocked"> & { readonly groupIndex: number })
  | Seen<FactOf<"latency">>
  | Seen<FactOf<"stuck">>
  | Seen<FactOf<"idle-while-waiting">>;
