/** css pixels from the top left of the element that listens. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface PointerHost {
  /** The pointer moved with the button down. */
  drag(byX: number, byY: number): void;
  dragEnd(): void;
  click(at: Point): void;
  doubleClick(at: Point): void;
  /** undefined: it left. */
  hover(at: Point | undefined): void;
}

/** A press that moves less than this is a click. */
const CLICK_SLOP = 4;

/** Tells clicks from drags. Returns what detaches it. */
export function listenToPointer(target: HTMLElement, host: PointerHost): () => void {
  let last: Point | undefined;
  let start: Point | undefined;
  let dragging = false;
  const pointOf = (event: MouseEvent): Point => {
    const box = target.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const down = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    start = last = pointOf(event);
    dragging = false;
    target.setPointerCapture(event.pointerId);
  };
  const move = (event: PointerEvent): void => {
    const point = pointOf(event);
    if (start === undefined || last === undefined) return host.hover(point);
    if (!dragging && Math.hypot(point.x - start.x, point.y - start.y) < CLICK_SLOP) return;
    if (!dragging) host.hover(undefined);
    dragging = true;
    target.style.cursor = "grabbing";
    host.drag(point.x - last.x, point.y - last.y);
    last = point;
  };
  const up = (event: PointerEvent): void => {
    if (start === undefined) return;
    start = last = undefined;
    target.style.cursor = "";
    if (dragging) host.dragEnd();
    else if (event.type === "pointerup") host.click(pointOf(event));
    dragging = false;
  };
  const leave = (): void => host.hover(undefined);
  const twice = (event: MouseEvent): void => host.doubleClick(pointOf(event));
  target.addEventListener("pointerdown", down);
  target.addEventListener("pointermove", move);
  target.addEventListener("pointerup", up);
  target.addEventListener("pointercancel", up);
  target.addEventListener("pointerleave", leave);
  target.addEventListener("dblclick", twice);
  return () => {
    target.removeEventListener("pointerdown", down);
    target.removeEventListener("pointermove", move);
    target.removeEventListener("pointerup", up);
    target.removeEventListener("pointercancel", up);
    target.removeEventListener("pointerleave", leave);
    target.removeEventListener("dblclick", twice);
  };
}
