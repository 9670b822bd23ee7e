import { ByteReader } from "../wire/varint.ts";
import { Flag, type EventColumns } from "./columns.ts";
import { Raw, type Format } from "./specs.ts";
import { STEP_ROWS, type Steps } from "./steps.ts";

/**
 * Marks the syscalls whose goroutine's next event says that it lost its proc. (Go's reader takes a CPU sample within the
 * syscall for that next event, and then shows a goroutine that ends a syscall it is not in; here samples do not count.)
 */
export function* markBlockingSyscalls(columns: EventColumns, bytes: Uint8Array): Steps<void> {
  const { at, goroutine, flags } = columns;
  const blocksNext = new Uint8Array(columns.goroutines.length);
  for (let i = columns.length - 1; i >= 0; i--) {
    if (i % STEP_ROWS === 0) yield 1 - i / columns.length;
    const row = goroutine[i]!;
    if (row === -1) continue;
    const type = bytes[at[i]!]! & 63;
    if (type === Raw.CPUSample) continue;
    if (type === Raw.GoSysCall && blocksNext[row] === 1) flags[i] = flags[i]! | Flag.Blocks;
    blocksNext[row] = type === Raw.GoSysBlock ? 1 : 0;
  }
}

const WAKES: ReadonlySet<number> = new Set([Raw.GoStart, Raw.GoStartLocal, Raw.GoPreempt, Raw.FutileWakeup]);
const BLOCKS: ReadonlySet<number> = new Set([
  Raw.GoBlock,
  Raw.GoBlockSend,
  Raw.GoBlockRecv,
  Raw.GoBlockSelect,
  Raw.GoBlockSync,
  Raw.GoBlockCond,
]);
const UNBLOCKS: ReadonlySet<number> = new Set([Raw.GoUnblock, Raw.GoUnblockLocal]);

/**
 * Marks wakeups that came to nothing: a goroutine is woken for a mutex or a channel, finds that another was faster, and
 * blocks again. Old runtimes say so, and Go's own tool never showed them: the wait goes on as if nothing had been.
 */
export function* markFutileWakeups(columns: EventColumns, bytes: Uint8Array, format: Format): Steps<void> {
  const { at, goroutine, flags, length } = columns;
  const wakeups = new Map<number, { futile: boolean; events: number[] }>();
  const reader = new ByteReader(bytes);
  for (let i = 0; i < length; i++) {
    if (i % STEP_ROWS === 0) yield i / length;
    const type = bytes[at[i]!]! & 63;
    const row = goroutine[i]!;
    if (UNBLOCKS.has(type)) wakeups.set(readSubject(i), { futile: false, events: [i] });
    else if (WAKES.has(type)) {
      let wakeup = wakeups.get(row);
      if (wakeup === undefined) wakeups.set(row, (wakeup = { futile: false, events: [] }));
      wakeup.events.push(i);
      if (type === Raw.FutileWakeup) wakeup.futile = true;
    } else if (BLOCKS.has(type)) {
      const wakeup = wakeups.get(row);
      if (wakeup?.futile) for (const event of [...wakeup.events, i]) flags[event] = flags[event]! | Flag.Futile;
      wakeups.delete(row);
    }
  }

  function readSubject(i: number): number {
    reader.position = at[i]! + 1;
    if (bytes[at[i]!]! >= 0xc0) reader.uvarint();
    for (let skipped = 0; skipped < format.lead; skipped++) reader.uvarint();
    reader.uvarint();
    return columns.goroutines.find(reader.low, reader.high);
  }
}
