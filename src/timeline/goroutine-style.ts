import type { StringIndex } from "../base/indices.ts";
import type { Trace } from "../model/trace.ts";
import { SpanState } from "../model/vocabulary.ts";
import { GROUP_COLOURS, Style } from "./style.ts";

/** How many styles a goroutine's span can have: Style.Running to Style.SyscallBlocked. */
export const GOROUTINE_STYLES = 9;

const SYNC = /chan|sync|select|mutex|cond/i;
const GC = /^GC |^wait\b.*\bGC\b/;

/** Styles of blocked goroutines by the runtime's reason; the first that matches. */
const BLOCKED: readonly (readonly [RegExp, Style])[] = [
  [/^network$/, Style.BlockedNet],
  [/^sleep$/, Style.BlockedSleep],
  [GC, Style.BlockedGC],
  [SYNC, Style.BlockedSync],
];

/** The style of a blocked goroutine, by the reason the runtime gives (any Go version's). */
export function blockedStyle(reason: string): Style {
  return BLOCKED.find(([pattern]) => pattern.test(reason))?.[1] ?? Style.BlockedOther;
}

/** The style of each reason of the span table: one byte per row of `spans.reasons`. */
export function reasonStyles(trace: Trace): Uint8Array {
  return Uint8Array.from(trace.spans.reasons, (reason) =>
    blockedStyle(trace.symbols.strings.get(reason as StringIndex)),
  );
}

/** Styles by SpanState; Waiting goes by its reason instead. */
export const STATE_STYLE = Uint8Array.of(
  Style.Running,
  Style.Runnable,
  Style.BlockedOther,
  Style.Syscall,
  Style.SyscallBlocked,
);

/** The style of a goroutine's span, given `reasonStyles` of its trace. */
export function spanStyle(trace: Trace, styles: Uint8Array, span: number): Style {
  const state = trace.spans.state[span]!;
  return state === SpanState.Waiting ? styles[trace.spans.reason[span]!]! : STATE_STYLE[state]!;
}

/** The style of what a proc runs for a goroutine of a group. */
export function groupStyle(group: number): Style {
  return Style.GroupFirst + (group % GROUP_COLOURS);
}
