import { ByteReader } from "../wire/varint.ts";
import { makeColumns, reordered, type EventColumns } from "./columns.ts";
import { sortedOrder } from "./merge-sort.ts";
import type { Scan } from "./scan.ts";
import { Raw, type Format } from "./specs.ts";
import { STEP_ROWS, type Steps } from "./steps.ts";
import type { ProcStreams } from "./streams.ts";

/**
 * Orders the streams of Go 1.5 and 1.6, whose every record carries a number from one sequence for the whole trace.
 * The end of a syscall is written down late; it carries the number and time that it is to have.
 */
export function* orderBySequence(
  streams: ProcStreams,
  bytes: Uint8Array,
  scan: Scan,
  format: Format,
): Steps<EventColumns> {
  const columns = makeColumns(scan.eventCount, streams.goroutines);
  const sequence = new Float64Array(scan.eventCount);
  const reader = new ByteReader(bytes);
  let length = 0;
  for (let stream = 0; stream < streams.count; stream++) {
    for (; streams.advance(stream); length++) {
      columns.at[length] = streams.at[stream]!;
      columns.time[length] = streams.time[stream]!;
      columns.goroutine[length] = streams.goroutine[stream]!;
      columns.proc[length] = streams.proc[stream]!;
      sequence[length] = streams.sequence[stream]!;
      if (streams.type[stream] === Raw.GoSysExit) readSyscallEnd(reader, streams.at[stream]!, length);
      if (length % STEP_ROWS === 0) yield length / scan.eventCount;
    }
  }
  return reordered(columns, yield* sortedOrder(sequence));

  function readSyscallEnd(r: ByteReader, at: number, row: number): void {
    r.position = at + 1;
    if (bytes[at]! >= 0xc0) r.uvarint();
    for (let skipped = 0; skipped <= format.lead; skipped++) r.uvarint();
    r.uvarint();
    sequence[row] = scan.origin.sequence(r.low, r.high);
    if (r.uvarint() !== 0) columns.time[row] = scan.origin.ticks(r.low, r.high);
  }
}
