import { aggregate } from "../../profile/granularity.ts";
import { buildGraph, type GraphNode } from "../../profile/graph.ts";
import { sortEdges } from "../../profile/order.ts";
import type { Report } from "../../profile/report.ts";
import type { FunctionRow, ProfilePeek, ProfileRequest } from "./types.ts";

/** Rows in the order given; of functions, each with the place in its source that weighs most. */
export function functionRows(
  report: Report,
  granularity: ProfileRequest["granularity"],
  nodes: readonly GraphNode[],
): readonly FunctionRow[] {
  if (granularity !== "" && granularity !== "functions") {
    return nodes.map(({ name, info: { file, line }, flat, cum }) => ({ name, flat, cum, file, line, lines: 1 }));
  }
  const places = heaviestLines(report);
  return nodes.map(({ name, info, flat, cum }) => {
    const { file = "", line = 0, lines = 0 } = (info.name === "" ? undefined : places.get(info.name)) ?? {};
    return { name, flat, cum, file, line, lines };
  });
}

/** By function, its line of the greatest cum, and how many lines of it weigh. */
function heaviestLines({
  filtered,
  sampleIndex,
}: Report): ReadonlyMap<string, { readonly file: string; readonly line: number; readonly lines: number }> {
  const places = new Map<string, { file: string; line: number; lines: number; cum: number }>();
  for (const { info, cum } of buildGraph(aggregate(filtered, "lines"), { sampleIndex })) {
    const place = places.get(info.name);
    if (place === undefined) {
      places.set(info.name, { file: info.file, line: info.line, lines: 1, cum: Math.abs(cum) });
      continue;
    }
    place.lines++;
    if (Math.abs(cum) > place.cum) Object.assign(place, { file: info.file, line: info.line, cum: Math.abs(cum) });
  }
  return places;
}

export function peekOf(node: GraphNode): ProfilePeek {
  return {
    name: node.name,
    flat: node.flat,
    cum: node.cum,
    callers: sortEdges(node.in).map(({ source, weight, inline }) => ({ name: source.name, weight, inline })),
    callees: sortEdges(node.out).map(({ target, weight, inline }) => ({ name: target.name, weight, inline })),
  };
}
