import { type Loaded, loadTrace } from "../engine/load.ts";
import { formatBytes } from "../base/format.ts";
import { type Damage, lossOf } from "../model/damage.ts";
import { ReadError } from "./errors.ts";
import { openSource, type Source } from "./source.ts";
import { ProgressLine, warn } from "./terminal.ts";

export interface LoadedForCommand extends Loaded {
  readonly source: Source;
}

/** A trace as a command needs it: whole, with a warning on standard error for what could not be read. */
export async function loadForCommand(argument: string): Promise<LoadedForCommand> {
  const source = await openSource(argument);
  const progress = new ProgressLine();
  const result = await loadTrace(source.chunks, {
    ...(source.bytes === undefined ? {} : { totalBytes: source.bytes }),
    onProgress: ({ bytes, totalBytes, events }) =>
      progress.update(
        `${source.name}: ${totalBytes ? `${Math.floor((100 * bytes) / totalBytes)} %` : `${bytes} bytes`}, ${events} events`,
      ),
  }).finally(() => progress.clear());
  if (!result.ok) throw unreadable(source.name, result.error);
  warnOfDamage(source.name, result.trace.damage, result.inflatedLength);
  return { ...result, source };
}

/** Nothing could be read: what was found, and where. */
export function unreadable(name: string, error: { readonly message: string; readonly byteOffset?: number }): ReadError {
  return new ReadError(`${name}: ${error.message}${at(error.byteOffset)}`);
}

/** Says on standard error what is missing from an answer. `inflatedLength` is the file's, uncompressed. */
export function warnOfDamage(name: string, damage: readonly Damage[], inflatedLength: number): void {
  const [first] = damage;
  if (first === undefined) return;
  const more = damage.length > 1 ? ` (and ${damage.length - 1} more)` : "";
  const generation = first.generation === undefined ? "" : ` in generation ${first.generation}`;
  const loss = lossOf(damage, inflatedLength);
  const lost =
    loss.bytes === 0
      ? "what could be read is shown"
      : `${formatBytes(loss.bytes)} of ${formatBytes(inflatedLength)} could not be used; the rest is shown`;
  warn(`${name}: the trace is damaged${generation}: ${first.message}${at(first.byteOffset)}${more}; ${lost}`);
}

function at(byteOffset: number | undefined): string {
  return byteOffset === undefined ? "" : `, at byte ${byteOffset}`;
}
