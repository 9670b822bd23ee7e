import type { Profile } from "../model/profile.ts";
import { frameInfo, frameKey, printableName, type FrameInfo } from "./frame-info.ts";

/** A function (or line, or address: what the granularity says) and what it weighs. */
export interface GraphNode {
  readonly info: FrameInfo;
  readonly key: string;
  /** As reports print it. */
  readonly name: string;
  /** Weight of the samples that end in it. */
  flat: number;
  /** Weight of the samples that it occurs in, each counted once. */
  cum: number;
  readonly in: GraphEdge[];
  readonly out: GraphEdge[];
}

/** Weight of the samples in which one node calls another, each counted once. */
export interface GraphEdge {
  readonly source: GraphNode;
  readonly target: GraphNode;
  weight: number;
  /** Leads over nodes that are not in the graph. */
  residual: boolean;
  /** All its calls were inlined. */
  inline: boolean;
}

export interface GraphOptions {
  /** Which of the sample types weighs. */
  readonly sampleIndex: number;
  /** See `frameInfo`. */
  readonly keepObject?: boolean;
  /** Keys of the nodes to keep; the others are left out, and edges lead over them. Absent: all. */
  readonly kept?: ReadonlySet<string>;
  /** Told of each node that a sample weighs on: once with `own` false, and for what it ends in again with `own` true. */
  readonly charged?: (node: GraphNode, sample: number, weight: number, own: boolean) => void;
}

/** The calls of a profile; nodes that weigh nothing are left out. Costs one pass over all stacks. */
export function buildGraph(profile: Profile, options: GraphOptions): readonly GraphNode[] {
  const { nodes, byLine, lineOffsets } = nodesOfLocations(profile, options);
  const { stackOffsets, stacks, values, length } = profile.samples;
  const types = profile.sampleTypes.length;
  const edges = new Map<number, GraphEdge>();
  // The last sample that counted for a node or an edge, so that recursion counts once.
  const countedNode = new Int32Array(nodes.length).fill(-1);
  const countedEdge = new Map<number, number>();

  for (let sample = 0; sample < length; sample++) {
    const weight = values[sample * types + options.sampleIndex]!;
    if (weight === 0) continue;
    let parent = -1;
    let residual = false;
    for (let i = stackOffsets[sample + 1]! - 1; i >= stackOffsets[sample]!; i--) {
      const location = stacks[i]!;
      const last = lineOffsets[location + 1]! - 1;
      for (let at = last; at >= lineOffsets[location]!; at--) {
        const node = byLine[at]!;
        if (node === -1) {
          residual = true;
          continue;
        }
        if (countedNode[node] !== sample) {
          countedNode[node] = sample;
          nodes[node]!.cum += weight;
          options.charged?.(nodes[node]!, sample, weight, false);
        }
        if (parent !== -1 && parent !== node) {
          const key = parent * nodes.length + node;
          if (countedEdge.get(key) !== sample) {
            countedEdge.set(key, sample);
            addToEdge(edges, key, nodes[parent]!, nodes[node]!, weight, residual, at !== last);
          }
        }
        parent = node;
        residual = false;
      }
    }
    if (parent === -1 || residual) continue;
    nodes[parent]!.flat += weight;
    options.charged?.(nodes[parent]!, sample, weight, true);
  }
  return nodes.filter((node) => node.cum !== 0 || node.flat !== 0);
}

/** Sum of what the nodes weigh by themselves. */
export function flatTotal(nodes: readonly GraphNode[]): number {
  return nodes.reduce((sum, node) => sum + node.flat, 0);
}

function addToEdge(
  edges: Map<number, GraphEdge>,
  key: number,
  source: GraphNode,
  target: GraphNode,
  weight: number,
  residual: boolean,
  inline: boolean,
): void {
  const edge = edges.get(key);
  if (edge !== undefined) {
    edge.weight += weight;
    edge.residual ||= residual;
    edge.inline &&= inline;
    return;
  }
  const added: GraphEdge = { source, target, weight, residual, inline };
  edges.set(key, added);
  source.out.push(added);
  target.in.push(added);
}

interface LocationNodes {
  readonly nodes: GraphNode[];
  /** Nodes of location l, innermost first, are positions lineOffsets[l] to lineOffsets[l+1]; -1 for one left out. */
  readonly byLine: Int32Array;
  readonly lineOffsets: Uint32Array;
}

function nodesOfLocations(profile: Profile, options: GraphOptions): LocationNodes {
  const nodes: GraphNode[] = [];
  const rows = new Map<string, number>();
  const byLine: number[] = [];
  const lineOffsets = new Uint32Array(profile.locations.length + 1);
  profile.locations.forEach((location, row) => {
    const lines = location.lines.length === 0 ? [undefined] : location.lines;
    for (const line of lines) {
      const info = frameInfo(profile, location, line, options.keepObject ?? false);
      const key = frameKey(info);
      if (options.kept !== undefined && !options.kept.has(key)) {
        byLine.push(-1);
        continue;
      }
      let node = rows.get(key);
      if (node === undefined) {
        node = nodes.push({ info, key, name: printableName(info), flat: 0, cum: 0, in: [], out: [] }) - 1;
        rows.set(key, node);
      }
      byLine.push(node);
    }
    lineOffsets[row + 1] = byLine.length;
  });
  return { nodes, byLine: Int32Array.from(byLine), lineOffsets };
}
