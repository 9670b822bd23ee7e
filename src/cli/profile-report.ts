import { prepareReport, type Report, type ReportOptions } from "../profile/report.ts";
import { ReadError, UsageError } from "./errors.ts";
import { Output } from "./output.ts";
import { loadProfile, type TraceProfileFlags } from "./profile-source.ts";
import type { ReportFlags } from "./report-flags.ts";
import { warn } from "./terminal.ts";

/** Loads a profile and makes it ready. */
export async function loadReport(
  argument: string,
  flags: ReportFlags & TraceProfileFlags,
  options: ReportOptions,
): Promise<Report> {
  const prepared = prepareReport(await loadProfile(argument, flags), options);
  if (!prepared.ok) throw new UsageError(`${argument}: ${prepared.message}`);
  for (const name of prepared.report.unmatched) warn(`--${name} matched nothing`);
  return prepared.report;
}

/** Loads a profile, makes it ready, and prints the lines that `report` makes of it. */
export async function printReport(
  argument: string,
  flags: ReportFlags & TraceProfileFlags,
  options: ReportOptions,
  report: (prepared: Report) => readonly string[] | undefined,
): Promise<void> {
  const lines = report(await loadReport(argument, flags, options));
  if (lines === undefined) throw new ReadError(`${argument}: no function matches`);
  const output = new Output();
  for (const line of lines) output.line(harmless(line));
  output.flush();
}

/** Names come from the profile; what could steer a terminal is shown as a replacement character. */
function harmless(line: string): string {
  return line.replaceAll(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/g, "\ufffd");
}
