import type { Profile } from "../model/profile.ts";
import { buildGraph, flatTotal, type GraphEdge, type GraphNode } from "./graph.ts";
import { sortNodes } from "./order.ts";

export interface TrimOptions {
  readonly sampleIndex: number;
  readonly sort: "flat" | "cum";
  /** At most so many nodes; 0 for all. */
  readonly nodeCount: number;
  /** Leaves out nodes, and edges, that weigh less than this share of the total. */
  readonly nodeFraction: number;
  readonly edgeFraction: number;
}

export interface TrimmedGraph {
  /** Sorted. */
  readonly nodes: readonly GraphNode[];
  /** How many nodes `nodeFraction` left out. */
  readonly droppedNodes: number;
  /** How many were there after that, before `nodeCount` left out more. */
  readonly candidates: number;
}

/**
 * The heaviest part of a profile's call graph. The graph is built anew from the samples at each step, so that what
 * is left carries the weights of the paths that led over what was left out.
 */
export function trimmedGraph(profile: Profile, options: TrimOptions): TrimmedGraph {
  const { sampleIndex } = options;
  let nodes = buildGraph(profile, { sampleIndex });
  const total = flatTotal(nodes);
  const nodeCutoff = Math.abs(Math.trunc(total * options.nodeFraction));
  const edgeCutoff = Math.abs(Math.trunc(total * options.edgeFraction));

  const heavy = nodes.filter((node) => Math.abs(node.cum) >= nodeCutoff);
  const droppedNodes = nodes.length - heavy.length;
  if (droppedNodes > 0) nodes = buildGraph(profile, { sampleIndex, kept: keysOf(heavy) });
  const candidates = nodes.length;

  nodes = sortNodes(nodes, options.sort);
  if (options.nodeCount > 0 && nodes.length > options.nodeCount) {
    const kept = keysOf(nodes.slice(0, options.nodeCount));
    nodes = sortNodes(buildGraph(profile, { sampleIndex, kept }), options.sort);
  }
  return { nodes: withoutLightEdges(nodes, edgeCutoff), droppedNodes, candidates };
}

function keysOf(nodes: readonly GraphNode[]): ReadonlySet<string> {
  return new Set(nodes.map((node) => node.key));
}

/** As pprof does, edges to a node whose weights cancel out, and that is not in the graph for it, stay. */
function withoutLightEdges(nodes: readonly GraphNode[], cutoff: number): readonly GraphNode[] {
  const present = keysOf(nodes);
  const heavy = (edge: GraphEdge): boolean => Math.abs(edge.weight) >= cutoff || !present.has(edge.target.key);
  return nodes.map((node) => ({ ...node, in: node.in.filter(heavy), out: node.out.filter(heavy) }));
}
