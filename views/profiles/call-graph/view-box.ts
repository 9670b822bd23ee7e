/** What of a drawing is seen, in its own units. */
export interface ViewBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Device-independent pixels to a unit of the drawing, at most and at least. */
const NEAREST = 4;
const FARTHEST = 0.02;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** All of a drawing in the middle of a box; small ones no larger than they are drawn. */
export function fit(drawing: Size, box: Size): ViewBox {
  const scale = Math.min(1.25, box.width / drawing.width, box.height / drawing.height);
  return around(drawing.width / 2, drawing.height / 2, box, scale);
}

/** As wide as the box, or as drawn, from the top: where what is called first stands. */
export function fitTop(drawing: Size, box: Size): ViewBox {
  const scale = Math.max(0.5, Math.min(1, box.width / drawing.width));
  const whole = fit(drawing, box);
  if (box.width / whole.width >= scale) return whole;
  const width = box.width / scale;
  return { x: (drawing.width - width) / 2, y: 0, width, height: box.height / scale };
}

/** Sees `factor` times as much; the point at shares `sx`, `sy` of the box stays. */
export function zoom(view: ViewBox, box: Size, factor: number, sx: number, sy: number): ViewBox {
  const scale = Math.min(NEAREST, Math.max(FARTHEST, box.width / view.width / factor));
  const [width, height] = [box.width / scale, box.height / scale];
  return { x: view.x + (view.width - width) * sx, y: view.y + (view.height - height) * sy, width, height };
}

/** Moves by pixels of the box; something of the drawing always stays in sight. */
export function pan(view: ViewBox, drawing: Size, box: Size, byX: number, byY: number): ViewBox {
  const within = (at: number, seen: number, all: number): number =>
    Math.min(Math.max(at, -seen * 0.8), all - seen * 0.2);
  const scale = view.width / box.width;
  return {
    ...view,
    x: within(view.x + byX * scale, view.width, drawing.width),
    y: within(view.y + byY * scale, view.height, drawing.height),
  };
}

export function around(x: number, y: number, box: Size, scale: number): ViewBox {
  const [width, height] = [box.width / scale, box.height / scale];
  return { x: x - width / 2, y: y - height / 2, width, height };
}

/** The same place at the same scale in a box of another size. */
export function resized(view: ViewBox, before: Size, after: Size): ViewBox {
  return around(view.x + view.width / 2, view.y + view.height / 2, after, before.width / view.width);
}
