import { buildGraph, type GraphNode } from "./graph.ts";
import { compareText } from "./order.ts";
import { reportValue, type Report } from "./report.ts";
import { formatPercentage } from "./units.ts";

/** The lines of a source file, or why there are none. */
export type SourceLines = readonly string[] | { readonly error: string };

/** Source lines shown before the first and after the last line that weighs. */
const MARGIN = 5;

/**
 * Lines of the report that `go tool pprof -list` prints: the source of the functions that match, each line with what
 * it weighs. The report must have been prepared with granularity "lines". `read` finds a source file.
 * Answers undefined if no function matches.
 */
export function listReport(
  report: Report,
  matching: RegExp,
  read: (file: string) => SourceLines,
): readonly string[] | undefined {
  const nodes = buildGraph(report.profile, { sampleIndex: report.sampleIndex, keepObject: true });
  const functions = groupBy(
    nodes.filter((node) => matching.test(node.info.name)),
    (node) => node.info.name,
  );
  if (functions.size === 0) return undefined;
  const out = [`Total: ${reportValue(report, report.total)}`];
  for (const [name, lines] of [...functions].sort(([a], [b]) => compareText(a, b))) {
    const files = groupBy(
      lines.filter((node) => node.info.file !== ""),
      (node) => node.info.file,
    );
    if (files.size === 0) out.push(`No source information for ${name}`);
    for (const [file, own] of [...files].sort(([a], [b]) => compareText(a, b))) {
      out.push(`ROUTINE ======================== ${name} in ${file}`, ...routine(report, own, read(file)));
    }
  }
  return out;
}

function routine(report: Report, nodes: readonly GraphNode[], source: SourceLines): readonly string[] {
  const flat = nodes.reduce((sum, node) => sum + node.flat, 0);
  const cum = nodes.reduce((sum, node) => sum + node.cum, 0);
  const value = (weight: number): string => reportValue(report, weight).padStart(10);
  const head = `${value(flat)} ${value(cum)} (flat, cum) ${formatPercentage(cum, report.total)} of Total`;
  if ("error" in source) return [head, ` Error: ${source.error}`];

  const first = Math.min(...nodes.map(({ info }) => (info.startLine === 0 ? info.line - MARGIN : info.startLine)));
  const last = Math.max(...nodes.map(({ info }) => info.line)) + MARGIN;
  const byLine = groupBy(nodes, (node) => node.info.line);
  const out = [head];
  for (let line = Math.max(first, 1); line <= last && line <= source.length; line++) {
    const own = byLine.get(line) ?? [];
    const weight = (of: "flat" | "cum"): string => {
      const sum = own.reduce((total, node) => total + node[of], 0);
      return sum === 0 ? ".".padStart(10) : value(sum);
    };
    out.push(`${weight("flat")} ${weight("cum")} ${String(line).padStart(6)}:${source[line - 1]!}`);
  }
  return out;
}

function groupBy<T, K>(items: readonly T[], key: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}
