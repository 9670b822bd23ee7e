import type { Analyses } from "../../src/engine/analyses/types.ts";

export type UtilizationFlags = Parameters<Analyses["mmu"]>[1];

/** How the page of mutator utilization is set. */
export interface MmuSettings {
  readonly flags: UtilizationFlags;
  /** The window length whose worst are listed, ns. */
  readonly windowNs: number;
}

/** Letters of the flags in the URL. */
const LETTERS: Readonly<Record<keyof UtilizationFlags, string>> = {
  stw: "s",
  background: "b",
  assist: "a",
  sweep: "w",
  perProc: "p",
};

const FLAGS = Object.keys(LETTERS) as (keyof UtilizationFlags)[];

/** As `go tool trace` starts out. */
const USUAL: UtilizationFlags = { stw: true, background: true, assist: true, sweep: false, perProc: false };
const USUAL_WINDOW_NS = 10e6;

/** Reads what `settingsText` wrote; what it does not know is as it is at first. */
export function parseSettings(view: string): MmuSettings {
  const match = /^([sbawp]*)-(\d{1,15})$/u.exec(view);
  if (!match) return { flags: USUAL, windowNs: USUAL_WINDOW_NS };
  const has = (flag: keyof UtilizationFlags): boolean => match[1]!.includes(LETTERS[flag]);
  return {
    flags: {
      stw: has("stw"),
      background: has("background"),
      assist: has("assist"),
      sweep: has("sweep"),
      perProc: has("perProc"),
    },
    windowNs: Math.max(Number(match[2]), 1),
  };
}

export function settingsText({ flags, windowNs }: MmuSettings): string {
  const letters = FLAGS.filter((flag) => flags[flag]).map((flag) => LETTERS[flag]);
  return `${letters.join("")}-${Math.round(windowNs)}`;
}
