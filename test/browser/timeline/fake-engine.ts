import type { Engine, SpanDetails, SpanRef, TraceSummary } from "../../../src/engine/protocol.ts";
import type { GoroutineIndex, ProcIndex } from "../../../src/base/indices.ts";
import { arrangedAtFirst } from "../../../views/timeline/arranged-first.ts";
import { shapeOfRow, Style, STYLE_NAMES } from "../../../src/timeline/style.ts";
import type { SeriesTile, Tile, TileRequest, TrackOutline, TrackRef } from "../../../src/timeline/types.ts";
import type { TimelineEngine } from "../../../views/timeline/timeline-engine.ts";
import { procStyle, type FakeTrace } from "./fake-trace.ts";

interface Rect {
  readonly start: number;
  readonly end: number;
  readonly style: number;
  readonly row: number;
  readonly ref: number;
  readonly label: string;
}

/** An engine in the page over a made-up trace; merges spans narrower than a pixel in the plainest way. */
export function fakeEngine(trace: FakeTrace): TimelineEngine & Pick<Engine, "open" | "outline"> {
  const label = (span: number): string =>
    trace.style[span] === Style.Running ? "running" : STYLE_NAMES[trace.style[span]!]!.replace("blocked-", "");
  const goroutineRef = (g: number): SpanDetails["goroutine"] => ({
    index: g as GoroutineIndex,
    id: String(g + 1),
    name: trace.groups[trace.groupOf[g]!]!.name,
  });
  const spanRef = (span: number): SpanRef => ({
    span,
    state: label(span),
    style: trace.style[span]!,
    reason: "",
    start: trace.start[span]!,
    end: trace.end[span]!,
  });

  const spansOf = (track: TrackRef): Rect[] => {
    const rect = (span: number, style: number, text: string): Rect => ({
      start: trace.start[span]!,
      end: trace.end[span]!,
      style,
      row: 0,
      ref: span,
      label: text,
    });
    if (track.kind === "proc") {
      return Array.from(trace.onProc[track.index]!, (span) => {
        const { id, name } = goroutineRef(trace.goroutine[span]!);
        return rect(span, procStyle(trace, span), `G${id} ${name}`);
      });
    }
    if (track.kind === "goroutine") {
      const spans = Array.from(
        { length: trace.offsets[track.index + 1]! - trace.offsets[track.index]! },
        (_, i) => i + trace.offsets[track.index]!,
      );
      return spans.map((span) => rect(span, trace.style[span]!, label(span)));
    }
    if (track.kind === "group")
      return spansOf({ kind: "goroutine", index: trace.groups[track.index]!.members[0] ?? 0 }).map((r) => ({
        ...r,
        ref: -1,
        label: "",
      }));
    if (track.kind !== "gc") return [];
    return [
      ...trace.cycles.map((cycle, i) => ({
        start: cycle.start,
        end: cycle.start + cycle.ns,
        style: Style.GCMark,
        row: 0,
        ref: i,
        label: `GC ${i + 1}`,
      })),
      ...trace.pauses.map((pause, i) => ({
        start: pause.start,
        end: pause.start + pause.ns,
        style: Style.StopTheWorld,
        row: 1,
        ref: 100 + i,
        label: "stop-the-world",
      })),
    ];
  };

  const cache = new Map<string, Rect[]>();
  const rectsOf = (track: TrackRef): Rect[] => {
    const key = `${track.kind}:${track.index}`;
    const known = cache.get(key) ?? spansOf(track);
    cache.set(key, known);
    return known;
  };

  const merged = (track: TrackRef, request: TileRequest): Rect[] => {
    const perPixel = (request.to - request.from) / request.pixels;
    const out: Rect[] = [];
    for (const rect of rectsOf(track)) {
      if (rect.end <= request.from || rect.start >= request.to) continue;
      const last = out.at(-1);
      const rare = rect.style === Style.StopTheWorld;
      if (!rare && last !== undefined && last.row === rect.row && rect.end < last.end + perPixel) continue;
      const start = last !== undefined && last.row === rect.row ? Math.max(last.end, rect.start) : rect.start;
      out.push({ ...rect, start, end: Math.max(rect.end, start + perPixel) });
    }
    return out;
  };

  const curves = (track: TrackRef, request: TileRequest): SeriesTile => {
    const heap = track.kind === "heap";
    const names = heap ? ["live", "goal"] : ["running", "runnable", "blocked"];
    const columns = request.pixels;
    const value = new Float64Array(columns * names.length);
    for (let c = 0; c < columns; c++) {
      const t = request.from + ((c + 0.5) / columns) * (request.to - request.from);
      const phase = ((t / trace.durationNs) * 12 + 0.7) % 1;
      if (heap) {
        value[c] = (20 + 60 * phase) * 2 ** 20;
        value[columns + c] = (85 + 6 * Math.floor((t / trace.durationNs) * 12)) * 2 ** 20;
      } else {
        value[c] = 6 + Math.round(2 * Math.sin(phase * 40));
        value[columns + c] = 10 + Math.round(8 * Math.sin(phase * 6));
        value[2 * columns + c] = 60 + Math.round(20 * Math.cos(phase * 6));
      }
    }
    return {
      track,
      names,
      styles: heap ? [Style.GCWorker, Style.StopTheWorld] : [Style.Running, Style.Runnable, Style.BlockedSync],
      stacked: !heap,
      lines: 0,
      unit: heap ? "bytes" : "count",
      columns,
      value,
      min: value,
      max: value.map((v) => v * 1.03),
      top: heap ? 170 * 2 ** 20 : 110,
    };
  };

  const tile = (request: TileRequest): Tile => {
    const rects: Rect[] = [];
    const offsets = new Uint32Array(request.tracks.length + 1);
    request.tracks.forEach((track, i) => {
      rects.push(...merged(track, request));
      offsets[i + 1] = rects.length;
    });
    const labels = [...new Set(rects.map((rect) => rect.label))];
    const indices = new Map(labels.map((text, i) => [text, i]));
    return {
      request,
      offsets,
      start: Float64Array.from(rects, (r) => r.start),
      end: Float64Array.from(rects, (r) => r.end),
      style: Uint8Array.from(rects, (r) => r.style),
      row: Uint8Array.from(rects, (r) => r.row),
      shape: Uint32Array.from(rects, (r) => shapeOfRow(r.row, r.row === 1 || r.style === Style.GCMark ? 2 : 1)),
      ref: Int32Array.from(rects, (r) => r.ref),
      label: Int32Array.from(rects, (r) => (r.label === "" ? -1 : indices.get(r.label)!)),
      labels,
      series: request.tracks.filter((t) => t.kind === "heap" || t.kind === "goroutines").map((t) => curves(t, request)),
      pending: [],
    };
  };

  const outline: TrackOutline = {
    threads: [],
    taskTypes: [],
    procs: trace.onProc.map((_, index) => ({ index: index as ProcIndex, id: String(index) })),
    groups: trace.groups.map((group, index) => ({ index, name: group.name, count: group.members.length })),
  };

  return {
    task: () => Promise.reject(new RangeError("no tasks")),
    region: () => Promise.reject(new RangeError("no regions")),
    open: () => Promise.resolve({ ok: true, summary: fakeSummary(trace) }),
    outline: () => Promise.resolve(outline),
    arrange: () => Promise.resolve(arrangedAtFirst(outline)),
    lanes: (goroutine) => Promise.resolve({ goroutine, regions: 2, frames: 3, logs: true }),
    taskMembers: () => Promise.reject(new RangeError("no tasks")),
    groupOf: (_, goroutine) => Promise.resolve(trace.groupOf[goroutine]!),
    members: (group) =>
      Promise.resolve({
        group,
        goroutines: Int32Array.from(trace.groups[group]!.members),
        ids: Float64Array.from(trace.groups[group]!.members, (g) => g + 1),
        name: new Int32Array(trace.groups[group]!.members.length),
        names: [trace.groups[group]!.name],
        created: new Float64Array(trace.groups[group]!.members.length),
        ended: new Float64Array(trace.groups[group]!.members.length).fill(trace.durationNs),
      }),
    groupsOf: (goroutines) => Promise.resolve(goroutines.map((g) => trace.groupOf[g] ?? -1)),
    tile: (request) => Promise.resolve(tile(request)),
    drawable: () => Promise.resolve(),
    hit: (track, timeNs, nsPerPixel) => {
      const near = rectsOf(track).filter((r) => r.start <= timeNs + nsPerPixel / 2 && r.end > timeNs - nsPerPixel / 2);
      const rect = near.at(-1);
      if (rect === undefined) return Promise.resolve(undefined);
      const lines = [`${(rect.end - rect.start) / 1000} µs`, `from ${rect.start / 1e6} ms`];
      const { start, end, style, ref } = rect;
      const title = near.length > 1 ? `${near.length} spans` : rect.label;
      return Promise.resolve({
        track,
        firstRef: near[0]!.ref,
        lastRef: ref,
        count: near.length,
        start,
        end,
        style,
        title,
        lines,
      });
    },
    span: (span) => {
      const g = trace.goroutine[span]!;
      const neighbour = (other: number): SpanRef | undefined =>
        trace.goroutine[other] === g ? spanRef(other) : undefined;
      return Promise.resolve({
        ...spanRef(span),
        goroutine: goroutineRef(g),
        group: trace.groupOf[g]!,
        procId: trace.proc[span]! < 0 ? undefined : String(trace.proc[span]),
        proc: trace.proc[span]!,
        threadId: undefined,
        stack: [],
        waker: undefined,
        wakerStack: [],
        previous: neighbour(span - 1),
        next: neighbour(span + 1),
        work: { task: undefined, regions: [] },
      });
    },
    spanAlike: (span, direction) => {
      let other = span + direction;
      while (trace.goroutine[other] === trace.goroutine[span] && trace.style[other] !== trace.style[span])
        other += direction;
      return Promise.resolve(trace.goroutine[other] === trace.goroutine[span] ? spanRef(other) : undefined);
    },
    range: (range) => {
      const pause = range >= 100;
      const item = pause ? trace.pauses[range - 100]! : trace.cycles[range]!;
      const name = pause ? "stop-the-world" : "GC mark";
      return Promise.resolve({
        range,
        name,
        start: item.start,
        end: item.start + item.ns,
        goroutine: undefined,
        procId: undefined,
        stack: [],
        held: [],
        heldCount: 0,
      });
    },
    goroutine: (goroutine) =>
      Promise.resolve({
        ...goroutineRef(goroutine),
        group: trace.groupOf[goroutine]!,
        created: 0,
        started: 0,
        ended: undefined,
        parent: undefined,
        creationStack: [],
        spanCount: trace.offsets[goroutine + 1]! - trace.offsets[goroutine]!,
        firstSpan: trace.offsets[goroutine]!,
        times: [],
        totalNs: trace.durationNs,
      }),
    pauses: () =>
      Promise.resolve({
        pauses: trace.pauses.map((pause, i) => ({
          range: 100 + i,
          name: "stop-the-world",
          start: pause.start,
          ns: pause.ns,
          cycle: i >> 1,
        })),
        cycles: trace.cycles.map((cycle, i) => ({ range: i, start: cycle.start, ns: cycle.ns })),
      }),
  };
}

export function fakeSummary(trace: FakeTrace): TraceSummary {
  return {
    name: "made up",
    format: "go 1.26",
    byteLength: 0,
    inflatedLength: 0,
    durationNs: trace.durationNs,
    eventCount: trace.start.length,
    goroutineCount: trace.offsets.length - 1,
    procCount: trace.procs,
    threadCount: trace.procs,
    wallNs: undefined,
    damage: [],
  };
}
