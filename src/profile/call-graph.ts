import type { Profile } from "../model/profile.ts";
import { countOwn, MOST_TAGS, TagSums, type NodeTags } from "./call-graph-tags.ts";
import { buildGraph, flatTotal, type GraphEdge, type GraphNode } from "./graph.ts";
import { compareInfos, compareText, sortEdges } from "./order.ts";
import type { Report } from "./report.ts";
import type { TrimOptions } from "./trim.ts";

/** What is drawn of a profile's calls. */
export interface CallGraph {
  /** Those that say most first. */
  readonly nodes: readonly GraphNode[];
  readonly tags: ReadonlyMap<GraphNode, NodeTags>;
  /** Heaviest first; they lead from and to `nodes` alone. */
  readonly edges: readonly GraphEdge[];
  /** How many nodes `nodeFraction`, and edges `edgeFraction`, left out. */
  readonly droppedNodes: number;
  readonly droppedEdges: number;
  /** How many nodes were there after that, before `nodeCount` left out more. */
  readonly candidates: number;
}

export type CallGraphOptions = Omit<TrimOptions, "sampleIndex" | "sort">;

/**
 * The part of a profile's call graph that `go tool pprof` draws. Other than in its tables, the nodes that stay are not
 * the heaviest but those whose calls say most, tags count as nodes do, and an edge that only stands for longer
 * ways goes where there is one of them.
 */
export function callGraph(report: Report, options: CallGraphOptions): CallGraph {
  const { profile, sampleIndex } = report;
  let built = build(profile, sampleIndex, report.unit);
  const total = flatTotal(built.nodes);
  const nodeCutoff = Math.abs(Math.trunc(total * options.nodeFraction));
  const edgeCutoff = Math.abs(Math.trunc(total * options.edgeFraction));

  const heavy = built.nodes.filter((node) => Math.abs(node.cum) >= nodeCutoff);
  const droppedNodes = built.nodes.length - heavy.length;
  if (droppedNodes > 0) built = build(profile, sampleIndex, report.unit, heavy);
  const candidates = built.nodes.length;

  let nodes = sortByScore(built.nodes);
  // As pprof counts, edges that go before nodes are chosen are not told of if all nodes stay.
  let counted = true;
  if (options.nodeCount > 0) {
    const chosen = chooseNodes(nodes, built.tags, nodeCutoff, options.nodeCount);
    counted = chosen.length < nodes.length;
    if (counted) {
      built = build(profile, sampleIndex, report.unit, chosen);
      nodes = sortByScore(built.nodes);
    }
  }

  const left = withoutLight(nodes, edgeCutoff);
  removeRedundant(nodes, left.edges);
  return {
    nodes,
    tags: new Map(nodes.map((node) => [node, built.tags.of(node, nodeCutoff)])),
    edges: sortEdges([...left.edges]),
    droppedNodes,
    droppedEdges: counted ? left.dropped : 0,
    candidates,
  };
}

interface Built {
  readonly nodes: readonly GraphNode[];
  readonly tags: TagSums;
}

function build(profile: Profile, sampleIndex: number, unit: string, kept?: readonly GraphNode[]): Built {
  const tags = new TagSums(profile.samples.labels, unit);
  const keys = kept && new Set(kept.map(({ key }) => key));
  const nodes = buildGraph(profile, { sampleIndex, charged: tags.charge, ...(keys && { kept: keys }) });
  return { nodes, tags };
}

/** The first nodes, tags counted as nodes, until there are enough. */
function chooseNodes(nodes: readonly GraphNode[], tags: TagSums, least: number, most: number): readonly GraphNode[] {
  let count = 0;
  const last = nodes.findIndex((node) => {
    count += 1 + Math.min(countOwn(tags.of(node, least)), MOST_TAGS);
    return count >= most;
  });
  return last === -1 ? nodes : nodes.slice(0, last + 1);
}

function sortByScore(nodes: readonly GraphNode[]): readonly GraphNode[] {
  const scores = new Map(nodes.map((node) => [node, Math.abs(score(node))]));
  return [...nodes].sort(
    (a, b) =>
      scores.get(b)! - scores.get(a)! ||
      compareText(a.name, b.name) ||
      Math.abs(b.flat) - Math.abs(a.flat) ||
      compareInfos(a, b),
  );
}

/** A node says much if it weighs much, and is no mere link from one caller to one callee: entropy of what comes and goes. */
function score(node: GraphNode): number {
  const coming = node.in.length === 0 ? 1 : entropy(node.in, 0);
  const going = node.out.length === 0 ? 1 : entropy(node.out, node.flat);
  return Math.trunc((coming + going) * node.cum) + node.flat;
}

function entropy(edges: readonly GraphEdge[], own: number): number {
  const weights = edges.map(({ weight }) => weight);
  const total = own + weights.reduce((sum, weight) => sum + Math.max(weight, 0), 0);
  if (total === 0) return 0;
  const parts = own > 0 ? [...weights, own] : weights;
  return parts.reduce((sum, weight) => {
    const share = Math.abs(weight) / total;
    return share === 0 ? sum : sum - share * Math.log2(share);
  }, 0);
}

/** Edges to a node whose weights cancel out, and that is not in the graph for it, go too. */
function withoutLight(
  nodes: readonly GraphNode[],
  cutoff: number,
): { readonly edges: Set<GraphEdge>; readonly dropped: number } {
  const present = new Set(nodes);
  const edges = new Set<GraphEdge>();
  let dropped = 0;
  for (const edge of nodes.flatMap((node) => node.in)) {
    if (Math.abs(edge.weight) < cutoff) dropped++;
    else if (present.has(edge.source)) edges.add(edge);
  }
  return { edges, dropped };
}

/** Takes edges over left-out nodes away where another way leads there too: of nodes and edges the last ones first. */
function removeRedundant(nodes: readonly GraphNode[], edges: Set<GraphEdge>): void {
  for (const node of nodes.toReversed()) {
    for (const edge of sortEdges(node.in.filter((each) => edges.has(each))).toReversed()) {
      // Nor one that is heavier than a true call: that would puzzle.
      if (!edge.residual) break;
      if (hasOtherWay(edge, edges)) edges.delete(edge);
    }
  }
}

function hasOtherWay(edge: GraphEdge, edges: ReadonlySet<GraphEdge>): boolean {
  const seen = new Set([edge.target]);
  for (const node of seen) {
    for (const before of node.in) {
      if (before === edge || !edges.has(before)) continue;
      if (before.source === edge.source) return true;
      seen.add(before.source);
    }
  }
  return false;
}
