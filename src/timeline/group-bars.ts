import type { StateTimes } from "./state-times.ts";
import { NOTHING } from "./lane.ts";
import { Style } from "./style.ts";
import { TRACK_ROWS } from "./types.ts";

export const BAR_ROWS = TRACK_ROWS.group;

/** States in which a goroutine wants to get on, from the foot of the bar up. */
const ACTIVE = [Style.Running, Style.Syscall, Style.SyscallBlocked, Style.Runnable] as const;
const BLOCKED = [Style.BlockedSync, Style.BlockedNet, Style.BlockedSleep, Style.BlockedGC, Style.BlockedOther] as const;

/** Less than this share of the highest bar is not drawn while others of the group wait. */
const LEAST = 1 / 64;

/** The states among those that occur in some times, in the order of bars. */
export interface BarStates {
  readonly active: readonly Style[];
  readonly blocked: readonly Style[];
}

export function statesOf({ mask }: StateTimes): BarStates {
  const occurs = (style: Style): boolean => (mask & (1 << style)) !== 0;
  return { active: ACTIVE.filter(occurs), blocked: BLOCKED.filter(occurs) };
}

/** Time in ns not spent waiting, by column. */
export function activeTimes(times: StateTimes, { active }: BarStates): Float64Array {
  const { columns, ns } = times;
  const sums = new Float64Array(columns);
  for (const style of active)
    for (let column = 0; column < columns; column++) sums[column]! += ns[style * columns + column]!;
  return sums;
}

/**
 * A column of a group's bar chart, one style per row from the top into `out[at…]`. The bar's height is how many goroutines
 * of the group were active on average, against `peak` active time in one column, rounded up to rows so that little is not
 * nothing; within it, states by their share. Rows above the bar show what most of those that wait were waiting for.
 */
export function barOf(
  times: StateTimes,
  states: BarStates,
  column: number,
  active: number,
  peak: number,
  out: Uint8Array,
  at: number,
): void {
  const waiting = greatest(times, column, states.blocked);
  const visible = active > 0 && (waiting === NOTHING || active >= peak * LEAST);
  const height = visible ? Math.min(BAR_ROWS, Math.ceil((active / peak) * BAR_ROWS)) : 0;
  for (let row = 0; row < BAR_ROWS - height; row++) out[at + row] = waiting;
  let state = -1;
  let reached = 0;
  for (let step = 0; step < height; step++) {
    const middle = ((step + 0.5) / height) * active;
    while (reached < middle && state < states.active.length - 1)
      reached += times.ns[states.active[++state]! * times.columns + column]!;
    out[at + BAR_ROWS - 1 - step] = states.active[state]!;
  }
}

function greatest(times: StateTimes, column: number, styles: readonly Style[]): number {
  let best = NOTHING;
  let most = 0;
  for (const style of styles) {
    const ns = times.ns[style * times.columns + column]!;
    if (ns > most) {
      most = ns;
      best = style;
    }
  }
  return best;
}
