/** What a key of the timeline does once, when it is pressed. */
export type KeyAction =
  | "all"
  | "fit-selection"
  | "clear"
  | "next-span"
  | "previous-span"
  | "next-alike"
  | "previous-alike"
  | "extend-later"
  | "extend-earlier"
  | "page-up"
  | "page-down"
  | "top"
  | "bottom";

export interface TimelineKey {
  readonly action: KeyAction;
  /** What it does, in the words of the list of keys. */
  readonly name: string;
  /** As `keyName` calls them. */
  readonly keys: readonly string[];
}

/** The timeline's commands and their keys, the one table of them. */
export const TIMELINE_KEYS: readonly TimelineKey[] = [
  { action: "all", name: "Show the whole trace", keys: ["0"] },
  { action: "fit-selection", name: "Zoom to what is selected", keys: ["F"] },
  { action: "next-span", name: "Next span of the goroutine", keys: ["."] },
  { action: "previous-span", name: "Previous span of the goroutine", keys: [","] },
  { action: "next-alike", name: "Next span in the same state", keys: ["Shift+."] },
  { action: "previous-alike", name: "Previous span in the same state", keys: ["Shift+,"] },
  {
    action: "extend-later",
    name: "Select time, later; also drag with Shift, or in the ruler",
    keys: ["Shift+ArrowRight"],
  },
  { action: "extend-earlier", name: "Select time, earlier", keys: ["Shift+ArrowLeft"] },
  { action: "page-up", name: "Scroll a page up", keys: ["PageUp"] },
  { action: "page-down", name: "Scroll a page down", keys: ["PageDown"] },
  { action: "top", name: "Scroll to the first track", keys: ["Home"] },
  { action: "bottom", name: "Scroll to the last track", keys: ["End"] },
  { action: "clear", name: "Select nothing", keys: ["Escape"] },
];

/** Keys that do something while they are held, as the list of keys tells of them. `keys.ts` says what. */
export const HELD_KEYS: readonly Omit<TimelineKey, "action">[] = [
  { name: "Zoom in and out; also the wheel, or a pinch", keys: ["W", "S", "+", "-"] },
  { name: "Move through time; also drag", keys: ["A", "D", "ArrowLeft", "ArrowRight"] },
  { name: "Scroll through the tracks; also drag, or the wheel over their names", keys: ["ArrowUp", "ArrowDown"] },
];

/** The actions by key. */
export const ACTION_OF: ReadonlyMap<string, KeyAction> = new Map(
  TIMELINE_KEYS.flatMap(({ action, keys }) => keys.map((key) => [key, action] as const)),
);
