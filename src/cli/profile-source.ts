import { type Command, Option } from "commander";

import { gunzip, isGzip } from "../../parsers/gzip.ts";
import { readProfile } from "../../parsers/open-profile.ts";
import { nameOfForeign } from "../../parsers/sniff.ts";
import type { Profile } from "../model/profile.ts";
import { subtract } from "../profile/combine.ts";
import { traceProfile } from "../profile/from-trace.ts";
import { SPLITS, type SplitBy } from "../profile/partition.ts";
import { prune } from "../profile/prune.ts";
import { TRACE_PROFILE_TYPES, type TraceProfileType } from "../profile/weigh-trace.ts";
import { ReadError } from "./errors.ts";
import { loadForCommand, openWithProgress } from "./load.ts";
import { askedRegions, scopeComments } from "./scope-flags.ts";
import { addScopeOptions, scopeFrom, type ScopeOptions } from "./scope-options.ts";
import { ProgressLine, warn } from "./terminal.ts";

/** Bytes that tell what a file is. */
const HEAD_BYTES = 512;

/** Options that make a profile of a trace. */
export interface TraceProfileFlags extends ScopeOptions {
  readonly type?: TraceProfileType;
  /** Also count waits that had not ended when the trace did. */
  readonly open?: boolean;
  readonly split?: SplitBy;
}

export interface BaseFlags {
  readonly base?: string;
  readonly diffBase?: string;
  readonly normalize?: boolean;
}

export function addTraceProfileFlags(command: Command): Command {
  const type = new Option("--type <type>", "which profile of a trace").choices([...TRACE_PROFILE_TYPES]);
  return addScopeOptions(
    command
      .addOption(type)
      .addOption(
        new Option("--split <by>", "of a trace, by the reason of waits or the goroutines' group").choices([...SPLITS]),
      )
      .option("--open", "of a trace, also count waits that had not ended when it did"),
  );
}

/**
 * What a user names as a profile: a pprof file; or, where a type is asked for, a trace that holds such a one. Less
 * the base, if there is one, and without the frames that the profile's writer wants left out.
 */
export async function loadProfile(argument: string, flags: TraceProfileFlags & BaseFlags): Promise<Profile> {
  const profile = await loadOne(argument, flags);
  const base = flags.diffBase ?? flags.base;
  if (base === undefined) return pruned(argument, profile);
  const difference = subtract(profile, await loadOne(base, flags), {
    relativeToBase: flags.diffBase !== undefined,
    normalize: flags.normalize ?? false,
  });
  if (!difference.ok) throw new ReadError(`${argument} and ${base}: ${difference.message}`);
  return pruned(argument, difference.profile);
}

/** A profile of a trace. */
export async function loadTraceProfile(
  argument: string,
  type: TraceProfileType,
  flags: TraceProfileFlags,
): Promise<Profile> {
  const { trace, source } = await loadForCommand(argument);
  const { region, ...narrowing } = flags;
  const scope = scopeFrom(trace, narrowing);
  const options = {
    openAtEnd: flags.open ?? false,
    ...(flags.split !== undefined && { splitBy: flags.split }),
    // Of a region counts the time within it alone, not all from the first to the last.
    ...(region !== undefined && { windows: askedRegions(trace, scope, region) }),
  };
  const about = [`Trace: ${source.name} (${trace.format}), ${type}${flags.open === true ? ", open waits too" : ""}`];
  if (flags.task !== undefined) about.push(`Task: ${flags.task}`);
  if (flags.cycle !== undefined) about.push(`GC cycle: ${flags.cycle}`);
  return traceProfile(trace, type, scope, [...about, ...scopeComments(flags, scope)], options);
}

async function loadOne(argument: string, flags: TraceProfileFlags): Promise<Profile> {
  if (flags.type !== undefined) return loadTraceProfile(argument, flags.type, flags);
  const source = await openWithProgress(argument, new ProgressLine());
  const parts: Uint8Array[] = [];
  for await (const chunk of source.chunks) parts.push(chunk);
  const bytes = Buffer.concat(parts);
  const result = readProfile(bytes);
  if (result.ok) return result.profile;
  const { message, byteOffset } = result.error;
  throw new ReadError(`${source.name}: ${foreign(bytes) ?? `${message}, at byte ${byteOffset ?? 0}`}`);
}

/** What the bytes are instead, if that is known. */
function foreign(bytes: Uint8Array): string | undefined {
  const outside = bytes.subarray(0, HEAD_BYTES);
  const head = isGzip(bytes) ? gunzip(outside, HEAD_BYTES * 1100).bytes.subarray(0, HEAD_BYTES) : outside;
  if (/^go 1\.\d+ trace\0/.test(String.fromCharCode(...head.subarray(0, 16)))) {
    return `is an execution trace: --type ${TRACE_PROFILE_TYPES.join("|")} says which of its profiles`;
  }
  const name = nameOfForeign(head);
  return name === undefined || name === "a pprof profile" ? undefined : `is ${name}, not a pprof profile`;
}

function pruned(name: string, profile: Profile): Profile {
  const result = prune(profile);
  if (result !== undefined) return result;
  warn(`${name}: its expression for frames to leave out is not understood; nothing is left out`);
  return profile;
}
