import { callGraph, type CallGraph, type CallGraphOptions } from "./call-graph.ts";
import { collapseSizes, MOST_TAGS, sortTags, type Tag } from "./call-graph-tags.ts";
import { dotColour, type LessColour } from "./dot-colour.ts";
import { escapeDot, escapeLines, labelLines } from "./dot-text.ts";
import { baseName } from "./frame-info.ts";
import { type GraphEdge, type GraphNode } from "./graph.ts";
import { graphHeader } from "./report-header.ts";
import { reportValue, withCommonUnit, type Report } from "./report.ts";
import { formatPercentage } from "./units.ts";

/** Font sizes grow from the first by at most the second, with the root of what a node weighs by itself. */
const LEAST_FONT = 8;
const FONT_GROWTH = 16;

/** A drawing of a call graph, to be laid out by Graphviz. */
export interface CallGraphDrawing {
  readonly dot: string;
  /** Names of the nodes, whose ids in the drawing are "node1", "node2", … */
  readonly names: readonly string[];
}

/**
 * A profile's call graph as `go tool pprof -dot` writes it: boxes and type sized by flat, edges by weight. Text of the
 * profile is escaped: it stays text.
 */
export function callGraphDrawing(
  report: Report,
  options: CallGraphOptions,
  less: LessColour = "green",
): CallGraphDrawing {
  const graph = callGraph(report, options);
  const shown = withCommonUnit(report, graph.nodes);
  return { dot: new DotText(shown, graph, options, less).text(), names: graph.nodes.map(({ name }) => name) };
}

class DotText {
  readonly #report: Report;
  readonly #graph: CallGraph;
  readonly #options: CallGraphOptions;
  readonly #less: LessColour;
  readonly #ids: ReadonlyMap<GraphNode, number>;
  /** Nodes that calls lead from. */
  readonly #callers: ReadonlySet<GraphNode>;
  readonly #mostFlat: number;

  constructor(report: Report, graph: CallGraph, options: CallGraphOptions, less: LessColour) {
    this.#report = report;
    this.#graph = graph;
    this.#options = options;
    this.#less = less;
    this.#ids = new Map(graph.nodes.map((node, i) => [node, i + 1]));
    this.#callers = new Set(graph.edges.map(({ source }) => source));
    this.#mostFlat = graph.nodes.reduce((most, { flat }) => Math.max(most, Math.abs(flat)), 0);
  }

