import type { Command } from "commander";

import { treeReport } from "../../profile/text-reports.ts";
import { addCallGraphFlags, drawOrPrint, type CallGraphFlags } from "../call-graph.ts";
import { addTraceProfileFlags, type TraceProfileFlags } from "../profile-source.ts";
import { addGraphFlags, addReportFlags, graphOptions, type ReportFlags } from "../report-flags.ts";

const NODES = 80;

export function register(program: Command): void {
  const command = program
    .command("tree")
    .description("the functions of a profile, each between its callers and its callees")
    .argument("<profile>", "a pprof file or URL, or - for standard input; with --type a trace");
  addTraceProfileFlags(addCallGraphFlags(addReportFlags(addGraphFlags(command)))).action(
    (argument: string, flags: ReportFlags & TraceProfileFlags & CallGraphFlags) =>
      drawOrPrint(argument, flags, (report) => treeReport(report, graphOptions(flags, NODES))),
  );
}
