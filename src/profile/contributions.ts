import { Growable } from "../base/growable.ts";
import { binarySearchLast } from "../base/search.ts";
import type { Steps } from "../base/steps.ts";
import type { Profile } from "../model/profile.ts";
import type { Scope } from "../model/scope.ts";
import type { Trace } from "../model/trace.ts";
import { framesOf } from "./frames.ts";
import { ROW_KEY, rowProfile } from "./from-trace.ts";
import { partition } from "./partition.ts";
import { eachCharge, weighTraceSteps, type TraceProfileType, type WeighOptions } from "./weigh-trace.ts";

/** What weighs in a profile, as stretches of time: columns by start, ns. */
export interface Contributions {
  /** How many there are, of which the columns may hold the first. */
  readonly total: number;
  readonly start: Float64Array;
  readonly end: Float64Array;
  /** Goroutine span in which it lies or that it begins with, or -1. */
  readonly span: Int32Array;
  /** -1 for none. */
  readonly goroutine: Int32Array;
}

/**
 * Which stacks: those with a function; or those that begin, or `inverted` end, with these frames, from root or leaf on;
 * `whole`: that have no others.
 */
export type StackChoice =
  | { readonly kind: "function"; readonly name: string }
  | { readonly kind: "stack"; readonly names: readonly string[]; readonly inverted: boolean; readonly whole?: boolean };

export interface ContributionOptions extends WeighOptions {
  /** At most so many rows. */
  readonly most: number;
}

/**
 * All that went into the weight of some stacks of a trace's profile: waits, stretches, CPU samples (which take no
 * time). `prepared` makes of a profile what its views show, filtered and at their granularity: names are those of its
 * frames. In steps; costs two passes over the spans of the scope.
 */
export function* contributions(
  trace: Trace,
  type: TraceProfileType,
  scope: Scope,
  choice: StackChoice,
  prepared: (profile: Profile) => Profile,
  { most, ...options }: ContributionOptions,
): Steps<Contributions> {
  const weights = yield* weighTraceSteps(trace, type, scope, options);
  const wanted = chosenRows(prepared(rowProfile(trace, type, scope, weights)), choice, weights.length);
  const stacks = trace.symbols.stacks.length + 1;
  const keys = new Set<number>();
  for (let row = 0; row < weights.length; row++) {
    if (wanted[row] === 1) keys.add(weights.part[row]! * stacks + weights.stack[row]!);
  }
  const found = new Found(trace, type !== "wall");
  const { of } = partition(trace, options.splitBy);
  yield* eachCharge(trace, type, scope, options, (goroutine, span, stack, _, until) => {
    if (keys.has(of(goroutine, span) * stacks + stack)) found.add(goroutine, span, until);
  });
  return found.finish(most);
}

/** 1 for the rows of weights whose stack, as it is shown, is one of those. */
function chosenRows(profile: Profile, choice: StackChoice, rows: number): Uint8Array {
  const wanted = new Uint8Array(rows);
  const frames = framesOf(profile);
  const { length, stackOffsets, stacks, labels } = profile.samples;
  for (let sample = 0; sample < length; sample++) {
    const names: string[] = [];
    for (const location of stacks.subarray(stackOffsets[sample], stackOffsets[sample + 1])) {
      for (let at = frames.offsets[location]!; at < frames.offsets[location + 1]!; at++) {
        names.push(frames.names[frames.rows[at]!]!);
      }
    }
    const row = labels[sample]!.find(({ key }) => key === ROW_KEY);
    if (row !== undefined && "number" in row && isChosen(names, choice)) wanted[Number(row.number)] = 1;
  }
  return wanted;
}

/** `names`: leaf first. */
function isChosen(names: readonly string[], choice: StackChoice): boolean {
  if (choice.kind === "function") return names.includes(choice.name);
  if (choice.whole === true && choice.names.length !== names.length) return false;
  const last = names.length - 1;
  return choice.names.every((name, i) => names[choice.inverted ? i : last - i] === name);
}

class Found {
  readonly #trace: Trace;
  /** Waits count from when the trace spoke of their goroutine. */
  readonly #waits: boolean;
  readonly #start = new Growable(Float64Array);
  readonly #end = new Growable(Float64Array);
  readonly #span = new Growable(Int32Array);
  readonly #goroutine = new Growable(Int32Array);

  constructor(trace: Trace, waits: boolean) {
    this.#trace = trace;
    this.#waits = waits;
  }

  /** The stretch from the beginning of a span until a time; for span -1 that time alone. */
  add(goroutine: number, span: number, until: number): void {
    const count = this.#span.length;
    // A running span comes once for each sample that was taken in it.
    if (span !== -1 && count > 0 && this.#span.get(count - 1) === span) return;
    this.#start.push(span === -1 ? until : this.#startOf(goroutine, span));
    this.#end.push(until);
    this.#span.push(span === -1 ? this.#spanAt(goroutine, until) : span);
    this.#goroutine.push(goroutine);
  }

  finish(most: number): Contributions {
    const start = this.#start.finish();
    const total = start.length;
    const latest = total > most ? start.toSorted()[most - 1]! : Infinity;
    const rows = Array.from({ length: total }, (_, row) => row)
      .filter((row) => start[row]! <= latest)
      .sort((a, b) => start[a]! - start[b]! || a - b)
      .slice(0, most);
    const pick = (column: Growable<Int32Array>): Int32Array => Int32Array.from(rows, (row) => column.get(row));
    return {
      total,
      start: Float64Array.from(rows, (row) => start[row]!),
      end: Float64Array.from(rows, (row) => this.#end.get(row)),
      span: pick(this.#span),
      goroutine: pick(this.#goroutine),
    };
  }

  /** As it is charged. */
  #startOf(goroutine: number, span: number): number {
    const { goroutines, spans } = this.#trace;
    const isFirst = this.#waits && span === goroutines.spanOffsets[goroutine];
    return isFirst ? goroutines.mentioned[goroutine]! : spans.start[span]!;
  }

  #spanAt(goroutine: number, time: number): number {
    if (goroutine < 0) return -1;
    const { goroutines, spans } = this.#trace;
    const [first, end] = [goroutines.spanOffsets[goroutine]!, goroutines.spanOffsets[goroutine + 1]!];
    return first === end ? -1 : Math.max(first, binarySearchLast(spans.start, time, first, end));
  }
}
