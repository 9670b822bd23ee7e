import { expect, it } from "vitest";
import type { GoroutineIndex } from "../../../src/base/indices.ts";
import { Choice } from "../../../views/timeline/choice.ts";
import type { Subject } from "../../../views/timeline/subject.ts";

const engine = {
  task: (task: number) => Promise.reject(new RangeError(`no task ${task}`)),
  goroutine: (index: GoroutineIndex) => Promise.resolve({ index, id: "7", name: "main.main", group: 0 }),
};

it("is nothing where the trace does not have what a link names, and tells nobody that it was chosen", async () => {
  const told: unknown[] = [];
  const choice = new Choice({
    subject: () => ({ engine, durationNs: 100 }) as unknown as Subject,
    changed: () => {},
    told: (detail) => told.push(detail),
  });
  await choice.select({ kind: "goroutine", goroutine: 3 as GoroutineIndex }, false);
  expect(choice.selected).toMatchObject({ goroutine: 3, text: "Goroutine 7 main.main" });
  await choice.select({ kind: "task", task: 99 }, false);
  expect(choice.selected).toMatchObject({ goroutine: -1, tracks: [], detail: { kind: "none" } });
  expect(told).toEqual([]);
});
