import { openTrace } from "../../../parsers/open.ts";
import { bytesOf } from "../bytes.ts";
import type { Trace } from "../../model/trace.ts";
import type { OpenSource } from "../protocol.ts";
import type { EventLog } from "./event-log.ts";

/** The clock is looked at every so many events. */
const GLANCE_EVENTS = 1 << 10;
const SLICE_MS = 8;

/**
 * Reads a source once more and puts its events into the log, a slice of work at a time: each step takes some
 * milliseconds. Throws if the source does not hold what it held when the trace was made of it.
 */
export async function* readEvents(
  source: OpenSource,
  log: EventLog,
  { eventCount: expected, symbols: { strings } }: Trace,
  signal: AbortSignal,
): AsyncGenerator<void> {
  const bytes = await bytesOf(source, signal);
  if (!bytes.ok) throw new Error(bytes.error.message);
  const opened = await openTrace(bytes.chunks);
  if (!opened.ok) throw new Error(`the trace cannot be read a second time: ${opened.message}`);
  const { parser } = opened;
  log.shapes.stringOf = (row) => strings.intern(parser.symbols.strings.get(row));
  function* drain(): Generator<void> {
    let until = performance.now() + SLICE_MS;
    for (let left = GLANCE_EVENTS; parser.next();) {
      log.append(parser.event);
      if (--left > 0) continue;
      left = GLANCE_EVENTS;
      if (performance.now() < until) continue;
      yield;
      until = performance.now() + SLICE_MS;
    }
  }
  for await (const chunk of opened.chunks) {
    parser.push(chunk);
    yield* drain();
  }
  parser.end();
  yield* drain();
  if (signal.aborted) return;
  log.finish();
  if (log.length !== expected) {
    const name = source.kind === "file" ? source.file.name : source.name;
    throw new Error(
      `${name} has changed since it was opened: it holds ${log.length} events now, and held ${expected}; open it again`,
    );
  }
}
