/** What tracks have to show, straight from a trace's tables: pieces in time order. */
import type { GoroutineIndex, StringIndex } from "../../src/base/indices.ts";
import { goroutineEnd, type Trace } from "../../src/model/trace.ts";
import { SpanState } from "../../src/model/vocabulary.ts";
import { blockedStyle } from "../../src/timeline/goroutine-style.ts";
import { Style } from "../../src/timeline/style.ts";
import type { Piece } from "./brute-pixels.ts";

const STYLES: Readonly<Record<number, Style>> = {
  [SpanState.Running]: Style.Running,
  [SpanState.Runnable]: Style.Runnable,
  [SpanState.Syscall]: Style.Syscall,
  [SpanState.SyscallBlocked]: Style.SyscallBlocked,
};

/** The states of a goroutine. */
export function goroutinePieces(trace: Trace, goroutine: number): Piece[] {
  const { spans, goroutines, symbols } = trace;
  const last = goroutines.spanOffsets[goroutine + 1]!;
  const pieces: Piece[] = [];
  for (let span = goroutines.spanOffsets[goroutine]!; span < last; span++) {
    const end = span + 1 < last ? spans.start[span + 1]! : goroutineEnd(trace, goroutine as GoroutineIndex);
    const reason = symbols.strings.get(spans.reasons[spans.reason[span]!]! as StringIndex);
    pieces.push({ start: spans.start[span]!, end, style: STYLES[spans.state[span]!] ?? blockedStyle(reason) });
  }
  return pieces;
}

/** What ran on a proc: a goroutine has the style of its start function, of which `styleOf` says it. */
export function procPieces(trace: Trace, proc: number, styleOf: (name: string) => Style): Piece[] {
  const { goroutines, spans, symbols } = trace;
  const pieces: Piece[] = [];
  for (let goroutine = 0; goroutine < goroutines.length; goroutine++) {
    const own = styleOf(symbols.strings.get(goroutines.name[goroutine]! as StringIndex));
    const first = goroutines.spanOffsets[goroutine]!;
    goroutinePieces(trace, goroutine).forEach(({ start, end, style }, i) => {
      if (spans.proc[first + i] !== proc || (style !== Style.Running && style !== Style.Syscall)) return;
      pieces.push({ start, end, style: style === Style.Running ? own : style });
    });
  }
  return pieces.toSorted((a, b) => a.start - b.start);
}
