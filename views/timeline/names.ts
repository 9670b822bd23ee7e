import type { GoroutineChoice } from "../../src/engine/analyses/types.ts";
import { formatNs } from "../../src/base/format.ts";
import { Gutter } from "./gutter.ts";
import type { Row } from "./layout.ts";
import type { Parts } from "./parts.ts";
import { moveRow, rowMenu } from "./row-menu.ts";
import { RULER_HEIGHT } from "./ruler.ts";
import { Scrollbar } from "./scrollbar.ts";
import type { Tracks } from "./tracks.ts";
import type { View } from "./view.ts";

export interface NamesHost {
  readonly view: View;
  readonly tracks: Tracks;
  /** Draws what work that the engine has a part in changed. */
  work(work: Promise<void>): void;
  scope(goroutines: GoroutineChoice): void;
}

/** What stands beside the canvas: the names of the tracks with their menus, how much time is in view, and the scrollbar. */
export class Names {
  readonly #gutter: Gutter;
  readonly #scrollbar: Scrollbar;
  readonly #corner: HTMLElement;
  readonly #host: NamesHost;

  constructor({ names, corner, bar, thumb, menu }: Parts, host: NamesHost) {
    this.#host = host;
    this.#corner = corner;
    const { tracks, view } = host;
    this.#gutter = new Gutter(names, {
      toggle: (row) => (row.kind === "section" ? tracks.fold(row.entry) : host.work(tracks.toggle(row))),
      menu: (row, x, y) => {
        menu.place = { x, y, title: row.name, items: rowMenu(row, host) };
      },
      move: (row, by) => moveRow(row, by, tracks),
    });
    this.#scrollbar = new Scrollbar(bar, thumb, (scroll) => view.move((camera) => camera.scrollTo(scroll)));
  }

  /** Marks the tracks of what is selected, by their keys. */
  mark(keys: ReadonlySet<string>): void {
    this.#gutter.mark(keys);
  }

  /** Once a frame. */
  update(rows: readonly Row[]): void {
    const { window, scroll, top, height: viewHeight, layoutHeight } = this.#host.view;
    this.#gutter.update(rows, scroll, top - RULER_HEIGHT);
    this.#scrollbar.update({ scroll, viewHeight, layoutHeight });
    const text = `${formatNs(window.to - window.from)} in view`;
    if (this.#corner.textContent !== text) this.#corner.textContent = text;
  }
}
