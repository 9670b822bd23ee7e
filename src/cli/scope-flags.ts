import { type Command, InvalidArgumentError } from "commander";

import type { StringIndex } from "../base/indices.ts";
import { wholeTrace, type Scope } from "../model/scope.ts";
import type { Trace } from "../model/trace.ts";
import { regionWindows, type WindowsOf } from "../profile/windows.ts";
import { parseDuration } from "./duration.ts";
import { oneLine, ReadError } from "./errors.ts";

/** Options that narrow an analysis to a part of its trace. */
export interface ScopeFlags {
  readonly from?: number;
  readonly to?: number;
  readonly goroutine?: readonly string[];
  readonly name?: string;
  readonly region?: string;
}

/** A part of a trace. */
export interface AskedScope {
  readonly scope: Scope;
  /** Where a region was asked for: what counts of each goroutine's time. */
  readonly windows?: WindowsOf;
}

export function addScopeFlags(command: Command): Command {
  return command
    .option("--from <time>", "from this time on, since the first event: ns, or 1.5ms, 2s", parseDuration)
    .option("--to <time>", "up to this time", parseDuration)
    .option("--goroutine <ids>", "only these goroutines, as in 18 or 18,19", parseIds)
    .option("--name <function>", "only goroutines that started in this function")
    .option("--region <name>", "only time within user regions of this name");
}

/** Throws `ReadError` where the trace holds nothing of the kind. */
export function askedScope(trace: Trace, flags: ScopeFlags): AskedScope {
  const { from, to } = { ...wholeTrace(trace), ...flags };
  if (from >= to || from > trace.durationNs) {
    throw new ReadError(`no time lies between ${from} ns and ${to} ns: the trace is ${trace.durationNs} ns long`);
  }
  const window = { from, to: Math.min(to, trace.durationNs) };
  const goroutines = askedGoroutines(trace, flags);
  const scope = goroutines === undefined ? window : { ...window, goroutines };
  return flags.region === undefined ? { scope } : { scope, windows: askedRegions(trace, scope, flags.region) };
}

/** Which part of a trace was asked for, in words. */
export function scopeComments(flags: ScopeFlags, scope: Scope): readonly string[] {
  const comments: string[] = [];
  if (flags.from !== undefined || flags.to !== undefined) comments.push(`Window: ${scope.from} ns to ${scope.to} ns`);
  if (flags.goroutine !== undefined) comments.push(`Goroutines: ${flags.goroutine.join(", ")}`);
  if (flags.name !== undefined) comments.push(`Goroutines started in: ${oneLine(flags.name)}`);
  if (flags.region !== undefined) comments.push(`Regions: ${oneLine(flags.region)}`);
  return comments;
}

function askedGoroutines(trace: Trace, { goroutine, name }: ScopeFlags): ReadonlySet<number> | undefined {
  if (goroutine === undefined && name === undefined) return undefined;
  const ids = goroutine === undefined ? undefined : new Set(goroutine);
  const rows = new Set<number>();
  for (let row = 0; row < trace.goroutines.length; row++) {
    const started = trace.symbols.strings.get(trace.goroutines.name[row] as StringIndex);
    if (name !== undefined && started !== name) continue;
    if (ids === undefined || ids.has(trace.symbols.goroutines.text(row))) rows.add(row);
  }
  if (rows.size > 0) return rows;
  const wanted = [goroutine?.join(", "), name === undefined ? undefined : `started in ${oneLine(name)}`];
  throw new ReadError(`the trace holds no goroutine ${wanted.filter((part) => part !== undefined).join(" ")}`);
}

/** The time within user regions of a name. Throws `ReadError` where the trace holds none. */
export function askedRegions(trace: Trace, scope: Scope, name: string): WindowsOf {
  const windows = regionWindows(trace, scope, name);
  const { regions, symbols } = trace;
  for (let row = 0; row < regions.length; row++) {
    if (regions.inherited[row] === 0 && symbols.strings.get(regions.name[row] as StringIndex) === name) return windows;
  }
  throw new ReadError(`the trace holds no region ${oneLine(name)}`);
}

function parseIds(text: string): readonly string[] {
  if (!/^-?\d+(,-?\d+)*$/.test(text))
    throw new InvalidArgumentError("Expected a goroutine's number, or several with commas.");
  return text.split(",");
}
