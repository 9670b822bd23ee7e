import { FILTER_NAMES } from "./filter.ts";
import { baseName } from "./frame-info.ts";
import type { Report } from "./report.ts";
import { reportValue } from "./report.ts";
import type { TrimmedGraph, TrimOptions } from "./trim.ts";
import { flatTotal } from "./graph.ts";
import { formatPercentage, formatValue, scale } from "./units.ts";

/** Expressions longer than this are cut where the report repeats them. */
const FILTER_BYTES = 80;

/** What the profile is: one line each for binary, build, comments, type, time and duration, as far as known. */
export function profileHeader(report: Report): readonly string[] {
  const { profile } = report;
  const lines: string[] = [];
  const program = profile.mappings[0];
  if (program !== undefined && program.file !== "") lines.push(`File: ${baseName(program.file)}`);
  if (program !== undefined && program.buildId !== "") lines.push(`Build ID: ${program.buildId}`);
  // By convention a comment that starts with "#" is for machines.
  lines.push(...profile.comments.filter((comment) => !comment.startsWith("#")));
  if (report.sampleType !== "") lines.push(`Type: ${report.sampleType}`);
  if (profile.docUrl !== "") lines.push(`Doc: ${profile.docUrl}`);
  if (profile.timeNanos !== 0n) lines.push(`Time: ${localTime(profile.timeNanos)}`);
  if (profile.durationNanos !== 0) lines.push(durationLine(report));
  return lines;
}

/** The header of a report on a graph: the profile, the filters, and how much of it is shown. */
export function graphHeader(
  report: Report,
  graph: TrimmedGraph & { readonly droppedEdges?: number },
  options: Pick<TrimOptions, "nodeFraction" | "edgeFraction">,
): readonly string[] {
  const shown = flatTotal(graph.nodes);
  const value = (weight: number): string => reportValue(report, weight);
  const share = formatPercentage(shown, report.total).trim();
  const lines = [
    ...profileHeader(report),
    ...filterLines(report),
    `Showing nodes accounting for ${value(shown)}, ${share} of ${value(report.total)} total`,
  ];
  if (report.total === 0) return lines;
  const least = (fraction: number): string => value(Math.abs(Math.trunc(report.total * fraction)));
  const dropped = (count: number, what: string): string => `Dropped ${count} ${what}${count > 1 ? "s" : ""}`;
  const { droppedNodes, droppedEdges = 0 } = graph;
  if (droppedNodes > 0) lines.push(`${dropped(droppedNodes, "node")} (cum <= ${least(options.nodeFraction)})`);
  if (droppedEdges > 0) lines.push(`${dropped(droppedEdges, "edge")} (freq <= ${least(options.edgeFraction)})`);
  if (graph.nodes.length > 0 && graph.nodes.length < graph.candidates) {
    lines.push(`Showing top ${graph.nodes.length} nodes out of ${graph.candidates}`);
  }
  return lines;
}

function filterLines({ filter }: Report): readonly string[] {
  const lines = FILTER_NAMES.flatMap((name) => {
    const expression = filter[name];
    if (expression === undefined) return [];
    const text = `${name === "showFrom" ? "show_from" : name}=${expression.source}`;
    return [`   ${text.length > FILTER_BYTES ? `${text.slice(0, FILTER_BYTES)}…` : text}`];
  });
  return lines.length === 0 ? [] : ["Active filters:", ...lines];
}

function durationLine(report: Report): string {
  const duration = report.profile.durationNanos;
  const total = scale(report.total, report.sampleUnit, "nanoseconds");
  const comparable = total.unit === "ns" && total.value !== 0;
  const share = comparable ? `(${formatPercentage(Math.trunc(total.value), duration)})` : "";
  const written = formatValue(duration, "nanoseconds", "auto");
  return `Duration: ${written}, Total samples = ${reportValue(report, report.total)} ${share}`;
}

/** As "2026-11-23 07:29:42 UTC", in the reader's time zone. */
function localTime(timeNanos: bigint): string {
  const date = new Date(Number(timeNanos / 1_000_000n));
  if (Number.isNaN(date.getTime())) return `${timeNanos} ns`;
  const two = (value: number): string => String(value).padStart(2, "0");
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const time = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  const format = new Intl.DateTimeFormat("en-US", { timeZoneName: "short" });
  const zone = format.formatToParts(date).find((part) => part.type === "timeZoneName")?.value ?? "";
  return `${day} ${time} ${zone}`;
}
