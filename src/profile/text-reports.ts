import type { ProfileLabel } from "../model/profile.ts";
import { frameInfo, printableName } from "./frame-info.ts";
import type { GraphEdge, GraphNode } from "./graph.ts";
import { compareText, sortEdges } from "./order.ts";
import { graphHeader, profileHeader } from "./report-header.ts";
import { reportValue, withCommonUnit, type Report } from "./report.ts";
import { trimmedGraph, type TrimOptions } from "./trim.ts";
import { formatPercentage, formatValue } from "./units.ts";

export type GraphReportOptions = Omit<TrimOptions, "sampleIndex">;

/** Lines of the report that `go tool pprof -top` prints: the nodes, heaviest first. */
export function topReport(report: Report, options: GraphReportOptions): readonly string[] {
  const trim = { ...options, sampleIndex: report.sampleIndex };
  const graph = trimmedGraph(report.profile, trim);
  const shown = withCommonUnit(report, graph.nodes);
  const lines = [...graphHeader(shown, graph, trim), "      flat  flat%   sum%        cum   cum%"];
  let sum = 0;
  for (const node of graph.nodes) {
    sum += node.flat;
    lines.push(`${weights(shown, node, sum)}  ${node.name}${inlineMark(node)}`);
  }
  return lines;
}

const TREE_SEPARATOR = `${"-".repeat(58)}+${"-".repeat(13)}`;
const TREE_LEGEND = "      flat  flat%   sum%        cum   cum%   calls calls% + context \t \t ";

/**
 * Lines of the report that `go tool pprof -tree` prints: each node between its callers and its callees; and, given an
 * expression, `-peek`: only the nodes whose name matches. Answers undefined if none does.
 */
export function treeReport(
  report: Report,
  options: GraphReportOptions,
  matching?: RegExp,
): readonly string[] | undefined {
  const trim = { ...options, sampleIndex: report.sampleIndex };
  const graph = trimmedGraph(report.profile, trim);
  const shown = withCommonUnit(report, graph.nodes);
  const lines = [...graphHeader(shown, graph, trim), TREE_SEPARATOR, TREE_LEGEND];
  let sum = 0;
  let matched = 0;
  for (const node of graph.nodes) {
    if (matching !== undefined && !matching.test(node.name)) continue;
    matched++;
    sum += node.flat;
    lines.push(TREE_SEPARATOR);
    for (const edge of sortEdges(node.in)) lines.push(edgeLine(shown, node, edge, edge.source));
    lines.push(`${weights(shown, node, sum)}                | ${node.name}`);
    for (const edge of sortEdges(node.out)) lines.push(edgeLine(shown, node, edge, edge.target));
  }
  if (graph.nodes.length > 0) lines.push(TREE_SEPARATOR);
  return matching !== undefined && matched === 0 ? undefined : lines;
}

const TRACES_SEPARATOR = `${"-".repeat(11)}+${"-".repeat(55)}`;

/** Lines of the report that `go tool pprof -traces` prints: every sample with its labels, weight and stack. */
export function tracesReport(report: Report): readonly string[] {
  const { profile } = report;
  const { length, stackOffsets, stacks, values, labels } = profile.samples;
  const names = profile.locations.map((location) => {
    const lines = location.lines.length === 0 ? [undefined] : location.lines;
    return lines.map((line, i) => {
      const inline = i === lines.length - 1 ? "" : " (inline)";
      return `   ${printableName(frameInfo(profile, location, line, false))}${inline}`;
    });
  });
  const units = labelUnits(labels);
  const out = [...profileHeader(report)];
  for (let sample = 0; sample < length; sample++) {
    const [start, end] = [stackOffsets[sample]!, stackOffsets[sample + 1]!];
    if (start === end) continue;
    out.push(TRACES_SEPARATOR, ...labelLines(labels[sample]!, units));
    let weight = reportValue(report, values[sample * profile.sampleTypes.length + report.sampleIndex]!);
    for (let i = start; i < end; i++) {
      for (const name of names[stacks[i]!]!) {
        out.push(weight.padStart(10) + name);
        weight = "";
      }
    }
  }
  out.push(TRACES_SEPARATOR);
  return out;
}

function weights(report: Report, node: GraphNode, sum: number): string {
  const { total } = report;
  const flat = `${reportValue(report, node.flat).padStart(10)} ${formatPercentage(node.flat, total)}`;
  const cum = `${reportValue(report, node.cum).padStart(10)} ${formatPercentage(node.cum, total)}`;
  return `${flat} ${formatPercentage(sum, total)} ${cum}`;
}

function edgeLine(report: Report, node: GraphNode, edge: GraphEdge, other: GraphNode): string {
  const weight = reportValue(report, edge.weight).padStart(50);
  return `${weight} ${formatPercentage(edge.weight, node.cum)} |   ${other.name}${edge.inline ? " (inline)" : ""}`;
}

function inlineMark(node: GraphNode): string {
  if (!node.in.some((edge) => edge.inline)) return "";
  return node.in.every((edge) => edge.inline) ? " (inline)" : " (partial-inline)";
}

/** A line per key: the text labels by name, then the numeric ones. */
function labelLines(labels: readonly ProfileLabel[], units: ReadonlyMap<string, string>): readonly string[] {
  const texts = new Map<string, string[]>();
  const numbers = new Map<string, string[]>();
  for (const label of labels) {
    if ("text" in label) append(texts, label.key, label.text);
    else if (label.number !== 0n || label.unit !== "") {
      append(numbers, label.key, formatValue(Number(label.number), units.get(label.key) ?? label.key, "auto"));
    }
  }
  return [...asLines(texts), ...asLines(numbers)];
}

function asLines(byKey: ReadonlyMap<string, readonly string[]>): readonly string[] {
  return [...byKey].map(([key, values]) => `${key.padStart(10)}:  ${values.join(" ")}`).sort(compareText);
}

function append(byKey: Map<string, string[]>, key: string, value: string): void {
  const list = byKey.get(key);
  if (list === undefined) byKey.set(key, [value]);
  else list.push(value);
}

/** The unit of a numeric label is the first that some sample names; else, by convention, bytes or the key itself. */
function labelUnits(samples: readonly (readonly ProfileLabel[])[]): ReadonlyMap<string, string> {
  const units = new Map<string, string>([
    ["alignment", "bytes"],
    ["request", "bytes"],
  ]);
  const named = new Set<string>();
  for (const labels of samples) {
    for (const label of labels) {
      if ("text" in label || label.unit === "" || named.has(label.key)) continue;
      named.add(label.key);
      units.set(label.key, label.unit);
    }
  }
  return units;
}
