import { Fling, type Velocity } from "./fling.ts";
import { pinchOf, type Pinch } from "./pinch.ts";

/** css pixels from the top left of the element that listens. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface PointerHost {
  /** A button or a finger went down. */
  press(): void;
  /** The pointer moved with the button down. */
  drag(byX: number, byY: number): void;
  /** It was let go at this speed. */
  dragEnd(velocity: Velocity): void;
  /** Whether a press there begins to select time, and no drag. */
  selects?(at: Point, shift: boolean): boolean;
  /** The pointer selects time, from x to x; `final`: it was let go. */
  stretch?(fromX: number, toX: number, final: boolean): void;
  /** Two fingers moved. */
  pinch(pinch: Pinch): void;
  click(at: Point): void;
  doubleClick(at: Point): void;
  /** undefined: it left. */
  hover(at: Point | undefined): void;
}

/** A press that moves less than this is a click. */
const CLICK_SLOP = 4;

/** Tells clicks, drags and pinches apart. Returns what detaches it. */
export function listenToPointer(target: HTMLElement, host: PointerHost): () => void {
  const gesture = new Gesture(target, host);
  const listeners: Readonly<Record<string, (event: PointerEvent) => void>> = {
    pointerdown: (event) => gesture.down(event),
    pointermove: (event) => gesture.move(event),
    pointerup: (event) => gesture.up(event),
    pointercancel: (event) => gesture.up(event),
    pointerleave: () => host.hover(undefined),
  };
  const twice = (event: MouseEvent): void => host.doubleClick(gesture.pointOf(event));
  for (const [type, listener] of Object.entries(listeners)) target.addEventListener(type, listener as EventListener);
  target.addEventListener("dblclick", twice);
  return () => {
    for (const [type, listener] of Object.entries(listeners))
      target.removeEventListener(type, listener as EventListener);
    target.removeEventListener("dblclick", twice);
  };
}

/** What the pointers that are down do together. */
class Gesture {
  readonly #target: HTMLElement;
  readonly #host: PointerHost;
  readonly #down = new Map<number, Point>();
  #fling = new Fling();
  #start: Point | undefined;
  #dragging = false;
  #selecting = false;

  constructor(target: HTMLElement, host: PointerHost) {
    this.#target = target;
    this.#host = host;
  }

  pointOf(event: MouseEvent): Point {
    const box = this.#target.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  down(event: PointerEvent): void {
    if (event.button !== 0) return;
    const point = this.pointOf(event);
    this.#down.set(event.pointerId, point);
    this.#target.setPointerCapture(event.pointerId);
    this.#fling = new Fling();
    // A second finger makes a pinch of it, whatever it was.
    this.#dragging = this.#down.size > 1;
    this.#start = point;
    this.#selecting = this.#down.size === 1 && this.#host.selects?.(point, event.shiftKey) === true;
    this.#host.press();
  }

  move(event: PointerEvent): void {
    const point = this.pointOf(event);
    const last = this.#down.get(event.pointerId);
    if (last === undefined || this.#start === undefined) return this.#host.hover(point);
    if (this.#down.size > 1) return this.#pinch(event.pointerId, point);
    if (!this.#dragging && Math.hypot(point.x - this.#start.x, point.y - this.#start.y) < CLICK_SLOP) return;
    if (!this.#dragging) this.#host.hover(undefined);
    this.#dragging = true;
    if (this.#selecting) return this.#host.stretch?.(this.#start.x, point.x, false);
    this.#target.style.cursor = "grabbing";
    this.#fling.moved(point.x - last.x, point.y - last.y, event.timeStamp);
    this.#down.set(event.pointerId, point);
    this.#host.drag(point.x - last.x, point.y - last.y);
  }

  up(event: PointerEvent): void {
    if (!this.#down.delete(event.pointerId)) return;
    if (this.#down.size > 0) return;
    this.#target.style.cursor = "";
    if (this.#dragging && this.#selecting) this.#host.stretch?.(this.#start?.x ?? 0, this.pointOf(event).x, true);
    else if (this.#dragging) this.#host.dragEnd(this.#fling.velocity(event.timeStamp));
    else if (event.type === "pointerup") this.#host.click(this.pointOf(event));
    this.#start = undefined;
    this.#dragging = false;
  }

  #pinch(id: number, point: Point): void {
    const before = [...this.#down.values()];
    this.#down.set(id, point);
    this.#host.pinch(pinchOf(before, [...this.#down.values()]));
  }
}
