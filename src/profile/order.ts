import type { GraphEdge, GraphNode } from "./graph.ts";

/** By a weight, heaviest first; equal ones by name, so that a report is the same each time. */
export function sortNodes(nodes: readonly GraphNode[], by: "flat" | "cum"): GraphNode[] {
  const other = by === "flat" ? "cum" : "flat";
  return [...nodes].sort(
    (a, b) =>
      Math.abs(b[by]) - Math.abs(a[by]) ||
      compareNames(a, b) ||
      Math.abs(b[other]) - Math.abs(a[other]) ||
      compareInfos(a, b),
  );
}

/** Heaviest first; equal ones by name of caller, then of callee. */
export function sortEdges(edges: readonly GraphEdge[]): GraphEdge[] {
  return [...edges].sort(
    (a, b) =>
      Math.abs(b.weight) - Math.abs(a.weight) ||
      compareText(a.source.name, b.source.name) ||
      compareText(a.target.name, b.target.name),
  );
}

/** Unlike localeCompare, the same on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function compareNames(a: GraphNode, b: GraphNode): number {
  return compareText(a.name, b.name);
}

/** Tells nodes of equal names apart. */
export function compareInfos(a: GraphNode, b: GraphNode): number {
  return compareText(infoText(a), infoText(b));
}

function infoText({ info }: GraphNode): string {
  return `{${info.name}  ${info.address} ${info.file} ${info.startLine} ${info.line} ${info.column} ${info.object}}`;
}
