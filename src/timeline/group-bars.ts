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

/** The states among those that occur in some times, in the order of bars, with their time by column. */
export interface BarStates {
  readonly active: readonly BarState[];
  readonly blocked: readonly BarState[];
}

interface BarState {
  readonly style: Style;
  readonly ns: Float64Array;
}

export function statesOf({ rows }: StateTimes): BarStates {
  const occurring = (styles: readonly Style[]): BarState[] =>
    styles.flatMap((style) => {
      const ns = rows[style];
      return ns === undefined ? [] : [{ style, ns }];
    });
  return { active: occurring(ACTIVE), blocked: occurring(BLOCKED) };
}

/** Time in ns not spent waiting, by column. */
export function activeTimes({ active }: BarStates, columns: number): Float64Array {
  const sums = new Float64Array(columns);
  for (const { ns } of active) for (let column = 0; column < columns; column++) sums[column]! += ns[column]!;
  return sums;
}

/**
 * A column of a group's bar chart, one style per row from the top into `out[at…]`. The bar's height is how many goroutines
 * of the group were active on average, against `peak` active time in one column, rounded up to rows so that little is not
 * nothing; within it, states by their share. Rows above the bar show what most of those that wait were waiting for.
 */
export function barOf(
  states: BarStates,
  column: number,
  active: number,
  peak: number,
  out: Uint8Array,
  at: number,
): void {
  const waiting = greatest(states.blocked, column);
  const visible = active > 0 && (waiting === NOTHING || active >= peak * LEAST);
  const height = visible ? Math.min(BAR_ROWS, Math.ceil((active / peak) * BAR_ROWS)) : 0;
  for (let row = 0; row < BAR_ROWS - height; row++) out[at + row] = waiting;
  let state = -1;
  let reached = 0;
  for (let step = 0; step < height; step++) {
    const middle = ((step + 0.5) / height) * active;
    while (reached < middle && state < states.active.length - 1) reached += states.active[++state]!.ns[column]!;
    out[at + BAR_ROWS - 1 - step] = states.active[state]!.style;
  }
}

function greatest(states: readonly BarState[], column: number): number {
  let best = NOTHING;
  let most = 0;
  for (let i = 0; i < states.length; i++) {
    const ns = states[i]!.ns[column]!;
    if (ns <= most) continue;
    most = ns;
    best = states[i]!.style;
  }
  return best;
}
