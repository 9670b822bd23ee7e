import type { IdTable } from "../../../src/base/id-table.ts";
import type { DamageLog } from "../damage-log.ts";
import { ByteReader } from "../wire/varint.ts";
import { sortedOrder } from "./merge-sort.ts";
import { MAX_TICKS_APART } from "./origin.ts";
import type { Scan } from "./scan.ts";
import type { Format } from "./specs.ts";
import { allOf } from "./steps.ts";

const NONE = -1;

/** CPU samples; `order` tells them by time. Goroutine and proc are rows of the file's tables. */
export interface Samples {
  readonly order: Uint32Array;
  readonly at: Uint32Array;
  readonly time: Float64Array;
  readonly goroutine: Int32Array;
  readonly proc: Int32Array;
}

/**
 * CPU samples reach the file late and out of order, in batches of the proc that wrote them down; each carries the
 * time, proc and goroutine that it was taken at.
 */
export function readSamples(
  bytes: Uint8Array,
  scan: Scan,
  format: Format,
  goroutines: IdTable,
  damage: DamageLog,
): Samples {
  const at = scan.samples;
  const time = new Float64Array(at.length);
  const goroutine = new Int32Array(at.length);
  const proc = new Int32Array(at.length);
  const reader = new ByteReader(bytes);
  for (let i = 0; i < at.length; i++) {
    reader.position = at[i]! + 1;
    if (bytes[at[i]!]! >= 0xc0) reader.uvarint();
    for (let skipped = 0; skipped < format.lead; skipped++) reader.uvarint();
    reader.uvarint();
    time[i] = scan.origin.ticks(reader.low, reader.high);
    if (Math.abs(time[i]!) > MAX_TICKS_APART) {
      damage.note("clock", "a CPU sample taken weeks away; it is shown at the beginning", at[i]!);
      time[i] = 0;
    }
    reader.uvarint();
    // Procs are 32-bit and signed here, -1 being none.
    proc[i] = scan.procs.intern(reader.low, (reader.low | 0) < 0 ? 0xffff_ffff : 0);
    reader.uvarint();
    goroutine[i] = reader.low === 0 && reader.high === 0 ? NONE : goroutines.intern(reader.low, reader.high);
  }
  return { order: allOf(sortedOrder(time)), at, time, goroutine, proc };
}
