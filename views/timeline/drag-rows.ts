import type { Row } from "./layout.ts";

/** A press that moves less than this is a click. */
const SLOP_PX = 5;

interface Dragged {
  readonly element: HTMLElement;
  readonly row: Row;
}

/** Whether a row has a place of its own among others: entries at the top level, and what is pinned. */
export function canMove(row: Row): boolean {
  return row.kind === "section" || row.pinned || (row.depth === 0 && row.group === undefined && row.life === undefined);
}

/** Lets rows be dragged up or down by their names. `moved` hears how many rows that can be moved it went past. */
export function listenToDrags(
  sheet: HTMLElement,
  rowOf: (event: Event) => Dragged | undefined,
  moved: (row: Row, by: number) => void,
): void {
  const drag = new DragRows(sheet, rowOf, moved);
  sheet.addEventListener("pointerdown", (event) => drag.down(event));
  sheet.addEventListener("pointermove", (event) => drag.move(event));
  sheet.addEventListener("pointerup", (event) => drag.up(event));
  sheet.addEventListener("pointercancel", () => drag.end());
  // The click that ends a drag is none.
  sheet.addEventListener("click", (event) => drag.isMoving && event.stopImmediatePropagation(), { capture: true });
}

class DragRows {
  readonly #sheet: HTMLElement;
  readonly #rowOf: (event: Event) => Dragged | undefined;
  readonly #moved: (row: Row, by: number) => void;
  #dragged: Dragged | undefined;
  #from = 0;
  #isMoving = false;

  constructor(sheet: HTMLElement, rowOf: (event: Event) => Dragged | undefined, moved: (row: Row, by: number) => void) {
    this.#sheet = sheet;
    this.#rowOf = rowOf;
    this.#moved = moved;
  }

  get isMoving(): boolean {
    return this.#isMoving;
  }

  down(event: PointerEvent): void {
    this.#isMoving = false;
    const found = this.#rowOf(event);
    if (event.button !== 0 || found === undefined || !canMove(found.row)) return;
    this.#dragged = found;
    this.#from = event.clientY;
  }

  move(event: PointerEvent): void {
    if (this.#dragged === undefined) return;
    const by = event.clientY - this.#from;
    if (!this.#isMoving && Math.abs(by) < SLOP_PX) return;
    if (!this.#isMoving) this.#sheet.setPointerCapture(event.pointerId);
    this.#isMoving = true;
    this.#dragged.element.classList.add("dragged");
    this.#dragged.element.style.translate = `0 ${by}px`;
  }

  up(event: PointerEvent): void {
    const dragged = this.#dragged;
    const { clientY } = event;
    this.end();
    if (dragged === undefined || !this.#isMoving) return;
    const by = this.#passed(dragged, clientY);
    if (by !== 0) this.#moved(dragged.row, by);
  }

  end(): void {
    this.#dragged?.element.classList.remove("dragged");
    if (this.#dragged) this.#dragged.element.style.translate = "";
    this.#dragged = undefined;
  }

  /** How many rows that can be moved lie between where it was and where the pointer is; up is less than none. */
  #passed({ element, row }: Dragged, y: number): number {
    const own = element.getBoundingClientRect();
    const middles = [...this.#sheet.querySelectorAll<HTMLElement>("[data-moves]")]
      .filter((other) => other !== element && other.dataset["moves"] === kindOf(row))
      .map((other) => other.getBoundingClientRect())
      .map(({ top, height }) => top + height / 2);
    const down = middles.filter((middle) => middle > own.bottom - 1 && middle < y).length;
    const up = middles.filter((middle) => middle < own.top + 1 && middle > y).length;
    return down - up;
  }
}

/** Rows change places with their like only. */
export function kindOf(row: Row): string {
  return row.kind === "track" && row.pinned ? "pinned" : "entry";
}
