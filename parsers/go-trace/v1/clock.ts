import { ByteReader } from "../wire/varint.ts";
import { moveBack, reordered, type EventColumns } from "./columns.ts";
import type { DamageLog } from "../damage-log.ts";
import { sortedOrder } from "./merge-sort.ts";
import { MAX_TICKS_SKEW, type Origin } from "./origin.ts";
import { Raw, type Format } from "./specs.ts";
import { STEP_ROWS, type Steps } from "./steps.ts";

const BACKWARDS = "a time before that of the event that comes first; it is shown at that event's time";

/**
 * Whether a goroutine of a thread of C's came out of its first syscall without a word. Go 1.21 then keeps the time of
 * that, and gives it to a later syscall's end.
 */
const Silent = { No: 0, MayCome: 1, Came: 2 } as const;
const STALE =
  "the end of a syscall with a time not between its begin and what follows; it is shown when its goroutine goes on";

/** Makes times ascend with the order of the events, which is the one to believe where clocks of processors differ. */
export function makeMonotone(columns: EventColumns, damage: DamageLog): void {
  const { time, at } = columns;
  for (let i = 1; i < columns.length; i++) {
    if (time[i]! >= time[i - 1]!) continue;
    damage.note("clock", BACKWARDS, at[i]!);
    time[i] = time[i - 1]!;
  }
}

/**
 * Gives the ends of syscalls the times they carry. They are written down when the goroutine has a proc again, which is
 * later; so until now they stood, as far as order goes, where they were written.
 */
export function* settleSyscallEnds(
  columns: EventColumns,
  bytes: Uint8Array,
  format: Format,
  origin: Origin,
  damage: DamageLog,
): Steps<EventColumns> {
  const { time, at, goroutine, length } = columns;
  const reader = new ByteReader(bytes);
  const skipped = format.lead + format.argIndex.ticks[Raw.GoSysExit]!;
  const blockedAt = new Float64Array(columns.goroutines.length).fill(Infinity);
  const silent = new Uint8Array(columns.goroutines.length);
  const moved: number[] = [];
  for (let i = 0; i < length; i++) {
    if (i % STEP_ROWS === 0) yield i / length;
    const type = bytes[at[i]!]! & 63;
    const row = goroutine[i]!;
    if (row === -1) continue;
    if (type === Raw.GoSysBlock || type === Raw.GoInSyscall) blockedAt[row] = time[i]!;
    if (type === Raw.GoInSyscall) silent[row] = Silent.MayCome;
    if ((type === Raw.GoStart || type === Raw.GoStartLocal) && silent[row] === Silent.MayCome)
      silent[row] = Silent.Came;
    if (type !== Raw.GoSysExit) continue;
    if (silent[row] === Silent.MayCome) silent[row] = Silent.No;
    reader.position = at[i]! + 1;
    if (bytes[at[i]!]! >= 0xc0) reader.uvarint();
    for (let arg = 0; arg < skipped; arg++) reader.uvarint();
    if (reader.uvarint() === 0) continue;
    const told = origin.ticks(reader.low, reader.high);
    const isBelievable = told >= blockedAt[row]! && told <= time[i]! + MAX_TICKS_SKEW;
    if (!isBelievable && silent[row] !== Silent.Came) damage.note("clock", STALE, at[i]!);
    if (isBelievable && told !== time[i]!) {
      time[i] = told;
      moved.push(i);
    }
  }
  return yield* sortedAgain(columns, moved);
}

/** How many rows may be shifted, by row, before sorting anew is the cheaper way. */
const SHIFTS_PER_ROW = 16;

/** The columns in order of time, of which only the rows in `moved`, ascending, are out of it. Stable. */
function* sortedAgain(columns: EventColumns, moved: readonly number[]): Steps<EventColumns> {
  const { time } = columns;
  let shifts = SHIFTS_PER_ROW * columns.length;
  for (const i of moved) {
    const to = upperBound(time, time[i]!, i);
    shifts -= i - to;
    const isLater = i + 1 < columns.length && time[i]! > time[i + 1]!;
    if (shifts < 0 || isLater) return reordered(columns, yield* sortedOrder(time));
    moveBack(columns, i, to);
  }
  return columns;
}

/** The first of the first `end` rows that is later than `value`. */
function upperBound(time: Float64Array, value: number, end: number): number {
  let low = 0;
  let high = end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (time[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
