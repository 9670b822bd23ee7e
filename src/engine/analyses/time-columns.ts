import type { TimeColumn, TimeIndex } from "../../analysis/time-columns.ts";
import { RANGE_ASSIST, RANGE_SWEEP, SPAN_STATE_NAMES, SpanState } from "../../model/vocabulary.ts";
import { blockedStyle } from "../../timeline/goroutine-style.ts";
import { Style } from "../../timeline/style.ts";
import type { TimeColumnInfo } from "./types.ts";

const STATE_STYLES: Readonly<Record<string, Style>> = {
  [SPAN_STATE_NAMES[SpanState.Running]]: Style.Running,
  [SPAN_STATE_NAMES[SpanState.Runnable]]: Style.Runnable,
  [SPAN_STATE_NAMES[SpanState.Syscall]]: Style.Syscall,
  [SPAN_STATE_NAMES[SpanState.SyscallBlocked]]: Style.SyscallBlocked,
};

const RANGE_STYLES: Readonly<Record<string, Style>> = {
  [RANGE_ASSIST]: Style.GCAssist,
  [RANGE_SWEEP]: Style.GCSweep,
};

/** How a column of time is called and coloured. */
export function timeColumnInfo(index: TimeIndex, column: TimeColumn, totalNs: number): TimeColumnInfo {
  const { kind, name } = column;
  return { key: `t${index.columns.indexOf(column)}`, kind, name, style: styleOf(column), totalNs };
}

function styleOf({ kind, name }: TimeColumn): Style {
  if (kind === "blocked") return blockedStyle(name);
  if (kind === "state") return STATE_STYLES[name] ?? Style.BlockedOther;
  return RANGE_STYLES[name] ?? Style.StopTheWorld;
}

const KINDS = { state: 0, blocked: 1, range: 2 } as const;

/** Positions of what takes time at all: states in their order, then reasons and ranges, what takes most first. */
export function columnOrder(columns: readonly TimeColumn[], totals: readonly number[]): readonly number[] {
  const used = [...columns.keys()].filter((i) => totals[i]! > 0);
  const kind = (i: number): number => KINDS[columns[i]!.kind];
  return used.sort((a, b) => kind(a) - kind(b) || (kind(a) === KINDS.state ? a - b : totals[b]! - totals[a]!));
}
