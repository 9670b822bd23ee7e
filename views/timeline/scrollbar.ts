/** The least height of the thumb, so that a hand can take it among 100,000 rows. css pixels. */
const LEAST_THUMB = 28;

export interface ScrollExtent {
  readonly scroll: number;
  readonly viewHeight: number;
  readonly layoutHeight: number;
}

export interface Thumb {
  readonly top: number;
  readonly height: number;
}

/** Where the thumb lies on a bar as high as the view, or undefined if all is in sight. */
export function thumbOf(extent: ScrollExtent): Thumb | undefined {
  const { scroll, viewHeight, layoutHeight } = extent;
  if (layoutHeight <= viewHeight || viewHeight <= 0) return undefined;
  const height = Math.min(viewHeight, Math.max(LEAST_THUMB, (viewHeight * viewHeight) / layoutHeight));
  return { top: (scroll / (layoutHeight - viewHeight)) * (viewHeight - height), height };
}

/** The scroll at which the thumb's top is at `top`. */
export function scrollOfThumb(top: number, extent: ScrollExtent): number {
  const thumb = thumbOf(extent);
  if (thumb === undefined || extent.viewHeight === thumb.height) return 0;
  return (top / (extent.viewHeight - thumb.height)) * (extent.layoutHeight - extent.viewHeight);
}

/** A scrollbar of its own: no browser scrolls an element as high as 100,000 rows can be. */
export class Scrollbar {
  readonly #bar: HTMLElement;
  readonly #thumb: HTMLElement;
  #extent: ScrollExtent = { scroll: 0, viewHeight: 0, layoutHeight: 0 };

  constructor(bar: HTMLElement, thumb: HTMLElement, scrollTo: (scroll: number) => void) {
    this.#bar = bar;
    this.#thumb = thumb;
    let grip: number | undefined;
    bar.addEventListener("pointerdown", (event) => {
      const y = event.clientY - bar.getBoundingClientRect().top;
      const now = thumbOf(this.#extent);
      if (now === undefined) return;
      grip = y >= now.top && y <= now.top + now.height ? y - now.top : now.height / 2;
      bar.setPointerCapture(event.pointerId);
      scrollTo(scrollOfThumb(y - grip, this.#extent));
    });
    bar.addEventListener("pointermove", (event) => {
      if (grip === undefined) return;
      scrollTo(scrollOfThumb(event.clientY - bar.getBoundingClientRect().top - grip, this.#extent));
    });
    const release = (): void => {
      grip = undefined;
    };
    bar.addEventListener("pointerup", release);
    bar.addEventListener("pointercancel", release);
  }

  update(extent: ScrollExtent): void {
    this.#extent = extent;
    const thumb = thumbOf(extent);
    this.#bar.hidden = thumb === undefined;
    if (thumb === undefined) return;
    this.#thumb.style.height = `${thumb.height}px`;
    this.#thumb.style.transform = `translateY(${thumb.top}px)`;
  }
}
