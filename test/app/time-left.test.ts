import { expect, it } from "vitest";
import { estimate } from "../../src/app/time-left.ts";
import type { Progress } from "../../src/engine/protocol.ts";

const progress: Progress = {
  bytes: 25,
  totalBytes: 100,
  events: 1000,
  generation: 2,
  stage: "reading",
  orderedShare: undefined,
};

it("the rest takes as long as what is read took, byte for byte", () => {
  expect(estimate(progress, 1e9)).toEqual({ share: 0.25, leftNs: 3e9 });
});

it("nothing is said in the first moments, nor without a total", () => {
  expect(estimate(undefined, 1e9)).toEqual({ share: undefined, leftNs: undefined });
  expect(estimate(progress, 1e6)).toEqual({ share: 0.25, leftNs: undefined });
  expect(estimate({ ...progress, bytes: 0 }, 1e9)).toEqual({ share: 0, leftNs: undefined });
  expect(estimate({ ...progress, totalBytes: undefined }, 1e9)).toEqual({ share: undefined, leftNs: undefined });
  expect(estimate({ ...progress, stage: "building" }, 1e9)).toEqual({ share: undefined, leftNs: undefined });
});

it("ordering says how far it is, and not how long it takes", () => {
  expect(estimate({ ...progress, stage: "ordering", orderedShare: 0.4 }, 1e9)).toEqual({
    share: 0.4,
    leftNs: undefined,
  });
});

it("a file that grows while it is read is not more than read", () => {
  expect(estimate({ ...progress, bytes: 120 }, 1e9)).toEqual({ share: 1, leftNs: 0 });
});
