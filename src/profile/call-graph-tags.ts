import type { ProfileLabel } from "../model/profile.ts";
import { BASE_LABEL } from "./combine.ts";
import type { GraphNode } from "./graph.ts";
import { compareText } from "./order.ts";
import { formatValue, scale } from "./units.ts";

/** What a node weighs with one label, or one size. */
export interface Tag {
  /** As it is shown; of labels each a line. */
  readonly lines: readonly string[];
  /** Of a size. */
  readonly value: number;
  readonly unit: string;
  flat: number;
  cum: number;
}

/** Tags of one node: text labels together, and sizes by the labels they come with. */
export interface NodeTags {
  readonly labels: ReadonlyMap<string, Tag>;
  readonly sizes: ReadonlyMap<string, ReadonlyMap<string, Tag>>;
}

/** At most so many tags of a kind are shown of a node. */
export const MOST_TAGS = 4;

/** Of numeric labels only these are shown. */
const SIZE_KEY = "bytes";
const NO_TAGS: NodeTags = { labels: new Map(), sizes: new Map() };

/** Collects tags as samples weigh on nodes; for `GraphOptions.charged`. */
export class TagSums {
  readonly #labels: readonly (readonly ProfileLabel[])[];
  readonly #unit: string;
  readonly #byNode = new Map<GraphNode, { labels: Map<string, Tag>; sizes: Map<string, Map<string, Tag>> }>();

  /** `unit`: what sizes are shown in. */
  constructor(labels: readonly (readonly ProfileLabel[])[], unit: string) {
    this.#labels = labels;
    this.#unit = unit;
  }

  readonly charge = (node: GraphNode, sample: number, weight: number, own: boolean): void => {
    const labels = this.#labels[sample]!.filter(({ key }) => key !== BASE_LABEL.key);
    if (labels.length === 0) return;
    let tags = this.#byNode.get(node);
    if (tags === undefined) this.#byNode.set(node, (tags = { labels: new Map(), sizes: new Map() }));
    const texts = labels.flatMap((label) => ("text" in label ? [`${label.key}:${label.text}`] : []));
    texts.sort(compareText);
    const key = texts.join("\n");
    if (key !== "") add(tags.labels, key, texts, 0, "", weight, own);
    for (const label of labels) {
      if ("text" in label || label.key !== SIZE_KEY) continue;
      let sizes = tags.sizes.get(key);
      if (sizes === undefined) tags.sizes.set(key, (sizes = new Map<string, Tag>()));
      const [value, unit] = [Number(label.number), label.unit || SIZE_KEY];
      const shown = formatValue(value, unit, this.#unit);
      add(sizes, shown, [shown], value, unit, weight, own);
    }
  };

  /** Without those that weigh less than `least`. */
  of(node: GraphNode, least: number): NodeTags {
    const tags = this.#byNode.get(node);
    if (tags === undefined) return NO_TAGS;
    const sizes = [...tags.sizes].map(([key, each]) => [key, heavy(each, least)] as const);
    return { labels: heavy(tags.labels, least), sizes: new Map(sizes) };
  }
}

/** How many tags have a weight of their own. */
export function countOwn({ labels, sizes }: NodeTags): number {
  const all = [labels, ...sizes.values()].flatMap((each) => [...each.values()]);
  return all.filter(({ flat }) => flat !== 0).length;
}

/** Heaviest first. */
export function sortTags(tags: Iterable<Tag>, own: boolean): readonly Tag[] {
  const byCum = (a: Tag, b: Tag): number => (own ? 0 : Math.abs(b.cum) - Math.abs(a.cum));
  const byFlat = (a: Tag, b: Tag): number => Math.abs(b.flat) - Math.abs(a.flat);
  return [...tags].sort((a, b) => byCum(a, b) || byFlat(a, b) || compareText(a.lines.join(), b.lines.join()));
}

/** Sizes as at most `MOST_TAGS` ranges: those that are too many join the nearest of the heaviest. */
export function collapseSizes(tags: Iterable<Tag>, own: boolean): readonly Tag[] {
  const sorted = sortTags(tags, own);
  if (sorted.length <= MOST_TAGS) return sorted;
  const groups = sorted.slice(0, MOST_TAGS).map((tag) => [tag]);
  for (const tag of sorted.slice(MOST_TAGS)) {
    const distances = groups.map(([first]) => Math.abs(scale(tag.value, tag.unit, first!.unit).value - first!.value));
    groups[distances.indexOf(Math.min(...distances))]!.push(tag);
  }
  return sortTags(groups.map(asRange), own);
}

function asRange(tags: readonly Tag[]): Tag {
  const bySize = [...tags].sort((a, b) => a.value - b.value);
  const ends = bySize.length === 1 ? [bySize[0]!] : [bySize[0]!, bySize.at(-1)!];
  const { value, unit } = bySize[0]!;
  return {
    lines: [ends.map((end) => formatValue(end.value, end.unit, "auto")).join("..")],
    value,
    unit,
    flat: tags.reduce((sum, { flat }) => sum + flat, 0),
    cum: tags.reduce((sum, { cum }) => sum + cum, 0),
  };
}

function add(
  tags: Map<string, Tag>,
  key: string,
  lines: readonly string[],
  value: number,
  unit: string,
  weight: number,
  own: boolean,
): void {
  let tag = tags.get(key);
  if (tag === undefined) tags.set(key, (tag = { lines, value, unit, flat: 0, cum: 0 }));
  if (own) tag.flat += weight;
  else tag.cum += weight;
}

function heavy(tags: ReadonlyMap<string, Tag>, least: number): ReadonlyMap<string, Tag> {
  return new Map([...tags].filter(([, { flat, cum }]) => Math.abs(flat) >= least || Math.abs(cum) >= least));
}
