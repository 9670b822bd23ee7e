import type { Command } from "commander";

import { mmuAnswers } from "../../analysis/mmu/answers.ts";
import { lengthFields, reportJson } from "../../export/report-json.ts";
import { reportText } from "../../export/report-text.ts";
import { BareTrace, type LoadedForCommand, loadForCommand } from "../load.ts";
import { Output } from "../output.ts";

export function register(program: Command): void {
  program
    .command("report")
    .description("what happened in the traced program")
    .argument("<trace>", "a file, an http(s) URL, or - for standard input")
    .option("--json", "for a program to read")
    .action((argument: string, options: { json?: boolean }) => report(argument, options.json ?? false));
}

async function report(argument: string, json: boolean): Promise<void> {
  const output = new Output();
  if (json) return reportToProgram(argument, output);
  const loaded = await loadForCommand(argument);
  output.write(reportText(loaded, loaded.source.name));
  output.flush();
}

/** A program gets its document even where it only says that nothing could be read, besides the error. */
async function reportToProgram(argument: string, output: Output): Promise<void> {
  let loaded: LoadedForCommand;
  let error: BareTrace | undefined;
  try {
    loaded = await loadForCommand(argument);
  } catch (thrown) {
    if (!(thrown instanceof BareTrace)) throw thrown;
    error = thrown;
    loaded = thrown.loaded;
  }
  for (const piece of jsonOf(loaded)) output.write(piece);
  output.flush();
  if (error) throw error;
}

function jsonOf({ trace, inflatedLength }: LoadedForCommand): Iterable<string> {
  return reportJson(trace, { ...lengthFields(trace, inflatedLength), mmu: mmuAnswers(trace) });
}
