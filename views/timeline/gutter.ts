import { trackKey, type Row, type TrackRow } from "./layout.ts";
import { shortFunction } from "./row-name.ts";

/**
 * The names of the tracks. Elements exist for the rows in sight only and are kept while their row stays there; a scroll
 * moves one container.
 */
export class Gutter {
  readonly #sheet: HTMLElement;
  readonly #toggle: (group: number) => void;
  readonly #shown = new Map<string, { readonly element: HTMLElement; readonly row: Row }>();

  #rows: readonly Row[] | undefined;
  #scroll: number | undefined;
  #marked: ReadonlySet<string> = new Set();

  /** `toggle` opens or closes a group. */
  constructor(sheet: HTMLElement, toggle: (group: number) => void) {
    this.#sheet = sheet;
    this.#toggle = toggle;
  }

  /** `scroll` in css pixels. Costs nothing but a comparison while neither has changed. */
  update(rows: readonly Row[], scroll: number): void {
    if (scroll !== this.#scroll) this.#sheet.style.transform = `translateY(${-scroll}px)`;
    this.#scroll = scroll;
    if (rows === this.#rows) return;
    this.#rows = rows;
    const gone = new Set(this.#shown.keys());
    for (const row of rows) {
      const key = keyOf(row);
      gone.delete(key);
      const shown = this.#shown.get(key);
      if (shown !== undefined && sameRow(shown.row, row)) continue;
      const element = shown !== undefined && sameText(shown.row, row) ? shown.element : this.#make(row);
      if (element !== shown?.element) {
        shown?.element.remove();
        element.classList.toggle("marked", this.#marked.has(key));
        this.#sheet.append(element);
      }
      element.style.top = `${row.y}px`;
      if (row.kind === "track") element.querySelector("button")?.setAttribute("aria-expanded", String(row.open));
      this.#shown.set(key, { element, row });
    }
    for (const key of gone) {
      this.#shown.get(key)!.element.remove();
      this.#shown.delete(key);
    }
  }

  /** Marks the tracks of the selection, by their keys. */
  mark(keys: ReadonlySet<string>): void {
    this.#marked = keys;
    for (const [key, { element }] of this.#shown) element.classList.toggle("marked", keys.has(key));
  }

  #make(row: Row): HTMLElement {
    const element = document.createElement("div");
    element.className = row.kind === "section" ? "name section" : `name ${row.track.kind}`;
    element.setAttribute("role", "listitem");
    element.style.height = `${row.height}px`;
    const content = row.kind === "track" && row.group !== undefined ? this.#disclosure(row) : element;
    const text = document.createElement("span");
    text.className = "text";
    const isGroup = row.kind === "track" && row.track.kind === "group";
    text.textContent = isGroup ? shortFunction(row.name) : row.name;
    element.title = row.name;
    const note = document.createElement("span");
    note.className = "note";
    note.textContent = row.note;
    content.append(text, note);
    if (content !== element) element.append(content);
    return element;
  }

  #disclosure(row: TrackRow): HTMLButtonElement {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "disclosure";
    button.addEventListener("click", () => this.#toggle(row.track.index));
    return button;
  }
}

function keyOf(row: Row): string {
  return row.kind === "section" ? `section:${row.name}` : trackKey(row.track);
}

function sameRow(a: Row, b: Row): boolean {
  const open = (row: Row): boolean => row.kind === "track" && row.open;
  return a.y === b.y && open(a) === open(b) && sameText(a, b);
}

function sameText(a: Row, b: Row): boolean {
  return a.height === b.height && a.name === b.name && a.note === b.note;
}
