import { EMPTY_STRING, NO_STACK, type FrameIndex, type StackIndex } from "../base/indices.ts";
import { inOneGo, type Steps } from "../base/steps.ts";
import {
  type Profile,
  type ProfileFunction,
  type ProfileLocation,
  type ProfileMapping,
  type ValueType,
} from "../model/profile.ts";
import { ProfileSamplesBuilder } from "../model/profile-samples.ts";
import { wholeTrace, type Scope } from "../model/scope.ts";
import type { Trace } from "../model/trace.ts";
import type { Part } from "./partition.ts";
import {
  SAMPLE_PERIOD_NS,
  weighTrace,
  weighTraceSteps,
  type StackWeights,
  type TraceProfileType,
  type WeighOptions,
} from "./weigh-trace.ts";

/** Frames deeper than this are left off, as `go tool trace` does. */
const MAX_FRAMES = 128;

interface Meaning {
  readonly sampleTypes: readonly [ValueType, ValueType];
  readonly periodType: ValueType;
  readonly period: number;
}

/** What go tool trace writes for waits, and runtime/pprof for CPU. */
const WAITS: Meaning = {
  sampleTypes: [
    { type: "contentions", unit: "count" },
    { type: "delay", unit: "nanoseconds" },
  ],
  periodType: { type: "trace", unit: "count" },
  period: 1,
};

const CPU: Meaning = {
  sampleTypes: [
    { type: "samples", unit: "count" },
    { type: "cpu", unit: "nanoseconds" },
  ],
  periodType: { type: "cpu", unit: "nanoseconds" },
  period: SAMPLE_PERIOD_NS,
};

const UNKNOWN_BINARY: ProfileMapping = {
  start: 0n,
  limit: 0n,
  offset: 0n,
  file: "",
  buildId: "",
  hasFunctions: false,
  hasFiles: false,
  hasLines: false,
  hasInlines: false,
};
const SYMBOLIZED = { hasFunctions: true, hasFiles: true, hasLines: true };

const WALL: Meaning = {
  sampleTypes: [
    { type: "spans", unit: "count" },
    { type: "wall", unit: "nanoseconds" },
  ],
  periodType: { type: "wall", unit: "nanoseconds" },
  period: 1,
};

const MEANINGS: Readonly<Record<TraceProfileType, Meaning>> = {
  net: WAITS,
  sync: WAITS,
  syscall: WAITS,
  sched: WAITS,
  cpu: CPU,
  wall: WALL,
};

/** Label of a sample's row of weights. */
export const ROW_KEY = "row";

/** A profile of part of a trace; `comments` say which, for whoever meets the file alone. */
export function traceProfile(
  trace: Trace,
  type: TraceProfileType,
  scope: Scope,
  comments: readonly string[] = [],
  options: WeighOptions = {},
): Profile {
  return inOneGo(traceProfileSteps(trace, type, scope, comments, options));
}

/** The same in steps. */
export function* traceProfileSteps(
  trace: Trace,
  type: TraceProfileType,
  scope: Scope,
  comments: readonly string[],
  options: WeighOptions,
): Steps<Profile> {
  const weights = yield* weighTraceSteps(trace, type, scope, options);
  yield;
  return { ...profileOf(trace, type, scope, groupByFrames(trace, weights)), comments };
}

/** The same, with a sample for each row of weights, told by its label `ROW_KEY`: stacks that look alike are not one. */
export function rowProfile(trace: Trace, type: TraceProfileType, scope: Scope, weights: StackWeights): Profile {
  const rows = Array.from({ length: weights.length }, (_, row): WeighedFrames => {
    const { name } = weights.parts[weights.part[row]!]!;
    const labels = [{ key: ROW_KEY, number: BigInt(row), unit: "" }];
    return {
      part: { name, labels },
      frames: framesOf(trace, weights.stack[row]! as StackIndex),
      count: weights.count[row]!,
      ns: weights.ns[row]!,
      last: weights.last[row]!,
    };
  });
  return profileOf(trace, type, scope, rows);
}

function profileOf(trace: Trace, type: TraceProfileType, scope: Scope, weights: readonly WeighedFrames[]): Profile {
  const clock = trace.clocks[0];
  return {
    ...MEANINGS[type],
    ...stackTables(trace, weights),
    defaultSampleType: "",
    // Nothing is known of the binary; but that its symbols are all there keeps pprof from looking for it.
    mappings: [hasSymbols(trace) ? { ...UNKNOWN_BINARY, ...SYMBOLIZED } : UNKNOWN_BINARY],
    comments: [],
    docUrl: "",
    dropFrames: "",
    keepFrames: "",
    timeNanos: clock === undefined ? 0n : BigInt(Math.round(clock.wallNs - clock.traceNs + scope.from)),
    durationNanos: Math.round(scope.to - scope.from),
  };
}

/** A row of a blocking profile in the JSON report: frames leaf first, each as "function file:line". */
export interface ProfileRow {
  readonly stack: readonly string[];
  readonly count: number;
  readonly ns: number;
}

