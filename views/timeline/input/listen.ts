import { RULER_HEIGHT } from "../ruler.ts";
import type { TimeWindow } from "../view-state.ts";
import type { View } from "../view.ts";
import { listenToKeys } from "./keys.ts";
import type { KeyAction } from "./key-table.ts";
import { listenToPointer, type Point } from "./pointer.ts";
import { readWheel } from "./wheel.ts";

/** The elements that hear of the reader's hands. */
export interface InputParts {
  readonly host: HTMLElement;
  readonly gutter: HTMLElement;
  readonly canvas: HTMLCanvasElement;
}

export interface InputHost {
  readonly view: View;
  /** Where the pointer is; undefined while it is elsewhere. */
  readonly pointer: Point | undefined;
  hover(at: Point | undefined): void;
  /** Time is selected; `final`: all of it is. */
  stretch(window: TimeWindow, final: boolean): void;
  click(at: Point): void;
  doubleClick(at: Point): void;
  act(action: KeyAction): void;
}

/** Turns pointer, wheel and keys into moves of the view and what the host does. Returns what detaches it all. */
export function listen(parts: InputParts, host: InputHost): () => void {
  const detach = [dragged(parts, host), pressed(parts, host), turned(parts, host)];
  return () => {
    for (const stop of detach) stop();
  };
}

function dragged({ canvas }: InputParts, host: InputHost): () => void {
  const { view } = host;
  return listenToPointer(canvas, {
    press: () => view.move((camera) => camera.stop()),
    drag: (byX, byY) =>
      view.move((camera) => {
        camera.pan(-byX * view.nsPerPixel);
        camera.scrollBy(-byY);
      }),
    dragEnd: ({ x, y }) => view.move((camera) => camera.fling({ pan: -x / view.width, scroll: -y })),
    selects: ({ y }, shift) => shift || y < RULER_HEIGHT,
    stretch: (fromX, toX, final) => {
      const [from, to] = [view.timeAt(Math.min(fromX, toX)), view.timeAt(Math.max(fromX, toX))];
      host.stretch({ from: Math.max(0, from), to: Math.min(to, view.durationNs) }, final);
    },
    pinch: ({ atX, zoom, byX, byY }) =>
      view.move((camera) => {
        camera.pan(-byX * view.nsPerPixel);
        camera.zoom(view.timeAt(atX), zoom);
        camera.scrollBy(-byY);
      }),
    click: (at) => host.click(at),
    doubleClick: (at) => host.doubleClick(at),
    hover: (at) => host.hover(at),
  });
}

function pressed({ canvas }: InputParts, host: InputHost): () => void {
  const { view } = host;
  return listenToKeys(canvas, {
    push: (push) => {
      const at = host.pointer;
      view.move((camera) => camera.push(push, at === undefined ? undefined : view.timeAt(at.x)));
    },
    act: (action) => host.act(action),
  });
}

function turned({ host: element, gutter, canvas }: InputParts, { view }: InputHost): () => void {
  const turn = (event: WheelEvent): void => {
    event.preventDefault();
    const step = readWheel(event, event.composedPath().includes(gutter));
    const at = view.timeAt(event.clientX - canvas.getBoundingClientRect().left);
    view.move((camera) => {
      if (step.zoom !== 1) camera.zoom(at, step.zoom);
      if (step.panPx !== 0) camera.pan(step.panPx * view.nsPerPixel);
      if (step.scrollPx !== 0) camera.scrollBy(step.scrollPx);
    });
  };
  element.addEventListener("wheel", turn, { passive: false });
  return () => element.removeEventListener("wheel", turn);
}
