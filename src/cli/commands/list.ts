import type { Command } from "commander";

import { listReport } from "../../profile/list-report.ts";
import { printReport } from "../profile-report.ts";
import { addTraceProfileFlags, type TraceProfileFlags } from "../profile-source.ts";
import { addReportFlags, parseExpression, reportOptions, type ReportFlags } from "../report-flags.ts";
import { sourceReader } from "../source-lines.ts";

interface ListFlags extends ReportFlags, TraceProfileFlags {
  readonly sourcePath?: string;
  readonly trimPath: string;
}

export function register(program: Command): void {
  const command = program
    .command("list")
    .description("the source of the functions that match, each line with its weight")
    .argument("<profile>", "a pprof file or URL, or - for standard input; with --type a trace")
    .argument("<function>", "a regular expression", parseExpression)
    .option("--source-path <folders>", "where to look for source files; absent: here and above")
    .option("--trim-path <prefixes>", "beginnings to take off the profile's paths", "");
  addTraceProfileFlags(addReportFlags(command)).action((argument: string, matching: RegExp, flags: ListFlags) => {
    const read = sourceReader({ searchPath: flags.sourcePath ?? process.cwd(), trimPath: flags.trimPath });
    return printReport(argument, flags, reportOptions(flags, "lines"), (report) => listReport(report, matching, read));
  });
}
