import { aggregate } from "../../profile/granularity.ts";
import { buildGraph, type GraphNode } from "../../profile/graph.ts";
import { compareText } from "../../profile/order.ts";
import type { Report } from "../../profile/report.ts";
import type { FunctionFile, LineRow } from "./types.ts";

/** The nodes of all lines, by function. */
export type LineNodes = ReadonlyMap<string, readonly GraphNode[]>;

/** Costs a pass over all stacks; a report at another granularity than lines knows of them all the same. */
export function lineNodes({ filtered, sampleIndex }: Report): LineNodes {
  const byFunction = new Map<string, GraphNode[]>();
  for (const node of buildGraph(aggregate(filtered, "lines"), { sampleIndex, keepObject: true })) {
    const nodes = byFunction.get(node.info.name);
    if (nodes === undefined) byFunction.set(node.info.name, [node]);
    else nodes.push(node);
  }
  return byFunction;
}

/** The files that a function is in, most often one, and in each the lines that weigh, from the first on. */
export function functionFiles(nodes: LineNodes, functionName: string): readonly FunctionFile[] {
  const files = new Map<string, { startLine: number; lines: Map<number, LineRow> }>();
  for (const { info, flat, cum } of nodes.get(functionName) ?? []) {
    const { file, line, startLine } = info;
    let entry = files.get(file);
    if (entry === undefined) files.set(file, (entry = { startLine, lines: new Map() }));
    entry.startLine = Math.min(entry.startLine || startLine, startLine || entry.startLine);
    const before = entry.lines.get(line) ?? { line, flat: 0, cum: 0 };
    entry.lines.set(line, { line, flat: before.flat + flat, cum: before.cum + cum });
  }
  return [...files]
    .sort(([a], [b]) => compareText(a, b))
    .map(([file, { startLine, lines }]) => ({
      file,
      startLine,
      lines: [...lines.values()].sort((a, b) => a.line - b.line),
    }));
}
