import { Style } from "../../src/timeline/style.ts";
import type { SeriesTile } from "../../src/timeline/types.ts";

/** How many goroutines on average ran, were in a syscall, and waited for a proc, per column of the whole trace. */
export interface Activity {
  readonly columns: number;
  readonly running: Float64Array;
  readonly syscall: Float64Array;
  readonly runnable: Float64Array;
}

/** Reads the curves of goroutines by state. */
export function activityOf(series: SeriesTile): Activity {
  const { columns } = series;
  const curve = (style: number): Float64Array => {
    const at = series.styles.indexOf(style);
    return at === -1 ? new Float64Array(columns) : series.value.slice(at * columns, (at + 1) * columns);
  };
  return {
    columns,
    running: curve(Style.Running),
    syscall: curve(Style.Syscall),
    runnable: curve(Style.Runnable),
  };
}

/**
 * Heights of a column's bars, as shares of the minimap's height, from its foot: what was on procs takes the lower half, as
 * much of it as of the procs; what waited for one goes on from there, at `procs` waiting to the top.
 */
export function barsOf(
  activity: Activity,
  column: number,
  procs: number,
): readonly [running: number, syscall: number, runnable: number] {
  const most = Math.max(1, procs);
  const share = (count: number): number => Math.min(1, count / most) / 2;
  const running = share(activity.running[column]!);
  const syscall = Math.min(0.5 - running, share(activity.syscall[column]!));
  return [running, syscall, share(activity.runnable[column]!)];
}
