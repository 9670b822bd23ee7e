import { type Loaded, loadTrace } from "../engine/load.ts";
import { countOf, formatBytes } from "../base/format.ts";
import { type Damage, lossOf } from "../model/damage.ts";
import type { Progress } from "../engine/protocol.ts";
import { ReadError } from "./errors.ts";
import { waitingFor } from "./source-url.ts";
import { isUrl, openSource, type Source } from "./source.ts";
import { ProgressLine, warn } from "./terminal.ts";

export interface LoadedForCommand extends Loaded {
  readonly source: Source;
}

/** Nothing of use could be read, but there is a trace of sorts that says so: for programs, which would rather have that. */
export class BareTrace extends ReadError {
  readonly loaded: LoadedForCommand;

  constructor(message: string, loaded: LoadedForCommand) {
    super(message);
    this.loaded = loaded;
  }
}

/** A trace as a command needs it: whole, with a warning on standard error for what could not be read. */
export async function loadForCommand(argument: string): Promise<LoadedForCommand> {
  const progress = new ProgressLine();
  const source = await openWithProgress(argument, progress);
  const result = await loadTrace(source.chunks, {
    ...(source.bytes === undefined ? {} : { totalBytes: source.bytes }),
    onProgress: (reached) => progress.update(`${source.name}: ${progressText(reached)}`),
  }).finally(() => progress.clear());
  if (!result.ok) {
    const { message } = unreadable(source.name, result.error);
    throw result.bare ? new BareTrace(message, { ...result.bare, source }) : new ReadError(message);
  }
  warnOfDamage(source.name, result.trace.damage, result.inflatedLength);
  return { ...result, source };
}

function progressText({ bytes, totalBytes, events, stage, orderedShare = 0 }: Progress): string {
  if (stage === "ordering") return `putting events in order, ${Math.floor(100 * orderedShare)} %`;
  const read = totalBytes ? `${Math.floor((100 * bytes) / totalBytes)} %` : formatBytes(bytes);
  return `${read}, ${countOf(events, "event")}`;
}

/** Opens what a user names; says what is waited for, and to where a server sends us. */
export async function openWithProgress(argument: string, progress: ProgressLine, stop?: AbortSignal): Promise<Source> {
  const opening = openSource(argument, stop);
  const source = await (isUrl(argument) ? progress.during(opening, waitingFor(new URL(argument))) : opening);
  if (source.redirectedTo !== undefined) warn(`${source.name}: redirected to ${source.redirectedTo}`);
  return source;
}

interface Unreadable {
  readonly message: string;
  readonly byteOffset?: number;
  readonly found?: string;
}

/** Nothing could be read: what was found, and where. */
export function unreadable(name: string, error: Unreadable): ReadError {
  const advice = error.found?.includes("pprof profile") === true ? "; gopherscope top reads profiles" : "";
  return new ReadError(`${name}: ${error.message}${at(error.byteOffset)}${advice}`);
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