  text(): string {
    const { nodes, edges } = this.#graph;
    const tagged = nodes.map((node) => this.#tags(node));
    const separated = new Set(nodes.filter((_, i) => tagged[i]!.length > 0));
    const lines = [
      `digraph "${escapeDot(this.#title() || "unnamed")}" {`,
      `node [style=filled fillcolor="#f8f8f8"]`,
      this.#legend(),
      ...nodes.flatMap((node, i) => [this.#node(node), ...tagged[i]!]),
      ...edges.map((edge) => this.#edge(edge, separated.has(edge.source))),
      "}",
    ];
    return `${lines.join("\n")}\n`;
  }

  #title(): string {
    const { file = "" } = this.#report.profile.mappings[0] ?? {};
    return file === "" ? "" : baseName(file);
  }

  #legend(): string {
    const lines = graphHeader(this.#report, this.#graph, this.#options);
    const title = this.#title();
    const tooltip = title === "" ? "" : ` tooltip="${escapeDot(title)}"`;
    const label = lines.map((line) => `${escapeDot(line)}\\l`).join("");
    return `subgraph cluster_L { "${escapeDot(lines[0]!)}" [shape=box fontsize=16 label="${label}"${tooltip}] }`;
  }

  #node(node: GraphNode): string {
    const { flat, cum } = node;
    const { total } = this.#report;
    const id = this.#ids.get(node)!;
    const name = labelLines(node.info)
      .map((line) => `${line}\\n`)
      .join("");
    const own = flat === 0 ? "0" : this.#withShare(flat);
    const all = cum === flat ? "" : `${flat === 0 ? " " : "\\n"}of ${this.#withShare(cum)}`;
    const growth = this.#mostFlat === 0 ? 0 : Math.sqrt(Math.abs(flat) / this.#mostFlat);
    const share = cum / Math.abs(total);
    return attributes(`N${id}`, [
      ["label", `"${name}${own}${all}"`],
      ["id", `"node${id}"`],
      ["fontsize", String(LEAST_FONT + Math.ceil(FONT_GROWTH * growth))],
      ["shape", "box"],
      ["tooltip", `"${escapeDot(node.name)} (${this.#value(cum)})"`],
      ["color", `"${dotColour(share, "line", this.#less)}"`],
      ["fillcolor", `"${dotColour(share, "fill", this.#less)}"`],
    ]);
  }

  /** Boxes for the labels and sizes that a node's weight comes with. */
  #tags(node: GraphNode): readonly string[] {
    const { labels, sizes } = this.#graph.tags.get(node)!;
    const own = this.#callers.has(node);
    const id = `N${this.#ids.get(node)!}`;
    const lines: string[] = [];
    sortTags(labels.values(), own)
      .slice(0, MOST_TAGS)
      .forEach((tag, i) => {
        const weight = own ? tag.flat : tag.cum;
        if (weight === 0) return;
        const box = `${id}_${i}`;
        lines.push(...this.#tag(id, box, tag, weight, ""));
        lines.push(...this.#sizes(sizes.get(tag.lines.join("\n")), box, own));
      });
    return [...lines, ...this.#sizes(sizes.get(""), id, own)];
  }

  #sizes(tags: ReadonlyMap<string, Tag> | undefined, from: string, own: boolean): readonly string[] {
    if (tags === undefined) return [];
    return collapseSizes(tags.values(), own).flatMap((tag, i) => {
      const isOwn = own || tag.flat === tag.cum;
      const weight = isOwn ? tag.flat : tag.cum;
      return weight === 0 ? [] : this.#tag(from, `N${from}_${i}`, tag, weight, isOwn ? "" : ` style="dotted"`);
    });
  }

  #tag(from: string, box: string, { lines }: Tag, weight: number, style: string): readonly string[] {
    const value = this.#value(weight);
    return [
      `${box} [label = "${escapeLines(lines)}" id="${box}" fontsize=8 shape=box3d tooltip="${value}"]`,
      `${from} -> ${box} [label=" ${value}" weight=100 tooltip="${value}" labeltooltip="${value}"${style}]`,
    ];
  }

  #edge({ source, target, weight, residual, inline }: GraphEdge, separated: boolean): string {
    const { total } = this.#report;
    const value = this.#value(weight);
    const arrow = residual ? "..." : "->";
    const tooltip = `"${escapeDot(source.name)} ${arrow} ${escapeDot(target.name)} (${value})"`;
    const parts = (of: number): number => Math.min(Math.trunc(Math.abs((weight * of) / total)), of);
    const sized: readonly (readonly [string, number])[] = [
      ["weight", 1 + parts(100)],
      ["penwidth", 1 + parts(5)],
    ];
    return attributes(`N${this.#ids.get(source)!} -> N${this.#ids.get(target)!}`, [
      ["label", `" ${value}${inline ? "\\n (inline)" : ""}"`],
      ...sized.filter(([, size]) => total !== 0 && size > 1).map(([name, size]) => [name, String(size)] as const),
      ...(total === 0 ? [] : [["color", `"${dotColour(weight / Math.abs(total), "line", this.#less)}"`] as const]),
      ["tooltip", tooltip],
      ["labeltooltip", tooltip],
      ...(residual ? [["style", `"dotted"`] as const] : []),
      ...(separated ? [["minlen", "2"] as const] : []),
    ]);
  }

  #value(weight: number): string {
    return reportValue(this.#report, weight);
  }

  #withShare(weight: number): string {
    return `${this.#value(weight)} (${formatPercentage(weight, this.#report.total).trim()})`;
  }
}

function attributes(what: string, list: readonly (readonly [name: string, value: string])[]): string {
  return `${what} [${list.map(([name, value]) => `${name}=${value}`).join(" ")}]`;
}
