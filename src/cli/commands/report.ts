import type { Command } from "commander";

import { mmuAnswers } from "../../analysis/mmu/answers.ts";
import { lengthFields, reportJson } from "../../export/report-json.ts";
import { reportText } from "../../export/report-text.ts";
import { type LoadedForCommand, loadForCommand } from "../load.ts";
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
  const loaded = await loadForCommand(argument);
  const output = new Output();
  if (json) for (const piece of jsonOf(loaded)) output.write(piece);
  else output.write(reportText(loaded, loaded.source.name));
  output.flush();
}

function jsonOf({ trace, inflatedLength }: LoadedForCommand): Iterable<string> {
  return reportJson(trace, { ...lengthFields(trace, inflatedLength), mmu: mmuAnswers(trace) });
}
