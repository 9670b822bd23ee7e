import fc from "fast-check";
import { expect, test } from "vitest";

import { fit, fitTop, pan, resized, zoom, type Size } from "../../../../views/profiles/call-graph/view-box.ts";

const side = fc.integer({ min: 50, max: 5000 });
const size: fc.Arbitrary<Size> = fc.record({ width: side, height: side });
const share = fc.double({ min: 0, max: 1, noNaN: true });

test("all of a drawing fits, in the proportions of the box", () => {
  fc.assert(
    fc.property(size, size, (drawing, box) => {
      const view = fit(drawing, box);
      expect(view.width).toBeGreaterThanOrEqual(drawing.width - 1e-6);
      expect(view.height).toBeGreaterThanOrEqual(drawing.height - 1e-6);
      expect(view.width / view.height).toBeCloseTo(box.width / box.height, 6);
      expect(view.x + view.width / 2).toBeCloseTo(drawing.width / 2, 6);
    }),
  );
});

test("what is too large to be read whole is seen from its top", () => {
  const view = fitTop({ width: 3000, height: 4000 }, { width: 800, height: 600 });
  expect(view).toEqual({ x: 700, y: 0, width: 1600, height: 1200 });
  const small = { width: 100, height: 80 };
  expect(fitTop(small, { width: 800, height: 600 })).toEqual(fit(small, { width: 800, height: 600 }));
});

test("a zoom keeps the point under the pointer", () => {
  fc.assert(
    fc.property(
      size,
      size,
      share,
      share,
      fc.double({ min: 0.5, max: 2, noNaN: true }),
      (drawing, box, sx, sy, factor) => {
        const before = fit(drawing, box);
        const after = zoom(before, box, factor, sx, sy);
        expect(after.x + after.width * sx).toBeCloseTo(before.x + before.width * sx, 4);
        expect(after.y + after.height * sy).toBeCloseTo(before.y + before.height * sy, 4);
        expect(after.width / after.height).toBeCloseTo(box.width / box.height, 4);
      },
    ),
  );
});

test("however far it is dragged, some of the drawing stays in sight", () => {
  const far = fc.integer({ min: -1e6, max: 1e6 });
  fc.assert(
    fc.property(size, size, far, far, (drawing, box, byX, byY) => {
      const view = pan(fit(drawing, box), drawing, box, byX, byY);
      expect(view.x + view.width).toBeGreaterThan(0);
      expect(view.x).toBeLessThan(drawing.width);
      expect(view.y + view.height).toBeGreaterThan(0);
      expect(view.y).toBeLessThan(drawing.height);
    }),
  );
});

test("a box of another size shows the same middle at the same scale", () => {
  fc.assert(
    fc.property(size, size, size, (drawing, box, other) => {
      const before = fit(drawing, box);
      const after = resized(before, box, other);
      expect(after.x + after.width / 2).toBeCloseTo(before.x + before.width / 2, 4);
      expect(other.width / after.width).toBeCloseTo(box.width / before.width, 6);
    }),
  );
});
