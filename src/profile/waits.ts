import type { StringIndex } from "../base/indices.ts";
import { binarySearchLast } from "../base/search.ts";
import type { Steps } from "../base/steps.ts";
import type { Scope } from "../model/scope.ts";
import type { Trace } from "../model/trace.ts";
import { SpanState } from "../model/vocabulary.ts";
import { eachOfScope } from "./goroutines.ts";
import { overlap, type Windows, type WindowsOf } from "./windows.ts";

/** Kinds of waits that `go tool trace -pprof` makes profiles of. */
export type WaitType = "net" | "sync" | "syscall" | "sched";

/** Told of each wait that counts: its goroutine, the span that began it, how much of it lies in the windows (ns), and its end. */
export type WaitVisitor = (goroutine: number, span: number, ns: number, until: number) => void;

export interface WaitOptions {
  /** What counts of each goroutine's time. */
  readonly windows: WindowsOf;
  /** Also tell of waits that had not ended when the trace did, as far as they had got. */
  readonly openAtEnd: boolean;
}

type Included = (state: number, reason: string) => boolean;

/** Which spans a profile counts. A wait lasts from
 * the span that enters such a state until the goroutine leaves them again. */
const INCLUDED: Readonly<Record<WaitType, Included>> = {
  net: (state, reason) => state === SpanState.Waiting && reason === "network",
  sync: (state, reason) => state === SpanState.Waiting && /chan|sync|select/.test(reason),
  syscall: (state) => state === SpanState.Syscall || state === SpanState.SyscallBlocked,
  sched: (state) => state === SpanState.Runnable,
};

/**
 * Visits the waits of one type that reach into a scope, goroutine by goroutine, in steps. Costs a look at each span that the
 * windows hold, and a search for the first.
 */
export function eachWait(
  trace: Trace,
  type: WaitType,
  scope: Scope,
  options: WaitOptions,
  visit: WaitVisitor,
): Steps<void> {
  const counted = countedSpans(trace, type);
  return eachOfScope(trace, scope, (goroutine) => {
    const windows = options.windows(goroutine);
    if (windows.length > 0) waitsOf(trace, goroutine, windows, counted, options.openAtEnd, visit);
  });
}

function waitsOf(
  trace: Trace,
  goroutine: number,
  windows: Windows,
  counted: (span: number) => boolean,
  openAtEnd: boolean,
  visit: WaitVisitor,
): void {
  const { spans, goroutines } = trace;
  const first = goroutines.spanOffsets[goroutine]!;
  const end = goroutines.spanOffsets[goroutine + 1]!;
  const charge = (entered: number, until: number): void => {
    // The first state of a goroutine that was there before is charged from when the trace spoke of it.
    const from = entered === first ? goroutines.mentioned[goroutine]! : spans.start[entered]!;
    const ns = overlap(windows, from, until);
    if (ns > 0) visit(goroutine, entered, ns, until);
  };
  const last = windows.at(-1)!;
  let span = Math.max(first, binarySearchLast(spans.start, windows[0]!, first, end));
  while (span > first && counted(span) && counted(span - 1)) span--;
  let entered = -1;
  for (; span < end; span++) {
    if (counted(span)) {
      if (entered === -1) entered = span;
    } else if (entered !== -1) {
      charge(entered, spans.start[span]!);
      entered = -1;
    }
    if (entered === -1 && spans.start[span]! >= last) return;
  }
  if (entered === -1) return;
  const ended = goroutines.ended[goroutine]!;
  if (!Number.isNaN(ended)) charge(entered, ended);
  else if (openAtEnd) charge(entered, trace.durationNs);
}

export function isWaitType(type: string): type is WaitType {
  return Object.hasOwn(INCLUDED, type);
}

/** A test on spans by state and reason that compares no strings. */
export function countedSpans({ spans, symbols }: Trace, type: WaitType): (span: number) => boolean {
  const included = INCLUDED[type];
  const states = Object.values(SpanState).length;
  const counts = new Uint8Array(spans.reasons.length * states);
  spans.reasons.forEach((reason, row) => {
    const text = symbols.strings.get(reason as StringIndex);
    for (let state = 0; state < states; state++) counts[row * states + state] = included(state, text) ? 1 : 0;
  });
  return (span) => counts[spans.reason[span]! * states + spans.state[span]!] === 1;
}
