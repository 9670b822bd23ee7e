import fc from "fast-check";
import type { Trace } from "../../src/model/trace.ts";
import { SpanState } from "../../src/model/vocabulary.ts";
import { buildTrace, type FixtureGoroutine, type FixtureSpan } from "./fixture-trace.ts";

const STATES: readonly Omit<FixtureSpan, "start">[] = [
  { state: SpanState.Running, proc: 0 },
  { state: SpanState.Runnable },
  { state: SpanState.Waiting, reason: "chan receive" },
  { state: SpanState.Waiting, reason: "network" },
  { state: SpanState.Waiting, reason: "sleep" },
  { state: SpanState.Waiting, reason: "forever" },
  { state: SpanState.Syscall, proc: 0 },
  { state: SpanState.SyscallBlocked },
];

/** Lengths from 1 ns to a microsecond, short ones as likely as long ones. */
const length = fc.integer({ min: 0, max: 10 }).chain((bits) => fc.integer({ min: 1, max: 2 ** bits }));

const span = fc.record({ length, kind: fc.integer({ min: 0, max: STATES.length - 1 }) });

function goroutine(id: number, maxSpans: number): fc.Arbitrary<FixtureGoroutine & { readonly endsAt: number }> {
  return fc
    .record({
      born: fc.integer({ min: 0, max: 3000 }),
      spans: fc.array(span, { minLength: 1, maxLength: maxSpans }),
      name: fc.constantFrom("main.a", "main.b"),
    })
    .map(({ born, spans, name }) => {
      let at = born;
      const rows = spans.map(({ length: ns, kind }) => {
        const row = { start: at, ...STATES[kind]! };
        at += ns;
        return row;
      });
      return { id, name, spans: rows, ended: at, endsAt: at };
    });
}

/** Traces of some goroutines with spans of very different lengths. Procs are not consistent. */
export function randomTrace(goroutines = 4, maxSpans = 60): fc.Arbitrary<Trace> {
  return fc
    .tuple(...Array.from({ length: goroutines }, (_, i) => goroutine(i + 1, maxSpans)))
    .map((list) => buildTrace({ durationNs: Math.max(...list.map(({ endsAt }) => endsAt)), goroutines: list }));
}

/** Windows of a trace, many of them of a few pixels, at zooms from a quarter of a nanosecond to a microsecond a pixel. */
export function randomWindow(
  trace: Trace,
): fc.Arbitrary<{ readonly from: number; readonly to: number; readonly pixels: number }> {
  return fc
    .record({
      share: fc.integer({ min: 0, max: 1000 }),
      zoom: fc.integer({ min: -8, max: 40 }),
      pixels: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 60 })),
    })
    .map(({ share, zoom, pixels }) => {
      const from = (trace.durationNs * share) / 1001;
      return { from, to: from + pixels * 2 ** (zoom / 4), pixels };
    });
}
