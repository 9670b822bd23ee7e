import type { GoroutineFilter, GroupOrder, Grouping } from "../../src/timeline/types.ts";
import { ENTRIES, type Entry, type TrackSettings } from "./track-settings.ts";

export const GROUPINGS: readonly Grouping[] = ["function", "creator", "task", "label", "none"];
export const ORDERS: readonly GroupOrder[] = ["active", "seen", "lifetime", "running", "runnable", "blocked"];

/** What the URL has room for. */
const LONGEST = 300;
/** Letters of the kinds of tracks that the URL can name. */
const LETTERS: Readonly<Record<string, string>> = {
  p: "proc",
  t: "thread",
  g: "goroutine",
  f: "group",
  k: "task-type",
  j: "task",
};

/**
 * What differs from the settings at first, as the URL holds it: words such as "by.creator", "hide.heap" or "pin.p3g12" with
 * commas between. What has no room is left out, the last first.
 */
export function settingsText(settings: TrackSettings, first: TrackSettings): string {
  const { filter } = settings;
  const words: string[] = [];
  if (settings.grouping !== first.grouping) words.push(`by.${settings.grouping}`);
  if (settings.order !== first.order) words.push(`order.${settings.order}`);
  for (const entry of ENTRIES) {
    if (settings.hidden.has(entry) !== first.hidden.has(entry))
      words.push(`${settings.hidden.has(entry) ? "hide" : "show"}.${entry}`);
    if (settings.folded.has(entry) !== first.folded.has(entry))
      words.push(`${settings.folded.has(entry) ? "fold" : "unfold"}.${entry}`);
  }
  if (filter.states !== 0) words.push(`states.${filter.states.toString(16)}`);
  if (filter.leastNs > 0) words.push(`least.${Math.round(filter.leastNs)}`);
  if (filter.text.trim() !== "") words.push(`text.${escaped(filter.text)}`);
  if (filter.frame.trim() !== "") words.push(`frame.${escaped(filter.frame)}`);
  if (settings.entries.some((entry, i) => entry !== first.entries[i]))
    words.push(`rows.${settings.entries.map((entry) => ENTRIES.indexOf(entry).toString(36)).join("")}`);
  let text = "";
  for (const word of words) text = withWord(text, word);
  text = withKeys(text, "pin", settings.pinned);
  text = withKeys(text, "without", settings.hiddenTracks);
  return withKeys(text, "open", settings.open);
}

/** One word more, if there is room. */
function withWord(text: string, word: string): string {
  const longer = text === "" ? word : `${text},${word}`;
  return longer.length <= LONGEST ? longer : text;
}

/** One word more with as many of the keys as there is room for: "proc:3" is p3; tracks that exist once have a word of their own. */
function withKeys(text: string, word: string, keys: Iterable<string>): string {
  let list = "";
  let alone = text;
  for (const key of keys) {
    const [kind = "", index = ""] = key.split(":");
    const letter = Object.keys(LETTERS).find((one) => LETTERS[one] === kind);
    if (letter === undefined && ENTRIES.some((entry) => entry === kind)) alone = withWord(alone, `${word}.${kind}`);
    const longer = `${list}${letter ?? ""}${letter === undefined ? "" : index}`;
    if (withWord(alone, `${word}.${longer}`) !== alone) list = longer;
  }
  return list === "" ? alone : withWord(alone, `${word}.${list}`);
}

/** Reads what `settingsText` wrote; it may come from anywhere, and what is not as written there counts as not there. */
export function parseSettings(text: string, first: TrackSettings): TrackSettings {
  let settings = first;
  for (const word of text.split(",")) {
    const dot = word.indexOf(".");
    if (dot > 0) settings = READ[word.slice(0, dot)]?.(settings, word.slice(dot + 1)) ?? settings;
  }
  return settings;
}

type Reader = (settings: TrackSettings, value: string) => TrackSettings | undefined;

