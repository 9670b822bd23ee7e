import { EventCursor, type TraceParser } from "../../../src/model/event.ts";
import type { Damage } from "../../../src/model/damage.ts";
import { Symbols } from "../../../src/model/symbols.ts";
import { makeMonotone, settleSyscallEnds } from "./clock.ts";
import type { EventColumns } from "./columns.ts";
import { Converter } from "./converter.ts";
import { DamageLog } from "../damage-log.ts";
import { placeLosses } from "./gaps.ts";
import { markBlockingSyscalls, markFutileWakeups } from "./lookahead.ts";
import { orderBySequence } from "./order-by-sequence.ts";
import { orderByState } from "./order-by-state.ts";
import { scan, type Scan } from "./scan.ts";
import { formatOf, V1_VERSIONS, type Format } from "./specs.ts";
import { allOf, type Steps, within } from "./steps.ts";
import { ProcStreams } from "./streams.ts";
import { FileTables } from "./tables.ts";

const HEADER_BYTES = 16;

/**
 * The frequency of the clock stands at the end of a file; where that is missing, a tick is taken for the 64 cycles of a
 * 3 GHz processor that it is on x86.
 */
const USUAL_TICKS_PER_SECOND = 3e9 / 64;
/** Some 50 days: beyond, a double no longer tells each ns. */
const MAX_NS = 2 ** 52;
const NO_FREQUENCY =
  "the file ends before it tells how fast its clock ticks, and before its strings and stacks; times are estimates";

/**
 * Reads traces of Go 1.5 to 1.21. Their order, strings and stacks are only known when all bytes are there, so no event
 * comes before `end`. Takes about 25 bytes of memory an event beside the file.
 */
export class V1Parser implements TraceParser {
  readonly event = new EventCursor();
  readonly symbols = new Symbols();
  readonly format: string;
  /** Old traces tell nothing of other clocks. */
  readonly clock = undefined;
  readonly afterGap = false;
  readonly #version: number;
  readonly #log = new DamageLog();
  #chunks: Uint8Array[] = [];
  /** What is still to be done before the first event, once all bytes are there. */
  #work: Steps<void> | undefined;
  #converter: Converter | undefined;

  /** `version` is the minor one of the header, one of V1_VERSIONS; the bytes pushed begin after the header. */
  constructor(version: number) {
    if (!V1_VERSIONS.includes(version))
      throw new RangeError(`go 1.${version} is none of the v1 formats ${V1_VERSIONS.join(", ")}`);
    this.#version = version;
    this.format = `go 1.${version}`;
  }

  get damage(): readonly Damage[] {
    return this.#log.list();
  }

  push(chunk: Uint8Array): void {
    this.#chunks.push(chunk);
  }

  end(): void {
    this.#work = this.#read();
  }

  prepare(): number | undefined {
    const step = this.#work?.next();
    if (step?.done === false) return step.value;
    this.#work = undefined;
    return undefined;
  }

  *#read(): Steps<void> {
    const bytes = joined(this.#chunks);
    this.#chunks = [];
    const format = formatOf(this.#version);
    const tables = new FileTables(bytes, this.#version, this.symbols);
    const found = yield* within(0, 0.3, scan(bytes, HEADER_BYTES, format, tables, this.#log));
    if (found.eventCount === 0 && found.ticksPerSecond === 0) {
      this.#log.note("truncated", "no event follows the header", HEADER_BYTES);
      return;
    }
    const losses = [...found.losses];
    if (found.ticksPerSecond === 0) {
      const fault = this.#log.note("truncated", NO_FREQUENCY, bytes.length);
      losses.push({ fault, batch: found.batches.length - 1 });
    }
    const columns = yield* this.#order(bytes, format, found);
    const nsPerTick = 1e9 / this.#frequency(found, columns);
    placeLosses(losses, found.batches, columns, nsPerTick);
    this.#converter = new Converter(this.event, this.symbols, {
      bytes,
      format,
      scan: found,
      tables,
      columns,
      nsPerTick,
      damage: this.#log,
    });
  }

  next(): boolean {
    if (this.#work) allOf(this.#work);
    this.#work = undefined;
    return this.#converter !== undefined && this.#converter.next();
  }

  /** Ticks in a second. */
  #frequency({ ticksPerSecond }: Scan, columns: EventColumns): number {
    const ticks = columns.length === 0 ? 0 : columns.time[columns.length - 1]! - columns.time[0]!;
    const isSane = ticksPerSecond > 0 && (ticks / ticksPerSecond) * 1e9 < MAX_NS;
    if (ticksPerSecond > 0 && !isSane)
      this.#log.note(
        "clock",
        `a clock of ${ticksPerSecond} ticks a second, by which the trace takes years; times are estimates`,
      );
    return isSane ? ticksPerSecond : USUAL_TICKS_PER_SECOND;
  }

  *#order(bytes: Uint8Array, format: Format, found: Scan): Steps<EventColumns> {
    const makeStreams = (log: DamageLog): ProcStreams => new ProcStreams(bytes, found, format, log);
    let columns: EventColumns;
    if (format.version < 7) {
      columns = yield* within(0.3, 0.9, orderBySequence(makeStreams(this.#log), bytes, found, format));
      makeMonotone(columns, this.#log);
    } else {
      columns = yield* within(0.3, 0.8, orderByState(makeStreams, found.eventCount, this.#log));
      makeMonotone(columns, this.#log);
      columns = yield* within(0.8, 0.9, settleSyscallEnds(columns, bytes, format, found.origin, this.#log));
    }
    if (found.hasFutileWakeups) yield* within(0.9, 0.95, markFutileWakeups(columns, bytes, format));
    yield* within(0.95, 1, markBlockingSyscalls(columns, bytes));
    return columns;
  }
}

/** The chunks as one, behind room for the header, so that offsets are those of the file. */
function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const length = chunks.reduce((sum, chunk) => sum + chunk.length, HEADER_BYTES);
  const bytes = new Uint8Array(length);
  let at = HEADER_BYTES;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
