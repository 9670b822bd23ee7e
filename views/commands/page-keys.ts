import { keyName } from "../kit/key-name.ts";
import { isHeldKey } from "../timeline/input/keys.ts";
import { COMMAND_OF, type Desk } from "./commands.ts";

/**
 * Hands a key to its command, or to `hold` if it moves the timeline while it is held. Keys for a dialog, a text field, or the
 * element that has handled them already are left alone.
 */
export function handlePageKey(event: KeyboardEvent, desk: Desk, hold: (event: KeyboardEvent) => void): void {
  if (event.defaultPrevented || belongsElsewhere(event)) return;
  const command = COMMAND_OF.get(keyName(event));
  if (command !== undefined && (command.always === true || desk.app.trace !== undefined) && !belongsToFocus(event)) {
    event.preventDefault();
    command.run(desk);
  } else if (!event.ctrlKey && !event.metaKey && !event.altKey && isHeldKey(event)) hold(event);
}

/** Keys that scroll whatever has the focus. */
function belongsToFocus({ key }: KeyboardEvent): boolean {
  return key === "PageUp" || key === "PageDown" || key === "Home" || key === "End";
}

function belongsElsewhere(event: KeyboardEvent): boolean {
  const path = event.composedPath();
  // Until the next frame a field keeps the focus though its dialog is closed.
  if (path.some((target) => target instanceof HTMLDialogElement && !target.open)) return false;
  return path.some(
    (target) =>
      target instanceof HTMLInputElement ||
      target instanceof HTMLTextAreaElement ||
      target instanceof HTMLSelectElement ||
      (target instanceof HTMLDialogElement && target.open) ||
      (target instanceof HTMLElement && target.matches(":popover-open")),
  );
}
