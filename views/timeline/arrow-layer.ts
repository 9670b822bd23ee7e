import type { Arrow, PlacedArrow } from "./arrows.ts";
import type { Homes } from "./homes.ts";
import type { Layout, TrackRow } from "./layout.ts";

/** Room above and below the rows of a chain, css pixels. */
const MARGIN = 30;

/** The arrows that are wanted, and the rows between which they lie. */
export class ArrowLayer {
  readonly #homes: Homes;
  #arrows: readonly Arrow[] = [];

  constructor(homes: Homes) {
    this.#homes = homes;
  }

  /** Takes other arrows. Returns whether they are a chain, which is to be brought into sight. */
  set(arrows: readonly Arrow[]): boolean {
    this.#arrows = arrows;
    return arrows.some(({ hop }) => hop > 0);
  }

  get goroutines(): readonly number[] {
    return this.#arrows.flatMap(({ wake }) => [wake.waker.goroutine.index, wake.woken.goroutine.index]);
  }

  /** Between different rows; one whose end has no row is not there. */
  placed(layout: Layout, scroll: number): readonly PlacedArrow[] {
    return this.#arrows.flatMap((arrow) => {
      const from = this.#homes.rowOf(arrow.wake.waker.goroutine.index, layout, scroll);
      const to = this.#homes.rowOf(arrow.wake.woken.goroutine.index, layout, scroll);
      const isOne = from === undefined || to === undefined || (from.y === to.y && from.pinned === to.pinned);
      return isOne ? [] : [{ ...arrow, from, to }];
    });
  }

  /**
   * The scroll at which the rows of the chain are in sight in a view of a height: all of them, or as many of its latest
   * wakes as have room. The scroll as it is, if they are.
   */
  scrollToShow(layout: Layout, scroll: number, height: number): number {
    const rows = this.placed(layout, scroll)
      .flatMap(({ to, from }): readonly TrackRow[] => [to, from])
      .filter(({ pinned }) => !pinned);
    let [top, bottom] = [Infinity, -Infinity];
    for (const { y, height: high } of rows) {
      const [higher, lower] = [Math.min(top, y), Math.max(bottom, y + high)];
      if (lower - higher > height - 2 * MARGIN && bottom > top) break;
      [top, bottom] = [higher, lower];
    }
    if (bottom < top || (top >= scroll && bottom <= scroll + height)) return scroll;
    return (top + bottom - height) / 2;
  }
}
