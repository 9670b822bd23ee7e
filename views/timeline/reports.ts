import type { Camera } from "./camera.ts";
import type { WindowChange } from "./events.ts";
import { Rest } from "./rest.ts";
import { sameWindow, type TimeWindow } from "./view-state.ts";

/** Says where the view is while it moves and when it has come to rest, and tells what is asked from outside from its own echo. */
export class Reports {
  readonly #camera: Camera;
  readonly #tell: (change: WindowChange) => void;
  readonly #rest: Rest;
  #told: TimeWindow | undefined;
  /** Where the latest journey that was asked for from outside began. */
  #departure: TimeWindow | undefined;

  /** `rested` is called when the view stands still. */
  constructor(camera: Camera, tell: (change: WindowChange) => void, rested: () => void) {
    this.#camera = camera;
    this.#tell = tell;
    this.#rest = new Rest(() => this.#pause(rested));
  }

  /** Whether the view moved a moment ago. */
  get awaited(): boolean {
    return this.#rest.awaited;
  }

  /** Where the view is now need not be told: another trace. */
  startHere(): void {
    this.#told = this.#camera.window;
  }

  /** Whether to go to a window that was asked for from outside: the echo of what was told is no such thing. */
  accepts(window: TimeWindow): boolean {
    if (this.#told !== undefined && sameWindow(window, this.#told)) return false;
    // From now on the window told last is no echo: asked for before the first step, it ends the journey again.
    this.#told = undefined;
    this.#departure = this.#camera.window;
    return true;
  }

  /** Once a frame: tells of a move. */
  notice(): void {
    const { window, moving } = this.#camera;
    if (this.#told !== undefined && sameWindow(window, this.#told)) return;
    // The first frame of a journey may show where it began; were that told, going back there would pass for an echo.
    const begins = moving && this.#told === undefined;
    if (begins && this.#departure !== undefined && sameWindow(window, this.#departure)) return;
    this.#told = window;
    this.#rest.moved();
    this.#tell({ from: window.from, to: window.to, final: false });
  }

  stop(): void {
    this.#rest.stop();
  }

  #pause(rested: () => void): void {
    const { window, moving } = this.#camera;
    if (moving) return this.#rest.moved();
    this.#tell({ from: window.from, to: window.to, final: true });
    rested();
  }
}
