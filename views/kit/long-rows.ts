import type { LitElement, ReactiveController } from "lit";
import { clampTop, scrollOf, spacerHeight, topAt } from "./long-scroll.ts";

interface Host extends LitElement {
  readonly count: number;
}

/**
 * Which rows of a list are in sight, and where. What scrolls, `.scroll` of the host, holds a spacer, and in it the rows stick
 * to the top: they are placed by their distance from there, as browsers misplace by pixels what lies millions of pixels
 * down. Where the spacer is as high as the rows the browser scrolls; where no element may be that high the wheel moves by
 * rows, and the scrollbar by a share of them.
 */
export class LongRows implements ReactiveController {
  readonly rowPx: number;
  /** The row at the top, and parts of it. */
  top = 0;
  /** Height of what rows are seen through. */
  height = 0;
  #host: Host;
  #headPx: number;
  /** Where the page itself has put the scrollbar: what comes of that is no wish of the reader's. */
  #expected = 0;
  #count = 0;
  #scroll: HTMLElement | undefined;
  #observer = new ResizeObserver(([entry]) => this.#measured(entry?.contentRect.height ?? 0));

  /** `headPx`: height of a head that sticks to the top of what scrolls. */
  constructor(host: Host, rowPx: number, headPx = 0) {
    this.#host = host;
    this.rowPx = rowPx;
    this.#headPx = headPx;
    host.addController(this);
  }

  hostConnected(): void {
    if (this.#scroll) this.#listen(this.#scroll);
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
    this.#scroll?.removeEventListener("scroll", this.#scrolled);
    this.#scroll?.removeEventListener("wheel", this.#wheel);
  }

  hostUpdated(): void {
    if (!this.#scroll) {
      this.#scroll = this.#host.renderRoot.querySelector<HTMLElement>(".scroll")!;
      this.#listen(this.#scroll);
    }
    if (this.#count === this.#host.count) return;
    this.#count = this.#host.count;
    this.#settle();
  }

  /** The first row in sight, and the last; with others before and after them. */
  inSight(beyond = 0): readonly [number, number] {
    const last = Math.min(Math.ceil(this.top + this.#rows), this.#host.count) - 1;
    return [Math.max(Math.floor(this.top) - beyond, 0), Math.min(last + beyond, this.#host.count - 1)];
  }

  /** Pixels from the top of what rows are seen through. */
  offset(row: number): number {
    return (row - this.top) * this.rowPx;
  }

  /** For the style: heights of the spacer and of what rows are seen through. */
  get measures(): Readonly<Record<"--high" | "--sight", string>> {
    const high = spacerHeight(this.#host.count, this.rowPx);
    return { "--high": `${high}px`, "--sight": `${Math.min(this.height, high)}px` };
  }

  /** Rows to a page, for keys. */
  get page(): number {
    return Math.max(Math.floor(this.#rows) - 1, 1);
  }

  scrollTo(top: number): void {
    this.top = clampTop(top, this.#host.count, this.#rows);
    this.#placeScrollbar();
    this.#host.requestUpdate();
  }

  /** Brings a row into sight: into the middle, if it is not there. */
  reveal(row: number): void {
    if (row >= this.top && row + 1 <= this.top + this.#rows) return;
    this.scrollTo(row - Math.floor(this.#rows / 2));
  }

  get #rows(): number {
    return this.height / this.rowPx;
  }

  /** The scrollbar moves over fewer pixels than the rows would take. */
  get #short(): boolean {
    const { count } = this.#host;
    return spacerHeight(count, this.rowPx) < count * this.rowPx;
  }

  #listen(scroll: HTMLElement): void {
    this.#observer.observe(scroll);
    scroll.addEventListener("scroll", this.#scrolled);
    scroll.addEventListener("wheel", this.#wheel, { passive: false });
  }

  #measured(height: number): void {
    this.height = Math.max(height - this.#headPx, 0);
    this.#settle();
    this.#host.requestUpdate();
  }

  #settle(): void {
    const top = clampTop(this.top, this.#host.count, this.#rows);
    if (top === this.top) this.#placeScrollbar();
    else this.scrollTo(top);
  }

  #placeScrollbar(): void {
    if (!this.#scroll) return;
    this.#scroll.scrollTop = scrollOf(this.top, this.#host.count, this.height, this.rowPx);
    this.#expected = this.#scroll.scrollTop;
  }

  #scrolled = (): void => {
    const { scrollTop } = this.#scroll!;
    // A browser rounds to its pixels.
    if (Math.abs(scrollTop - this.#expected) < 1) return;
    this.#expected = scrollTop;
    this.top = topAt(scrollTop, this.#host.count, this.height, this.rowPx);
    this.#host.requestUpdate();
  };

  #wheel = (event: WheelEvent): void => {
    if (event.ctrlKey || event.shiftKey || event.deltaY === 0 || !this.#short) return;
    event.preventDefault();
    const unit = [1 / this.rowPx, 1, this.#rows][event.deltaMode] ?? 1;
    this.scrollTo(this.top + event.deltaY * unit);
  };
}
