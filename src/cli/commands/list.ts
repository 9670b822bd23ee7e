import type { Command } from "commander";

import { listReport } from "../../profile/list-report.ts";
import { printReport } from "../profile-report.ts";
import { addTraceProfileFlags, type TraceProfileFlags } from "../profile-source.ts";
import { addReportFlags, parseExpression, reportOptions, type ReportFlags } from "../report-flags.ts";
import type { Report } from "../../profile/report.ts";
import { sourceReader, trimmedPath } from "../source-lines.ts";

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
    const named = { searchPath: flags.sourcePath ?? "", trimPath: flags.trimPath };
    return printReport(argument, flags, reportOptions(flags, "lines"), (report) =>
      listReport(
        withFiles(report, (file) => trimmedPath(file, named)),
        matching,
        read,
      ),
    );
  });
}

/** The report with other names for files: as go tool pprof has it, files are named as they are looked for. */
function withFiles(report: Report, nameOf: (file: string) => string): Report {
  const functions = report.profile.functions.map((fn) => ({ ...fn, file: nameOf(fn.file) }));
  return { ...report, profile: { ...report.profile, functions } };
}
