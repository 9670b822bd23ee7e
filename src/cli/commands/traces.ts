import type { Command } from "commander";

import { tracesReport } from "../../profile/text-reports.ts";
import { printReport } from "../profile-report.ts";
import { addTraceProfileFlags, type TraceProfileFlags } from "../profile-source.ts";
import { addReportFlags, reportOptions, type ReportFlags } from "../report-flags.ts";

export function register(program: Command): void {
  const command = program
    .command("traces")
    .description("every stack of a profile, with its weight and labels")
    .argument("<profile>", "a pprof file or URL, or - for standard input; with --type a trace");
  addTraceProfileFlags(addReportFlags(command)).action((argument: string, flags: ReportFlags & TraceProfileFlags) =>
    printReport(argument, flags, reportOptions(flags), tracesReport),
  );
}
