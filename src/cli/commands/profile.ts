import { writeFile } from "node:fs/promises";

import type { Command } from "commander";

import { gzip } from "../../../parsers/gzip.ts";
import { encodePprof } from "../../export/pprof.ts";
import { TRACE_PROFILE_TYPES, type TraceProfileType } from "../../profile/weigh-trace.ts";
import { ReadError, systemCode, UsageError } from "../errors.ts";
import { Output } from "../output.ts";
import { addTraceProfileFlags, loadTraceProfile, type TraceProfileFlags } from "../profile-source.ts";

interface ProfileFlags extends TraceProfileFlags {
  readonly output?: string;
}

export function register(program: Command): void {
  const command = program
    .command("profile")
    .description("a profile of a trace, as a file for pprof")
    .argument("<trace>", "a file, an http(s) URL, or - for standard input")
    .option("-o, --output <file>", "where to; absent: standard output");
  addTraceProfileFlags(command).action((argument: string, flags: ProfileFlags) => {
    if (flags.type === undefined) throw new UsageError(`profile: --type is missing: ${TRACE_PROFILE_TYPES.join(", ")}`);
    return writeProfile(argument, flags.type, flags);
  });
}

/** Writes a profile of a trace, gzipped, as `go tool trace -pprof=TYPE` does. */
export async function writeProfile(argument: string, type: TraceProfileType, flags: ProfileFlags): Promise<void> {
  if (flags.output === undefined && process.stdout.isTTY) {
    throw new UsageError("a profile is not text for a terminal: -o FILE writes a file");
  }
  const bytes = gzip(encodePprof(await loadTraceProfile(argument, type, flags)));
  if (flags.output === undefined) return new Output().writeBytes(bytes);
  try {
    await writeFile(flags.output, bytes);
  } catch (error) {
    const code = systemCode(error);
    if (code === "") throw error;
    throw new ReadError(`${flags.output}: cannot be written (${code})`, { cause: error });
  }
}
