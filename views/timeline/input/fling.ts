/** css pixels in a second. */
export interface Velocity {
  readonly x: number;
  readonly y: number;
}

/** What the hand did longer ago than this does not count; a hand that rests so long before it lets go flings nothing. */
const RECENT_MS = 80;

/** How fast a drag was when it was let go. */
export class Fling {
  #moves: { readonly x: number; readonly y: number; readonly at: number }[] = [];

  /** A move by css pixels, at a time in ms. */
  moved(x: number, y: number, at: number): void {
    this.#moves.push({ x, y, at });
    this.#moves = this.#moves.filter((move) => at - move.at <= RECENT_MS);
  }

  velocity(now: number): Velocity {
    const recent = this.#moves.filter(({ at }) => now - at <= RECENT_MS);
    const [first] = recent;
    if (first === undefined || recent.length < 2) return { x: 0, y: 0 };
    // The first of them ended a stretch that began before.
    const seconds = Math.max(now - first.at, 1) / 1000;
    const sum = recent.slice(1).reduce((all, { x, y }) => ({ x: all.x + x, y: all.y + y }), { x: 0, y: 0 });
    return { x: sum.x / seconds, y: sum.y / seconds };
  }
}
