import { openTrace } from "../../parsers/open.ts";
import { nextTask } from "../base/next-task.ts";
import type { Damage } from "../model/damage.ts";
import type { TraceParser } from "../model/event.ts";
import type { Trace } from "../model/trace.ts";
import { TraceBuilder } from "../model/trace-builder.ts";
import type { OpenError, Progress } from "./protocol.ts";

export interface LoadOptions {
  readonly totalBytes?: number;
  /** Called at least every 100 ms. */
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
}

export interface Loaded {
  readonly ok: true;
  readonly trace: Trace;
  /** As they came, compressed or not. */
  readonly byteLength: number;
  /** Uncompressed. */
  readonly inflatedLength: number;
}

/** Nothing of use could be read. `bare` is the trace where a generation began but none of its events could be told. */
export interface NotLoaded {
  readonly ok: false;
  readonly error: OpenError;
  readonly bare?: Loaded;
}

export type LoadResult = Loaded | NotLoaded;

const PROGRESS_MS = 50;
/** Events between looks at the clock. */
const SLICE_EVENTS = 1 << 16;

/**
 * Reads a trace whole. Between slices of work it yields to the event loop, so that a cancellation is heard. Errors of
 * the source itself (a file that vanishes, a connection that breaks) are thrown on; what is wrong with the bytes is told.
 */
export async function loadTrace(source: AsyncIterable<Uint8Array>, options: LoadOptions = {}): Promise<LoadResult> {
  const meter = new Meter(options);
  const opened = await openTrace(meter.count(source));
  if (!opened.ok)
    return {
      ok: false,
      error: {
        kind: opened.kind,
        message: opened.message,
        ...(opened.found === undefined ? {} : { found: opened.found }),
      },
    };
  const { parser } = opened;
  const builder = new TraceBuilder(parser);
  let inflatedLength = opened.headerBytes;
  for await (const chunk of opened.chunks) {
    inflatedLength += chunk.length;
    parser.push(chunk);
    await drain(parser, builder, meter);
    if (meter.cancelled) return cancelled();
  }
  parser.end();
  await order(parser, meter);
  if (meter.cancelled) return cancelled();
  await drain(parser, builder, meter);
  if (meter.cancelled) return cancelled();
  const finish = (): Loaded => {
    const trace = builder.finish(opened.damage.map((fault) => ({ ...fault, gap: { from: builder.lastTime } })));
    trace.symbols.seal();
    return { ok: true, trace, byteLength: meter.bytes, inflatedLength };
  };
  const fault = parser.damage[0] ?? opened.damage[0];
  // Of what is broken, the bare beginnings and ends of generations tell nothing.
  if (builder.eventCount === 0 || (fault !== undefined && builder.eventCount === builder.syncCount)) {
    const error = nothingIn(parser.format, fault, meter.bytes);
    return builder.eventCount === 0 ? { ok: false, error } : { ok: false, error, bare: finish() };
  }
  meter.stage = "building";
  await meter.report(builder.eventCount, true);
  return finish();
}

/** Why a file with a proper header tells nothing; `length` is the file's. */
export function nothingIn(format: string, fault: Damage | undefined, length: number): OpenError {
  const nothing = `the header says "${format}", and nothing follows it: expected at least one generation of events`;
  return { kind: "damaged", message: fault?.message ?? nothing, byteOffset: fault?.byteOffset ?? length };
}

/** Has the parser do what it must before its first event, if anything. */
async function order(parser: TraceParser, meter: Meter): Promise<void> {
  meter.stage = "ordering";
  while (!meter.cancelled && (meter.orderedShare = parser.prepare?.()) !== undefined) await meter.report(0, false);
  meter.stage = "reading";
}

async function drain(parser: TraceParser, builder: TraceBuilder, meter: Meter): Promise<void> {
  for (;;) {
    let left = SLICE_EVENTS;
    while (left > 0 && parser.next()) {
      builder.add();
      left--;
    }
    meter.generation = builder.syncCount;
    await meter.report(builder.eventCount, false);
    if (left > 0 || meter.cancelled) return;
  }
}

function cancelled(): LoadResult {
  return { ok: false, error: { kind: "cancelled", message: "opening was cancelled" } };
}

class Meter {
  bytes = 0;
  generation = 0;
  stage: Progress["stage"] = "reading";
  orderedShare: number | undefined;
  readonly #options: LoadOptions;
  #last = performance.now();

  constructor(options: LoadOptions) {
    this.#options = options;
  }

  get cancelled(): boolean {
    return this.#options.signal?.aborted ?? false;
  }

  async *count(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      this.bytes += chunk.length;
      yield chunk;
    }
  }

  /** Tells how far things are, if it is time to, and lets other work of the event loop in. */
  async report(events: number, force: boolean): Promise<void> {
    const { onProgress, totalBytes, signal } = this.#options;
    if (!onProgress && !signal) return;
    const now = performance.now();
    if (!force && now - this.#last < PROGRESS_MS) return;
    this.#last = now;
    const { bytes, generation, stage, orderedShare } = this;
    onProgress?.({ bytes, totalBytes, events, generation, stage, orderedShare });
    await nextTask();
  }
}
