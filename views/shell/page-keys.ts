/** What the keys of the page do; those of the timeline are its own. */
export interface PageKeyActions {
  readonly open: () => void;
  readonly keys: () => void;
  readonly clear: () => void;
  readonly previousPause: () => void;
  readonly nextPause: () => void;
  readonly previousMark: () => void;
  readonly nextMark: () => void;
  /** A digit: the page at that place in the rail. */
  readonly page: (event: KeyboardEvent) => void;
  /** A key of the timeline that was pressed while the focus was elsewhere. */
  readonly timeline: (event: KeyboardEvent) => void;
}

const ACTIONS: Readonly<Record<string, keyof PageKeyActions>> = {
  "?": "keys",
  Escape: "clear",
  "[": "previousPause",
  "]": "nextPause",
  n: "nextMark",
  N: "previousMark",
  ...Object.fromEntries(Array.from("123456789", (digit) => [digit, "page" as const])),
};

/** Keys of the timeline that mean nothing elsewhere on the page; arrows scroll whatever has the focus. */
const TIMELINE_KEYS: ReadonlySet<string> = new Set(["w", "a", "s", "d", "0", "f", ",", ".", "+", "-"]);

/** Hands a key to its action. Keys for a dialog, a text field, or the element that has handled them already are left alone. */
export function handlePageKey(event: KeyboardEvent, actions: PageKeyActions): void {
  if (event.defaultPrevented || belongsElsewhere(event)) return;
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "o") {
    event.preventDefault();
    return actions.open();
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const action = ACTIONS[event.key];
  if (action) {
    event.preventDefault();
    actions[action](event);
  } else if (TIMELINE_KEYS.has(event.key.toLowerCase())) actions.timeline(event);
}

function belongsElsewhere(event: KeyboardEvent): boolean {
  return event
    .composedPath()
    .some(
      (target) =>
        target instanceof HTMLInputElement ||
        target instanceof HTMLTextAreaElement ||
        target instanceof HTMLSelectElement ||
        (target instanceof HTMLDialogElement && target.open) ||
        (target instanceof HTMLElement && target.matches(":popover-open")),
    );
}
