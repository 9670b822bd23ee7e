import { shownText } from "../kit/shown-text.ts";
import { plainKey, trackKey, type Row } from "./layout.ts";
import { canMove, kindOf, listenToDrags } from "./drag-rows.ts";

export interface GutterHost {
  /** Opens or closes a group or a section. */
  toggle(row: Row): void;
  /** What can be done with a row, at a point of the window. */
  menu(row: Row, x: number, y: number): void;
  /** Moves a row so many places among those that can be moved. */
  move(row: Row, by: number): void;
}

interface Shown {
  readonly element: HTMLElement;
  readonly row: Row;
}

const INDENT_PX = 14;

/**
 * The names of the tracks. Elements exist for the rows in sight only and are kept while their row stays there; a scroll
 * moves one container. Arrow keys go from name to name, Enter or the menu key opens a row's menu, Alt with arrows moves it.
 */
export class Gutter {
  readonly #sheet: HTMLElement;
  readonly #host: GutterHost;
  readonly #shown = new Map<string, Shown>();
  #rows: readonly Row[] | undefined;
  #offset: number | undefined;
  #marked: ReadonlySet<string> = new Set();

  constructor(sheet: HTMLElement, host: GutterHost) {
    this.#sheet = sheet;
    this.#host = host;
    sheet.addEventListener("contextmenu", (event) => this.#menu(event, event.clientX, event.clientY));
    sheet.addEventListener("keydown", (event) => this.#pressed(event));
    sheet.addEventListener("click", (event) => this.#clicked(event));
    listenToDrags(
      sheet,
      (event) => this.#shownAt(event),
      (row, by) => host.move(row, by),
    );
  }

  /** css pixels; the rows begin `top` below the sheet's. Costs nothing but a comparison while nothing has changed. */
  update(rows: readonly Row[], scroll: number, top: number): void {
    if (top - scroll !== this.#offset) this.#sheet.style.transform = `translateY(${top - scroll}px)`;
    this.#offset = top - scroll;
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
        element.classList.toggle("marked", this.#marked.has(plainKeyOf(row)));
        this.#sheet.append(element);
      }
      element.style.top = `${row.y}px`;
      element.querySelector(".disclosure")?.setAttribute("aria-expanded", String(row.open));
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
    for (const { element, row } of this.#shown.values()) element.classList.toggle("marked", keys.has(plainKeyOf(row)));
  }

  #make(row: Row): HTMLElement {
    const element = document.createElement("div");
    element.className = classesOf(row);
    element.setAttribute("role", "listitem");
    element.style.height = `${row.height}px`;
    const canOpen = row.kind === "section" || row.canOpen;
    const content: HTMLElement = document.createElement(canOpen ? "button" : "span");
    content.className = canOpen ? "disclosure" : "plain";
    // Goroutines and tasks may be many: arrow keys go to them.
    content.tabIndex = row.kind === "section" || row.group !== undefined ? 0 : -1;
    if (row.kind === "track") content.style.paddingLeft = `${row.depth * INDENT_PX}px`;
    content.append(textOf("text", row.name), textOf("note", row.note));
    element.title = shownText(row.kind === "track" ? (row.fullName ?? row.name) : row.name);
    if (canMove(row)) element.dataset["moves"] = kindOf(row);
    element.append(content, this.#more(row));
    return element;
  }

  /** Seen when the row is pointed at; by keyboard the row itself opens the menu. */
  #more(row: Row): HTMLElement {
    const more = document.createElement("button");
    more.className = "more";
    more.tabIndex = -1;
    more.textContent = "\u22ef";
    more.setAttribute("aria-label", `What can be done with ${shownText(row.name)}`);
    return more;
  }

  #shownAt(event: Event): Shown | undefined {
    const target = event.composedPath().find((one) => one instanceof HTMLElement && one.classList.contains("name"));
    return [...this.#shown.values()].find(({ element }) => element === target);
  }

  #clicked(event: MouseEvent): void {
    const shown = this.#shownAt(event);
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (shown === undefined || button === null) return;
    if (button.classList.contains("disclosure")) this.#host.toggle(shown.row);
    else this.#menu(event, event.clientX, event.clientY);
  }

  #menu(event: Event, x: number, y: number): void {
    const shown = this.#shownAt(event);
    if (shown === undefined) return;
    event.preventDefault();
    contentOf(shown.element).focus();
    this.#host.menu(shown.row, x, y);
  }

  #pressed(event: KeyboardEvent): void {
    const shown = this.#shownAt(event);
    if (shown === undefined) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      if (event.altKey) this.#host.move(shown.row, step);
      else this.#neighbour(shown, step)?.focus();
      event.stopPropagation();
      return;
    }
    const isPlain = !contentOf(shown.element).matches("button");
    if (event.key === "ContextMenu" || (event.shiftKey && event.key === "F10") || (isPlain && event.key === "Enter")) {
      const { left, bottom } = shown.element.getBoundingClientRect();
      this.#menu(event, left + INDENT_PX, bottom);
    }
  }

  #neighbour({ element }: Shown, step: number): HTMLElement | undefined {
    const inOrder = [...this.#shown.values()].toSorted((a, b) => a.row.y - b.row.y);
    const next = inOrder[inOrder.findIndex((one) => one.element === element) + step];
    return next && contentOf(next.element);
  }
}

function contentOf(element: HTMLElement): HTMLElement {
  return element.firstElementChild as HTMLElement;
}

function textOf(name: string, text: string): HTMLElement {
  const element = document.createElement("span");
  element.className = name;
  element.textContent = shownText(text);
  return element;
}

function classesOf(row: Row): string {
  if (row.kind === "section") return "name section";
  return `name ${row.track.kind}${row.pinned ? " pinned" : ""}`;
}

function keyOf(row: Row): string {
  return row.kind === "section" ? `section:${row.entry}` : trackKey(row.track);
}

/** As what is selected names tracks. */
function plainKeyOf(row: Row): string {
  return row.kind === "section" ? keyOf(row) : plainKey(row.track);
}

function sameRow(a: Row, b: Row): boolean {
  return a.y === b.y && a.open === b.open && sameText(a, b);
}

function sameText(a: Row, b: Row): boolean {
  return a.height === b.height && a.name === b.name && a.note === b.note && classesOf(a) === classesOf(b);
}
