import { MAX_BATCH_BYTES, Wire, wireName } from "../wire/events.ts";
import { ByteReader } from "../wire/varint.ts";

/** A batch: where its data lie, and whose they are. */
export interface Batch {
  /** The chunk of the file that holds it; `start` and `end` count from the chunk's first byte. */
  readonly bytes: Uint8Array;
  /** Where bytes[0] lies in the file. */
  readonly fileOffset: number;
  readonly threadLow: number;
  readonly threadHigh: number;
  /** Ticks. */
  readonly time: number;
  /** 0: ordinary. */
  readonly experiment: number;
  readonly start: number;
  readonly end: number;
}

export interface BatchHeader {
  readonly generation: number;
  readonly batch: Batch;
}

/** A header with all its numbers at their longest. */
const MAX_HEADER_BYTES = 64;

/**
 * The batch that begins at `at`. "incomplete": the bytes end before it does. A string says what was found where no batch
 * can begin.
 */
export function readBatchHeader(
  bytes: Uint8Array,
  at: number,
  fileOffset: number,
): BatchHeader | "incomplete" | { readonly fault: string } {
  const type = bytes[at]!;
  if (type !== Wire.EventBatch && type !== Wire.ExperimentalBatch)
    return { fault: `found ${wireName(type)}, expected the start of a batch` };
  const reader = new ByteReader(bytes, at + 1);
  const experiment = type === Wire.ExperimentalBatch ? reader.byte() : 0;
  const generation = reader.uvarint();
  reader.uvarint();
  const threadLow = reader.low;
  const threadHigh = reader.high;
  const time = reader.uvarint();
  const size = reader.uvarint();
  if (reader.failed) {
    return bytes.length - at < MAX_HEADER_BYTES
      ? "incomplete"
      : { fault: "found a number of more than 64 bits in the header of a batch" };
  }
  if (generation === 0) return { fault: "found a batch of generation 0, expected 1 or more" };
  if (size > MAX_BATCH_BYTES) return { fault: `found a batch of ${size} bytes, expected at most ${MAX_BATCH_BYTES}` };
  const start = reader.position;
  if (start + size > bytes.length) return "incomplete";
  return {
    generation,
    batch: { bytes, fileOffset, threadLow, threadHigh, time, experiment, start, end: start + size },
  };
}