const READ: Readonly<Record<string, Reader>> = {
  by: (settings, value) => {
    const grouping = GROUPINGS.find((one) => one === value);
    return grouping && { ...settings, grouping };
  },
  order: (settings, value) => {
    const order = ORDERS.find((one) => one === value);
    return order && { ...settings, order };
  },
  hide: (settings, value) =>
    withEntry(value, (entry) => ({ ...settings, hidden: new Set([...settings.hidden, entry]) })),
  show: (settings, value) => withEntry(value, (entry) => ({ ...settings, hidden: without(settings.hidden, entry) })),
  fold: (settings, value) =>
    withEntry(value, (entry) => ({ ...settings, folded: new Set([...settings.folded, entry]) })),
  unfold: (settings, value) => withEntry(value, (entry) => ({ ...settings, folded: without(settings.folded, entry) })),
  states: (settings, value) => {
    const states = /^[0-9a-f]{1,3}$/.test(value) ? Number.parseInt(value, 16) : 0;
    return withFilter(settings, { states: states & 0x1ff });
  },
  least: (settings, value) => (/^\d{1,15}$/.test(value) ? withFilter(settings, { leastNs: Number(value) }) : undefined),
  text: (settings, value) => withFilter(settings, { text: unescaped(value) }),
  frame: (settings, value) => withFilter(settings, { frame: unescaped(value) }),
  pin: (settings, value) => ({ ...settings, pinned: [...new Set([...settings.pinned, ...keysOf(value)])] }),
  without: (settings, value) => ({
    ...settings,
    hiddenTracks: new Set([...settings.hiddenTracks, ...keysOf(value)]),
  }),
  open: (settings, value) => ({ ...settings, open: new Set([...settings.open, ...keysOf(value)]) }),
  rows: (settings, value) => {
    const entries = Array.from(value, (digit) => ENTRIES[Number.parseInt(digit, 36)]);
    const known = entries.filter((entry): entry is Entry => entry !== undefined);
    const distinct = new Set([...known, ...ENTRIES]);
    return { ...settings, entries: [...distinct] };
  },
};

function withEntry(value: string, change: (entry: Entry) => TrackSettings): TrackSettings | undefined {
  const entry = ENTRIES.find((one) => one === value);
  return entry && change(entry);
}

function without<T>(set: ReadonlySet<T>, member: T): ReadonlySet<T> {
  return new Set([...set].filter((one) => one !== member));
}

function withFilter(settings: TrackSettings, change: Partial<GoroutineFilter>): TrackSettings {
  return { ...settings, filter: { ...settings.filter, ...change } };
}

/** Settings, and how far the tracks are scrolled, in css pixels. */
export function withScroll(text: string, scroll: number): string {
  const word = scroll > 0 ? `y.${Math.round(scroll)}` : "";
  return [text, word].filter((one) => one !== "").join(",");
}

/** How far the tracks are to be scrolled, as `withScroll` says. */
export function parseScroll(text: string): number {
  return Number(/(?:^|,)y\.(\d{1,9})$/.exec(text)?.[1] ?? 0);
}

function keysOf(value: string): readonly string[] {
  if (ENTRIES.some((entry) => entry === value)) return [`${value}:0`];
  if (!/^([ptgfkj]\d{1,9})+$/.test(value)) return [];
  return Array.from(value.matchAll(/([a-z])(\d+)/g), ([, letter, index]) => `${LETTERS[letter!]!}:${Number(index)}`);
}

/** Lower-case letters and digits as they are, bytes of the rest as "~2f". */
function escaped(text: string): string {
  return Array.from(new TextEncoder().encode(text.trim()), (byte) => {
    const letter = String.fromCharCode(byte);
    return /[a-z0-9]/.test(letter) ? letter : `~${byte.toString(16).padStart(2, "0")}`;
  }).join("");
}

function unescaped(text: string): string {
  const bytes = Array.from(text.matchAll(/~([0-9a-f]{2})|([a-z0-9])/g), ([, hex, letter]) =>
    hex === undefined ? letter!.charCodeAt(0) : Number.parseInt(hex, 16),
  );
  return new TextDecoder().decode(Uint8Array.from(bytes));
}
