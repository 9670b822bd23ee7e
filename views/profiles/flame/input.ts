import { listenToPointer } from "../../timeline/input/pointer.ts";
import { readWheel } from "../../timeline/input/wheel.ts";
import type { FlameGraph } from "./graph.ts";

/** Moves the view by pointer and wheel, as the timeline does; a click zooms. Returns what detaches it. */
export function listenToHands(canvas: HTMLCanvasElement, graph: FlameGraph): () => void {
  const { camera } = graph;
  const drag = (byX: number, byY: number): void => {
    camera.pan(-byX / graph.width);
    camera.scrollBy(-byY);
    graph.redraw();
  };
  const stop = listenToPointer(canvas, {
    press: () => {},
    drag,
    dragEnd: () => {},
    pinch: ({ atX, zoom, byX, byY }) => {
      camera.zoom(graph.placeAt(atX), zoom);
      drag(byX, byY);
    },
    click: (at) => {
      const node = graph.at(at);
      if (node === -1) return;
      graph.select(node);
      graph.zoomTo(node);
    },
    doubleClick: () => {},
    hover: (at) => graph.hover(at),
  });
  const turn = (event: WheelEvent): void => {
    event.preventDefault();
    const { zoom, panPx, scrollPx } = readWheel(event, false);
    const { left, top } = canvas.getBoundingClientRect();
    const at = { x: event.clientX - left, y: event.clientY - top };
    if (zoom !== 1) camera.zoom(graph.placeAt(at.x), zoom);
    if (panPx !== 0) camera.pan(panPx / graph.width);
    if (scrollPx !== 0) camera.scrollBy(scrollPx);
    graph.hover(at);
    graph.redraw();
  };
  canvas.addEventListener("wheel", turn, { passive: false });
  return () => {
    stop();
    canvas.removeEventListener("wheel", turn);
  };
}
