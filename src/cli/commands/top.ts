import type { Command } from "commander";

import { topReport } from "../../profile/text-reports.ts";
import { addCallGraphFlags, drawOrPrint, type CallGraphFlags } from "../call-graph.ts";
import { addTraceProfileFlags, type TraceProfileFlags } from "../profile-source.ts";
import { addGraphFlags, addReportFlags, graphOptions, type ReportFlags } from "../report-flags.ts";

const ALL = 0;

export function register(program: Command): void {
  const command = program
    .command("top")
    .description("the functions of a profile, heaviest first")
    .argument("<profile>", "a pprof file or URL, or - for standard input; with --type a trace");
  addTraceProfileFlags(addCallGraphFlags(addReportFlags(addGraphFlags(command)))).action(
    (argument: string, flags: ReportFlags & TraceProfileFlags & CallGraphFlags) =>
      drawOrPrint(argument, flags, (report) => topReport(report, graphOptions(flags, ALL))),
  );
}
