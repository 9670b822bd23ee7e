import type { FlameTree } from "../../../src/profile/flame-tree.ts";

/** What a search found. */
export interface Found {
  /** 1 for the rows of `names` that match. */
  readonly frames: Uint8Array;
  /** How many nodes match. */
  readonly count: number;
  /** What the stacks with a match weigh, each once however many of its frames match; in a comparison, now. */
  readonly total: number;
  /** In a comparison, in the base. */
  readonly base: number;
}

export type Matcher = { readonly ok: true; readonly test: (name: string) => boolean } | { readonly ok: false };

/**
 * What a text looks for: a part of the name, whatever the case of letters; between slashes, or where it has a character
 * that names do not have, a regular expression. Not ok: it is none.
 */
export function matcherOf(text: string): Matcher {
  const slashed = /^\/(.+)\/$/u.exec(text)?.[1];
  if (slashed === undefined && !/[\\^$|+?]|\.\*/u.test(text)) {
    const wanted = text.toLowerCase();
    return { ok: true, test: (name) => name.toLowerCase().includes(wanted) };
  }
  try {
    const expression = new RegExp(slashed ?? text, "iu");
    return { ok: true, test: (name) => expression.test(name) };
  } catch {
    // Half an expression is what everybody types before a whole one.
    return { ok: false };
  }
}

/** Looks at each name once, and at each node once. */
export function findFrames(tree: FlameTree, test: (name: string) => boolean): Found {
  const frames = Uint8Array.from(tree.names, (name) => (test(name) ? 1 : 0));
  const within = new Uint8Array(tree.length);
  let count = 0;
  let total = 0;
  let base = 0;
  for (let node = 1; node < tree.length; node++) {
    const above = within[tree.parent[node]!]!;
    const matches = frames[tree.frame[node]!]!;
    within[node] = above | matches;
    count += matches;
    if (matches === 0 || above === 1) continue;
    total += tree.total[node]!;
    base += tree.base[node] ?? 0;
  }
  return { frames, count, total, base };
}

/** The next match after a node in the order of the levels, from left to right; or before it; -1 if there is none. */
export function nextMatch(tree: FlameTree, { frames }: Found, from: number, step: 1 | -1): number {
  for (let i = 1; i <= tree.length; i++) {
    const node = (from + step * i + tree.length * 2) % tree.length;
    if (node !== 0 && frames[tree.frame[node]!] === 1) return node;
  }
  return -1;
}