/** The four blocking profiles of the whole trace, heaviest row first. */
export function profileRows(
  trace: Trace,
): Readonly<Record<"net" | "sync" | "syscall" | "sched", readonly ProfileRow[]>> {
  const scope = wholeTrace(trace);
  const rows = (type: TraceProfileType): readonly ProfileRow[] =>
    groupByFrames(trace, weighTrace(trace, type, scope))
      .map(({ frames, count, ns }) => ({ stack: frames.map((frame) => frameText(trace, frame)), count, ns }))
      .sort((a, b) => b.ns - a.ns || b.count - a.count);
  return { net: rows("net"), sync: rows("sync"), syscall: rows("syscall"), sched: rows("sched") };
}

interface WeighedFrames {
  readonly part: Part;
  frames: readonly FrameIndex[];
  count: number;
  ns: number;
  last: number;
}

/** Stacks of the same program counters are one, as `go tool trace` has it; the one charged last says what its frames are. */
function groupByFrames(trace: Trace, weights: StackWeights): readonly WeighedFrames[] {
  const byCounters = new Map<string, WeighedFrames>();
  for (let row = 0; row < weights.length; row++) {
    const frames = framesOf(trace, weights.stack[row]! as StackIndex);
    const [count, ns, last] = [weights.count[row]!, weights.ns[row]!, weights.last[row]!];
    const key = `${weights.part[row]!} ${programCounters(trace, frames)}`;
    const group = byCounters.get(key);
    if (group === undefined) {
      byCounters.set(key, { part: weights.parts[weights.part[row]!]!, frames, count, ns, last });
      continue;
    }
    group.count += count;
    group.ns += ns;
    if (last > group.last) {
      group.frames = frames;
      group.last = last;
    }
  }
  return [...byCounters.values()];
}

function framesOf(trace: Trace, stack: StackIndex): readonly FrameIndex[] {
  if (stack === NO_STACK) return [];
  const { stacks } = trace.symbols;
  const start = stacks.start(stack);
  return Array.from({ length: Math.min(stacks.depth(stack), MAX_FRAMES) }, (_, i) => stacks.frameAt(start + i));
}

/** A frame without a program counter at the root is as good as none. */
function programCounters(trace: Trace, frames: readonly FrameIndex[]): string {
  const counters = frames.map((frame) => trace.symbols.frames.pc(frame));
  const known = counters.findLastIndex((pc) => pc !== 0n) + 1;
  return counters
    .slice(0, known)
    .map((pc) => pc.toString(36))
    .join(" ");
}

function stackTables(
  trace: Trace,
  weights: readonly WeighedFrames[],
): Pick<Profile, "samples" | "locations" | "functions"> {
  const samples = new ProfileSamplesBuilder();
  const locations: ProfileLocation[] = [];
  const functions: ProfileFunction[] = [];
  const locationRows = new Map<FrameIndex, number>();
  const functionRows = new Map<string, number>();
  const partRows = new Map<string, number>();

  const functionRow = (name: string, file: string): number => {
    const key = `${file}\0${name}`;
    let row = functionRows.get(key);
    if (row === undefined) {
      row = functions.push({ name, systemName: name, file, startLine: 0 }) - 1;
      functionRows.set(key, row);
    }
    return row;
  };
  const locationRow = (index: FrameIndex): number => {
    let row = locationRows.get(index);
    if (row === undefined) {
      const frame = trace.symbols.frame(index);
      const known = frame.function !== "" || frame.file !== "";
      const lines = known ? [{ function: functionRow(frame.function, frame.file), line: frame.line, column: 0 }] : [];
      row = locations.push({ address: frame.pc, mapping: 0, lines, folded: false }) - 1;
      locationRows.set(index, row);
    }
    return row;
  };

  const partRow = (name: string): number => {
    let row = partRows.get(name);
    if (row === undefined) {
      const lines = [{ function: functionRow(name, ""), line: 0, column: 0 }];
      row = locations.push({ address: 0n, mapping: 0, lines, folded: false }) - 1;
      partRows.set(name, row);
    }
    return row;
  };

  for (const { part, frames, count, ns } of weights) {
    for (const frame of frames) samples.location(locationRow(frame));
    if (part.name !== "") samples.location(partRow(part.name));
    samples.value(count);
    samples.value(Math.round(ns));
    samples.end(part.labels);
  }
  return { samples: samples.finish(), locations, functions };
}

/** Traces of Go 1.5 and 1.6 have program counters alone. */
function hasSymbols(trace: Trace): boolean {
  const { frames } = trace.symbols;
  for (let frame = 0; frame < frames.length; frame++) {
    if (frames.function(frame as FrameIndex) !== EMPTY_STRING) return true;
  }
  return false;
}

function frameText(trace: Trace, index: FrameIndex): string {
  const frame = trace.symbols.frame(index);
  return `${frame.function} ${frame.file}:${frame.line}`;
}
