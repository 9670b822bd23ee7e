import type { GoroutineIndex, ProcIndex, StringIndex } from "../base/indices.ts";
import { procExisted, type Trace } from "../model/trace.ts";
import { ByteCache } from "./byte-cache.ts";
import { countCurves, countGoroutines, type Counts } from "./count-curves.ts";
import { findHeapSeries, heapCurves, type HeapSeries } from "./heap-curves.ts";
import { indexGc, type GcIndex } from "./gc-index.ts";
import { groupStyle, reasonStyles } from "./goroutine-style.ts";
import { describeMembers, groupByFunction, membersOf, type Groups } from "./groups.ts";
import { summariseGroup, type GroupSummary } from "./group-summary.ts";
import { GoroutineLane, ProcLane, type Lane, type ProcStyles } from "./lane.ts";
import { buildPyramid, pyramidBase, type LanePyramid } from "./lane-pyramid.ts";
import { Style } from "./style.ts";
import type { GroupMembers, SeriesTile, TrackOutline, TrackRef } from "./types.ts";

/** Runs the background marking of the garbage collector: coloured as such, whatever its group. */
const GC_WORKER = "runtime.gcBgMarkWorker";

/** Bytes that pyramids and summaries may take together: one a span, and room for small traces. */
function cacheLimit(trace: Trace): number {
  return trace.spans.length + (4 << 20);
}

/**
 * A trace as the timeline sees it: its goroutines grouped, and what makes tiles fast, built when first asked for. Of
 * pyramids and summaries those used last are kept.
 */
export class Timeline {
  readonly trace: Trace;
  readonly groups: Groups;
  readonly gc: GcIndex;
  /** Style of each reason of the span table. */
  readonly reasonStyles: Uint8Array;
  readonly #procStyles: ProcStyles;
  readonly #pyramids: ByteCache<string, LanePyramid>;
  readonly #summaries: ByteCache<number, GroupSummary>;
  #counts: Counts | undefined;
  #heap: HeapSeries | undefined;

  constructor(trace: Trace) {
    this.trace = trace;
    this.groups = groupByFunction(trace);
    this.gc = indexGc(trace);
    this.reasonStyles = reasonStyles(trace);
    this.#procStyles = procStyles(trace, this.groups);
    this.#pyramids = new ByteCache(cacheLimit(trace));
    this.#summaries = new ByteCache(cacheLimit(trace));
  }

  outline(): TrackOutline {
    const { procs, symbols } = this.trace;
    return {
      procs: Array.from({ length: procs.length }, (_, index) => ({
        index: index as ProcIndex,
        id: symbols.procs.text(index),
      }))
        .filter(({ index }) => procExisted(procs, index))
        .sort((a, b) => Number(a.id) - Number(b.id)),
      groups: this.groups.infos,
    };
  }

  /** Throws a RangeError for a group that there is not. */
  members(group: number): GroupMembers {
    this.groupMembers(group);
    return describeMembers(this.trace, this.groups, group);
  }

  /** The lane of a goroutine or proc track. Throws a RangeError for other tracks, and for what the trace does not have. */
  lane(track: TrackRef): Lane {
    const { trace } = this;
    if (track.kind === "goroutine" && inRange(track.index, trace.goroutines.length)) {
      return new GoroutineLane(trace, this.reasonStyles, track.index as GoroutineIndex);
    }
    if (track.kind === "proc" && inRange(track.index, trace.procs.length)) {
      return new ProcLane(trace, this.#procStyles, track.index as ProcIndex);
    }
    throw new RangeError(`no track ${track.kind} ${track.index}`);
  }

  /** The pyramid of a lane for columns of 2^octave ns, or undefined where its spans are to be looked at. */
  pyramid(track: TrackRef, lane: Lane, octave: number): LanePyramid | undefined {
    const base = pyramidBase(lane);
    if (base === undefined || octave < base) return undefined;
    return this.#pyramids.get(`${track.kind}:${track.index}`, () => buildPyramid(lane, base));
  }

  groupMembers(group: number): Int32Array {
    if (!inRange(group, this.groups.infos.length))
      throw new RangeError(`no group ${group} in this trace: it has ${this.groups.infos.length}`);
    return membersOf(this.groups, group);
  }

  summary(group: number): GroupSummary {
    const members = this.groupMembers(group);
    return this.#summaries.get(group, () => summariseGroup(this.trace, this.reasonStyles, members));
  }

  counts(): Counts {
    return (this.#counts ??= countGoroutines(this.trace, this.reasonStyles));
  }

  heapCurves(from: number, to: number, columns: number): SeriesTile {
    this.#heap ??= findHeapSeries(this.trace);
    return heapCurves(this.#heap, this.trace.durationNs, from, to, columns);
  }

  countCurves(from: number, to: number, columns: number): SeriesTile {
    return countCurves(this.trace, this.reasonStyles, this.counts(), from, to, columns);
  }
}

function inRange(index: number, length: number): boolean {
  return Number.isInteger(index) && index >= 0 && index < length;
}

/** By goroutine: what a proc looks like that runs it. */
function procStyles(trace: Trace, groups: Groups): ProcStyles {
  return Uint8Array.from(groups.of, (group, goroutine) => {
    const name = trace.symbols.strings.get(trace.goroutines.name[goroutine]! as StringIndex);
    return name === GC_WORKER ? Style.GCWorker : groupStyle(group);
  });
}
