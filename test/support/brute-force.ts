import { NOTHING, type Lane } from "../../src/timeline/lane.ts";

/** What each column shows, by looking at every entry for every column. Slow, and plain enough to be believed. */
export function bruteColumns(lane: Lane, width: number, first: number, end: number): number[] {
  const shares = Array.from({ length: end - first + 2 }, (_, i) =>
    sharesOf(lane, (first - 1 + i) * width, (first + i) * width),
  );
  return Array.from({ length: end - first }, (_, i) => {
    const here = shares[i + 1]!;
    const isAround = (kind: number): boolean =>
      [...shares[i]!.keys(), ...shares[i + 2]!.keys()].some((style) => (kind & (1 << style)) !== 0);
    const rareKinds = lane.important.filter((kind) => !isAround(kind));
    const rare = [...here].filter(([style]) => rareKinds.some((kind) => (kind & (1 << style)) !== 0));
    return rare.length > 0 ? longest(rare) : main([...here], lane.background);
  });
}

function sharesOf(lane: Lane, from: number, to: number): Map<number, number> {
  const shares = new Map<number, number>();
  for (let entry = 0; entry < lane.length; entry++) {
    const ns = Math.min(to, lane.start(entry + 1)) - Math.max(from, lane.start(entry));
    const style = lane.style(entry);
    if (ns > 0 && style !== NOTHING) shares.set(style, (shares.get(style) ?? 0) + ns);
  }
  return shares;
}

/** The longest; the background only if it is longer than all others together. */
function main(shares: readonly (readonly [number, number])[], background: number): number {
  const others = shares.filter(([style]) => style !== background);
  const ground = shares.find(([style]) => style === background)?.[1] ?? 0;
  const rest = others.reduce((sum, [, ns]) => sum + ns, 0);
  return rest > 0 && rest >= ground ? longest(others) : longest(shares);
}

function longest(shares: readonly (readonly [number, number])[]): number {
  return shares.reduce<readonly [number, number]>(
    (best, [style, ns]) => (ns > best[1] || (ns === best[1] && style < best[0]) ? [style, ns] : best),
    [NOTHING, 0],
  )[0];
}
