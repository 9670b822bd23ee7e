import type { Command } from "commander";

import { mmuAnswers } from "../../analysis/mmu/answers.ts";
import { reportJson } from "../../export/report-json.ts";
import { reportText } from "../../export/report-text.ts";
import { loadForCommand } from "../load.ts";
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
  const { trace, source, byteLength } = await loadForCommand(argument);
  const output = new Output();
  if (json) for (const piece of reportJson(trace, { mmu: mmuAnswers(trace) })) output.write(piece);
  else output.write(reportText(trace, source.name, byteLength));
  output.flush();
}
