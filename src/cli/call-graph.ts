import { writeFile } from "node:fs/promises";

import type { Command } from "commander";

import { renderSvg } from "../export/graphviz.ts";
import { callGraphDrawing } from "../profile/dot.ts";
import type { Report } from "../profile/report.ts";
import { ReadError, systemCode, UsageError } from "./errors.ts";
import { Output } from "./output.ts";
import { loadReport, printReport } from "./profile-report.ts";
import type { TraceProfileFlags } from "./profile-source.ts";
import { graphOptions, reportOptions, type ReportFlags } from "./report-flags.ts";

/** Options that draw the call graph in place of a table. */
export interface CallGraphFlags {
  readonly svg?: boolean;
  readonly dot?: boolean;
  readonly output?: string;
}

/** Nodes drawn, tags among them, unless asked otherwise. */
const NODES = 80;

export function addCallGraphFlags(command: Command): Command {
  return command
    .option("--svg", `draw the call graph, at most ${NODES} nodes of it unless --nodecount says otherwise`)
    .option("--dot", "the same, to be laid out by Graphviz")
    .option("-o, --output <file>", "where a drawing goes to; absent: standard output");
}

/** Draws the call graph, if that is asked for, and else prints the lines that `report` makes of the profile. */
export async function drawOrPrint(
  argument: string,
  flags: ReportFlags & TraceProfileFlags & CallGraphFlags,
  report: (prepared: Report) => readonly string[] | undefined,
): Promise<void> {
  const options = reportOptions(flags);
  if (flags.svg !== true && flags.dot !== true) {
    if (flags.output !== undefined) throw new UsageError("-o is for --svg and --dot; tables go to standard output");
    return printReport(argument, flags, options, report);
  }
  const { dot } = callGraphDrawing(await loadReport(argument, flags, options), graphOptions(flags, NODES));
  await writeDrawing(flags.svg === true ? await renderSvg(dot) : dot, flags.output);
}

async function writeDrawing(text: string, file: string | undefined): Promise<void> {
  if (file === undefined) {
    const output = new Output();
    output.write(text);
    return output.flush();
  }
  try {
    await writeFile(file, text);
  } catch (error) {
    const code = systemCode(error);
    if (code === "") throw error;
    throw new ReadError(`${file}: cannot be written (${code})`, { cause: error });
  }
}
