import type { Profile } from "../../model/profile.ts";
import { aggregate } from "../../profile/granularity.ts";
import { buildGraph, type GraphNode } from "../../profile/graph.ts";
import { sortEdges } from "../../profile/order.ts";
import type { Report } from "../../profile/report.ts";
import type { FunctionRow, ProfilePeek } from "./types.ts";

/** Functions in the order given, each with the place in its source that weighs most. */
export function functionRows(
  profile: Profile,
  { sampleIndex }: Report,
  nodes: readonly GraphNode[],
): readonly FunctionRow[] {
  const places = new Map<string, { file: string; line: number; lines: number; cum: number }>();
  for (const { info, cum } of buildGraph(aggregate(profile, "lines"), { sampleIndex })) {
    const place = places.get(info.name);
    if (place === undefined) {
      places.set(info.name, { file: info.file, line: info.line, lines: 1, cum });
      continue;
    }
    place.lines++;
    if (cum > place.cum) Object.assign(place, { file: info.file, line: info.line, cum });
  }
  return nodes.map(({ name, info, flat, cum }) => {
    const { file = "", line = 0, lines = 0 } = (info.name === "" ? undefined : places.get(info.name)) ?? {};
    return { name, flat, cum, file, line, lines };
  });
}

export function peekOf(node: GraphNode): ProfilePeek {
  return {
    name: node.name,
    flat: node.flat,
    cum: node.cum,
    callers: sortEdges(node.in).map(({ source, weight, inline }) => ({ name: source.name, ns: weight, inline })),
    callees: sortEdges(node.out).map(({ target, weight, inline }) => ({ name: target.name, ns: weight, inline })),
  };
}
