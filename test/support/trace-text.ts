/**
 * A language for small Go traces (1.22 and newer), so that a test can tell its story where it stands.
 *
 *     go 1.26
 *     generation 1 @1000 freq=1000000000
 *       thread 0
 *             ProcStatus p=0 status=running
 *             GoStatus g=1 m=0 status=running
 *         +50 GoBlock "chan receive" "main.f main.go:12 < main.main main.go:3"
 *       thread 7 @1040
 *         @1060 GoUnblock g=1 seq=1
 *       sample @1020 m=0 p=0 g=1 stack="main.f main.go:11"
 *
 * A line is a word and its arguments, in order or by name; a quoted one is a string or a stack, `none` is an id
 * of all ones. Times are in ticks (of a nanosecond, unless `freq` says otherwise): `+50` after the event before,
 * `@1060` absolute; without either an event is one tick after the one before it, and the first of a batch at the
 * batch's own time.
 *
 *     go MINOR                    the header: 1.22, 1.23, 1.25 or 1.26
 *     generation N [@TIME] [freq=TICKS_PER_SECOND]
 *     thread M [@TIME] [gen=N] [size=BYTES]         begins a batch; the time is the generation's if not given
 *     step TICKS                  what an event without a time adds from here on in this generation (1)
 *     EVENT ...                   any of TIMED_EVENTS in trace-wire.ts
 *     sample @TIME m= p= g= stack=                  a CPU sample
 *     experiment N thread M [@TIME] HEX ...         a batch of experimental data
 *     sync [@TIME] freq= mono= sec= nsec=           instead of the one that opens every generation
 *     string ID "TEXT", stack ID "FRAMES"           a table entry under an id of its own
 *     without sync|strings|stacks|end|frequency|clock    leaves out what would be written of itself
 *     data HEX ...                bytes as they are, in the open batch
 *     raw HEX ...                 bytes as they are, in the file, ending the open batch
 */
import { statements, type Statement } from "./statements.ts";
import { TraceEncoder } from "./trace-encoder.ts";
import { TIMED_EVENTS } from "./trace-wire.ts";

/** The bytes of a trace written as text. Throws SyntaxError with the line if the text cannot be read. */
export function traceBytes(text: string): Uint8Array {
  const encoder = new TraceEncoder();
  for (const statement of statements(text)) {
    try {
      obey(encoder, statement);
    } catch (error) {
      throw new SyntaxError(`line ${statement.line}: ${(error as Error).message}`, { cause: error });
    }
  }
  return encoder.finish();
}

function obey(encoder: TraceEncoder, statement: Statement): void {
  const rule = RULES.get(statement.word);
  if (rule !== undefined) return rule(encoder, statement);
  const event = TIMED_EVENTS.get(statement.word);
  if (event === undefined) throw new Error(`no such word or event: ${statement.word}`);
  encoder.event(event, statement);
}

const RULES: ReadonlyMap<string, (encoder: TraceEncoder, s: Statement) => void> = new Map([
  ["go", (e, s) => e.go(s)],
  ["generation", (e, s) => e.generation(s)],
  ["thread", (e, s) => e.thread(s)],
  ["sample", (e, s) => e.sample(s)],
  ["experiment", (e, s) => e.experiment(s)],
  ["sync", (e, s) => e.sync(s)],
  ["string", (e, s) => e.string(s)],
  ["stack", (e, s) => e.stack(s)],
  ["step", (e, s) => e.step(s)],
  ["without", (e, s) => e.without(s)],
  ["data", (e, s) => e.data(s)],
  ["raw", (e, s) => e.raw(s)],
]);
