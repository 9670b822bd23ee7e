import { keyName } from "../../kit/key-name.ts";
import type { Push } from "../motion.ts";
import { ACTION_OF, type KeyAction } from "./key-table.ts";

/** Physical keys, so that W A S D lie the same on every keyboard. */
const PUSHES: Readonly<Record<string, Push>> = {
  KeyW: { zoom: 1, pan: 0, scroll: 0 },
  KeyS: { zoom: -1, pan: 0, scroll: 0 },
  KeyA: { zoom: 0, pan: -1, scroll: 0 },
  KeyD: { zoom: 0, pan: 1, scroll: 0 },
  ArrowLeft: { zoom: 0, pan: -1, scroll: 0 },
  ArrowRight: { zoom: 0, pan: 1, scroll: 0 },
  ArrowUp: { zoom: 0, pan: 0, scroll: -1 },
  ArrowDown: { zoom: 0, pan: 0, scroll: 1 },
};

const ZOOM_KEYS: Readonly<Record<string, Push>> = {
  "+": { zoom: 1, pan: 0, scroll: 0 },
  "=": { zoom: 1, pan: 0, scroll: 0 },
  "-": { zoom: -1, pan: 0, scroll: 0 },
};

export interface KeyHost {
  push(push: Push): void;
  act(action: KeyAction): void;
}

/** Whether a key moves the view while it is held. */
export function isHeldKey(event: KeyboardEvent): boolean {
  return (!event.shiftKey && /^Key[WASD]$/u.test(event.code)) || event.key in ZOOM_KEYS;
}

/** Turns held keys into a push and single keys into actions, while `target` has the focus. Returns what detaches it. */
export function listenToKeys(target: HTMLElement, host: KeyHost): () => void {
  const held = new Map<string, Push>();
  const release = (): void => {
    if (held.size === 0) return;
    held.clear();
    host.push(sum(held.values()));
  };
  const down = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const push = event.shiftKey && event.key !== "+" ? undefined : (PUSHES[event.code] ?? ZOOM_KEYS[event.key]);
    const action = ACTION_OF.get(keyName(event));
    if (push === undefined && action === undefined) return;
    event.preventDefault();
    if (push !== undefined && !held.has(event.code)) {
      held.set(event.code, push);
      host.push(sum(held.values()));
    } else if (push === undefined && action !== undefined) {
      host.act(action);
    }
  };
  const up = (event: KeyboardEvent): void => {
    if (held.delete(event.code)) host.push(sum(held.values()));
  };
  target.addEventListener("keydown", down);
  target.addEventListener("keyup", up);
  target.addEventListener("blur", release);
  return () => {
    target.removeEventListener("keydown", down);
    target.removeEventListener("keyup", up);
    target.removeEventListener("blur", release);
  };
}

function sum(pushes: Iterable<Push>): Push {
  let zoom = 0;
  let pan = 0;
  let scroll = 0;
  for (const push of pushes) {
    zoom += push.zoom;
    pan += push.pan;
    scroll += push.scroll;
  }
  return { zoom: Math.sign(zoom), pan: Math.sign(pan), scroll: Math.sign(scroll) };
}
