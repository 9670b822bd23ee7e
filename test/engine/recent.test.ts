import { describe, expect, it } from "vitest";
import { inOneGo, type Steps } from "../../src/base/steps.ts";
import { Recent } from "../../src/engine/analyses/recent.ts";
import { Turns } from "../../src/engine/turns.ts";

const KEPT = 2;

/** Three steps, counted. */
function work(count: { begun: number; steps: number }): () => Steps<{ readonly answer: number }> {
  return function* () {
    count.begun++;
    for (let step = 0; step < 3; step++) {
      count.steps++;
      yield;
    }
    return { answer: 42 };
  };
}

describe("what was computed lately", () => {
  it("is kept, but for the oldest", () => {
    const recent = new Recent<{ readonly of: string }>(KEPT);
    const computed: string[] = [];
    const of = (key: string): void => void recent.get(key, () => (computed.push(key), { of: key }));
    for (const key of ["a", "b", "a", "c", "a", "b"]) of(key);
    expect(computed).toEqual(["a", "b", "c", "b"]);
  });

  it("in steps is computed once, however many ask for it meanwhile", () => {
    const recent = new Recent<{ readonly answer: number }>(KEPT);
    const count = { begun: 0, steps: 0 };
    const first = recent.steps("key", work(count));
    const second = recent.steps("key", work(count));
    first.next();
    second.next();
    expect(count).toEqual({ begun: 1, steps: 2 });
    expect(inOneGo(first)).toEqual({ answer: 42 });
    expect(inOneGo(second)).toBe(inOneGo(recent.steps("key", work(count))));
    expect(count).toEqual({ begun: 1, steps: 3 });
  });

  it("goes on where one of those who asked gives it up, and not where all do", async () => {
    const recent = new Recent<{ readonly answer: number }>(KEPT);
    const turns = new Turns(0);
    const count = { begun: 0, steps: 0 };
    const outdated = turns.take("one", recent.steps("key", work(count)));
    const wanted = turns.take("other", recent.steps("key", work(count)));
    turns.giveUp("one");
    await expect(outdated).rejects.toThrow("given up");
    await expect(wanted).resolves.toEqual({ answer: 42 });
    expect(count.begun).toBe(1);

    const alone = turns.take("one", recent.steps("another", work(count)));
    turns.giveUp("one");
    await expect(alone).rejects.toThrow("given up");
    expect(inOneGo(recent.steps("another", work(count)))).toEqual({ answer: 42 });
    expect(count.begun).toBe(3);
  });

  it("tells all who wait of a fault, and tries again for the next", () => {
    const recent = new Recent<{ readonly answer: number }>(KEPT);
    const failing = function* (): Steps<{ readonly answer: number }> {
      yield;
      yield;
      throw new RangeError("no such row");
    };
    const first = recent.steps("key", failing);
    const second = recent.steps("key", failing);
    first.next();
    second.next();
    expect(() => first.next()).toThrow("no such row");
    expect(() => second.next()).toThrow("no such row");
    expect(inOneGo(recent.steps("key", work({ begun: 0, steps: 0 })))).toEqual({ answer: 42 });
  });
});
