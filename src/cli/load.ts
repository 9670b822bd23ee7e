import { loadTrace } from "../engine/load.ts";
import type { Trace } from "../model/trace.ts";
import type { Damage } from "../model/damage.ts";
import { ReadError } from "./errors.ts";
import { openSource, type Source } from "./source.ts";
import { ProgressLine, warn } from "./terminal.ts";

/** A trace as a command needs it: whole, with a warning on standard error for what could not be read. */
export async function loadForCommand(argument: string): Promise<{ trace: Trace; source: Source; byteLength: number }> {
  const source = await openSource(argument);
  const progress = new ProgressLine();
  const result = await loadTrace(source.chunks, {
    ...(source.bytes === undefined ? {} : { totalBytes: source.bytes }),
    onProgress: ({ bytes, totalBytes, events }) =>
      progress.update(`${source.name}: ${totalBytes ? `${Math.floor((100 * bytes) / totalBytes)} %` : `${bytes} bytes`}, ${events} events`),
  }).finally(() => progress.clear());
  if (!result.ok) throw new ReadError(`${source.name}: ${result.error.message}${at(result.error.byteOffset)}`);
  warnOfDamage(source.name, result.trace.damage);
  return { trace: result.trace, source, byteLength: result.byteLength };
}

/** Says on standard error what is missing from an answer. */
export function warnOfDamage(name: string, damage: readonly Damage[]): void {
  const [first] = damage;
  if (first === undefined) return;
  const more = damage.length > 1 ? ` (and ${damage.length - 1} more)` : "";
  const generation = first.generation === undefined ? "" : ` in generation ${first.generation}`;
  warn(`${name}: the trace is damaged${generation}: ${first.message}${at(first.byteOffset)}${more}; what could be read is shown`);
}

function at(byteOffset: number | undefined): string {
  return byteOffset === undefined ? "" : `, at byte ${byteOffset}`;
}
