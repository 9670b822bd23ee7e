import { GROUP_COLOURS, Style } from "../../../src/timeline/style.ts";

/** A made-up trace, the same for the same numbers: goroutines that run on procs, wait to run, and block. */
export interface FakeTrace {
  readonly durationNs: number;
  readonly procs: number;
  readonly groups: readonly { readonly name: string; readonly members: readonly number[] }[];
  readonly groupOf: readonly number[];
  /** Spans by goroutine: those of g are rows offsets[g] to offsets[g + 1]. */
  readonly offsets: Int32Array;
  readonly start: Float64Array;
  readonly end: Float64Array;
  readonly style: Uint8Array;
  readonly proc: Int16Array;
  readonly goroutine: Int32Array;
  /** Running spans by proc, in order of time. */
  readonly onProc: readonly Int32Array[];
  readonly pauses: readonly { readonly start: number; readonly ns: number }[];
  readonly cycles: readonly { readonly start: number; readonly ns: number }[];
}

const NAMES = [
  "net/http.(*conn).serve",
  "main.worker",
  "runtime.gcBgMarkWorker",
  "github.com/acme/shop/internal/orders.(*Service[...]).process",
  "database/sql.(*DB).connectionOpener",
  "main.main",
  "日本語パッケージ.処理する",
  "<img src=x onerror=alert(1)>.‮evil",
];

const BLOCKED = [Style.BlockedSync, Style.BlockedNet, Style.BlockedSleep, Style.BlockedOther, Style.Syscall];

/** Numerical Recipes' linear congruential generator: enough for pictures. */
function random(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}

export function makeFakeTrace(goroutines: number, procs: number, durationNs: number): FakeTrace {
  const next = random(7);
  const rows: { g: number; start: number; end: number; style: number; proc: number }[] = [];
  const groupOf = Array.from({ length: goroutines }, (_, g) =>
    g < 6 ? g % NAMES.length : Math.floor(next() ** 2 * NAMES.length),
  );
  const free = new Float64Array(procs);
  const ready = Float64Array.from({ length: goroutines }, () => next() * durationNs * 0.2);
  for (let round = 0; round < 4000; round++) {
    let live = 0;
    for (let g = 0; g < goroutines; g++) {
      const at = ready[g]!;
      if (at >= durationNs || rows.length > 400_000) continue;
      live++;
      const proc = free.indexOf(Math.min(...free));
      const runs = Math.max(at + 2e3, free[proc]!);
      const stops = runs + 5e3 + next() ** 3 * 900e3;
      const wakes = stops + 20e3 + next() ** 4 * 30e6;
      const style = BLOCKED[Math.floor(next() * BLOCKED.length)]!;
      rows.push({ g, start: at, end: Math.min(runs, durationNs), style: Style.Runnable, proc: -1 });
      if (runs < durationNs)
        rows.push({ g, start: runs, end: Math.min(stops, durationNs), style: Style.Running, proc });
      if (stops < durationNs) rows.push({ g, start: stops, end: Math.min(wakes, durationNs), style, proc: -1 });
      free[proc] = stops + 500;
      ready[g] = wakes;
    }
    if (live === 0) break;
  }
  rows.sort((a, b) => a.g - b.g || a.start - b.start);
  return finish(rows, goroutines, procs, durationNs, groupOf);
}

function finish(
  rows: readonly { g: number; start: number; end: number; style: number; proc: number }[],
  goroutines: number,
  procs: number,
  durationNs: number,
  groupOf: readonly number[],
): FakeTrace {
  const offsets = new Int32Array(goroutines + 1);
  for (const row of rows) offsets[row.g + 1]!++;
  for (let g = 0; g < goroutines; g++) offsets[g + 1]! += offsets[g]!;
  const onProc = Array.from({ length: procs }, (_, p) =>
    Int32Array.from(rows.flatMap((row, i) => (row.proc === p ? [i] : []))).sort(
      (a, b) => rows[a]!.start - rows[b]!.start,
    ),
  );
  const cycles = Array.from({ length: 12 }, (_, i) => ({ start: ((i + 0.3) / 12) * durationNs, ns: durationNs / 60 }));
  const pauses = cycles.flatMap((cycle) => [
    { start: cycle.start, ns: 40e3 },
    { start: cycle.start + cycle.ns, ns: 90e3 },
  ]);
  return {
    durationNs,
    procs,
    groups: NAMES.map((name, index) => ({
      name,
      members: groupOf.flatMap((group, g) => (group === index ? [g] : [])),
    })),
    groupOf,
    offsets,
    start: Float64Array.from(rows, (row) => row.start),
    end: Float64Array.from(rows, (row) => row.end),
    style: Uint8Array.from(rows, (row) => row.style),
    proc: Int16Array.from(rows, (row) => row.proc),
    goroutine: Int32Array.from(rows, (row) => row.g),
    onProc,
    pauses,
    cycles,
  };
}

/** How a span looks on its proc. */
export function procStyle(trace: FakeTrace, span: number): number {
  return Style.GroupFirst + (trace.groupOf[trace.goroutine[span]!]! % GROUP_COLOURS);
}
