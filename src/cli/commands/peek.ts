import type { Command } from "commander";

import { treeReport } from "../../profile/text-reports.ts";
import { printReport } from "../profile-report.ts";
import { addTraceProfileFlags, type TraceProfileFlags } from "../profile-source.ts";
import { addReportFlags, graphOptions, parseExpression, reportOptions, type ReportFlags } from "../report-flags.ts";

export function register(program: Command): void {
  const command = program
    .command("peek")
    .description("callers and callees of the functions that match")
    .argument("<profile>", "a pprof file or URL, or - for standard input; with --type a trace")
    .argument("<function>", "a regular expression", parseExpression)
    .option("--cum", "sort by cumulative weight");
  addTraceProfileFlags(addReportFlags(command)).action(
    (argument: string, matching: RegExp, flags: ReportFlags & TraceProfileFlags) =>
      printReport(argument, flags, reportOptions(flags), (report) =>
        treeReport(report, graphOptions({ ...flags, trim: false }, 0), matching),
      ),
  );
}
