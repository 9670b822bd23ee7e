/** Keys whose other character with Shift differs from keyboard to keyboard. */
const BY_PLACE: Readonly<Record<string, string>> = { Period: ".", Comma: "," };

/**
 * What a press of a key is called in the tables of keys: "A", "Shift+A", "Shift+.", "Ctrl+Shift+P", "[", "ArrowUp". The command
 * key of a Mac counts as Ctrl. A sign that takes Shift to be typed is called by the sign alone.
 */
export function keyName(
  event: Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">,
): string {
  const key = (event.shiftKey ? BY_PLACE[event.code] : undefined) ?? event.key;
  const isSign = key.length === 1 && key.toLowerCase() === key.toUpperCase() && BY_PLACE[event.code] === undefined;
  const modifiers = [
    event.ctrlKey || event.metaKey ? "Ctrl" : "",
    event.altKey ? "Alt" : "",
    event.shiftKey && !isSign ? "Shift" : "",
  ];
  return [...modifiers.filter(Boolean), key.length === 1 ? key.toUpperCase() : key].join("+");
}

const SHOWN: Readonly<Record<string, string>> = {
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
  Escape: "Esc",
  PageUp: "Page up",
  PageDown: "Page down",
  ContextMenu: "Menu",
  " ": "Space",
  "-": "−",
};

/** A key's name as the page shows it: "Shift .", "Esc". */
export function shownKey(name: string): string {
  const parts = name === "+" ? [name] : name.split("+");
  return parts.map((part) => SHOWN[part] ?? part).join(" ");
}
