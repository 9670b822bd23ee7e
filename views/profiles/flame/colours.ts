import type { FlameTree } from "../../../src/profile/flame-tree.ts";
import { colourReader, inkOn, mixed, type Rgba } from "../../webgl/colour.ts";
import { packageOf } from "./names.ts";

/** Colours that packages share; see theme.css. */
const HUES = 10;
/** Steps from what did not change to what is all new. */
const STEPS = 6;
/** How much of the colour what is all new or gone has: not all, as large areas of it would shout. */
const STRONGEST = 0.8;

export interface FlameTheme {
  readonly hues: readonly Rgba[];
  /** The runtime, and what has no package. */
  readonly plain: Rgba;
  /** What a search found. */
  readonly found: Rgba;
  readonly more: Rgba;
  readonly less: Rgba;
  readonly background: Rgba;
  readonly foreground: Rgba;
  readonly muted: Rgba;
  readonly accent: Rgba;
  readonly fontFamily: string;
}

/** Reads the page's colours through an element in it. */
export function readFlameTheme(probe: HTMLElement): FlameTheme {
  const colour = colourReader(probe);
  return {
    hues: Array.from({ length: HUES }, (_, hue) => colour(`flame-${hue}`)),
    plain: colour("flame-plain"),
    found: colour("flame-found"),
    more: colour("more"),
    less: colour("less"),
    background: colour("bg"),
    foreground: colour("fg"),
    muted: colour("muted"),
    accent: colour("accent"),
    fontFamily: getComputedStyle(probe).fontFamily,
  };
}

/** A colour, and what is legible upon it. */
export interface Fill {
  readonly fill: Rgba;
  readonly ink: Rgba;
  /** For what matters less. */
  readonly softInk: Rgba;
  /** While a search is shown, of what it did not find. */
  readonly dimmed: Rgba;
}

/** What nodes are painted in: by the package of their frame; in a comparison by how much they grew or shrank. */
export class FlameColours {
  readonly found: Fill;
  readonly merged: Fill;
  readonly #tree: FlameTree;
  readonly #byFrame: readonly Fill[];
  /** From what is gone, over what did not change, to what is new. */
  readonly #bySize: readonly Fill[];

  /** `files`: of functions by name, as far as known. */
  constructor(tree: FlameTree, theme: FlameTheme, files: ReadonlyMap<string, string>) {
    this.#tree = tree;
    const fills = new Map<Rgba, Fill>();
    const fillOf = (fill: Rgba): Fill => {
      let known = fills.get(fill);
      if (known === undefined) fills.set(fill, (known = describe(fill, theme)));
      return known;
    };
    this.found = fillOf(theme.found);
    this.merged = fillOf(mixed(theme.plain, theme.muted, 0.25));
    this.#byFrame = tree.names.map((name) => fillOf(hueOf(theme, packageOf(name, files.get(name) ?? ""))));
    this.#bySize = Array.from({ length: 2 * STEPS + 1 }, (_, step) =>
      fillOf(mixed(theme.plain, step < STEPS ? theme.less : theme.more, (Math.abs(step - STEPS) / STEPS) * STRONGEST)),
    );
  }

  of(node: number): Fill {
    const { base, total, frame } = this.#tree;
    if (base.length === 0) return this.#byFrame[frame[node]!] ?? this.merged;
    return this.#bySize[STEPS + Math.round(change(total[node]!, base[node]!) * STEPS)]!;
  }
}

function describe(fill: Rgba, theme: FlameTheme): Fill {
  const ink = inkOn(fill);
  return { fill, ink, softInk: mixed(ink, fill, 0.35), dimmed: mixed(fill, theme.background, 0.65) };
}

/** From −1, gone, over 0, as it was, to 1, new: how much of the larger of two weights is more or less. */
export function change(now: number, base: number): number {
  const larger = Math.max(Math.abs(now), Math.abs(base));
  return larger === 0 ? 0 : Math.max(-1, Math.min(1, (now - base) / larger));
}

/** Equal packages have equal colours, in any profile. */
function hueOf({ hues, plain }: FlameTheme, name: string): Rgba {
  if (name === "" || name === "runtime") return plain;
  let hash = 0;
  for (let i = 0; i < name.length; i++) hash = (Math.imul(hash, 31) + name.charCodeAt(i)) | 0;
  return hues[((Math.imul(hash, 0x9e3779b1) >>> 16) ^ (hash & 0xffff)) % hues.length] ?? plain;
}
