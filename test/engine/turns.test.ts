import { describe, expect, it } from "vitest";
import type { Steps } from "../../src/base/steps.ts";
import { Turns } from "../../src/engine/turns.ts";

function* counting(steps: number, count: { done: number }): Steps<string> {
  for (let step = 0; step < steps; step++) {
    count.done++;
    yield;
  }
  return "the answer";
}

describe("work in turns", () => {
  it("is done to its end and answers", async () => {
    const count = { done: 0 };
    await expect(new Turns(0).take(undefined, counting(5, count))).resolves.toBe("the answer");
    expect(count.done).toBe(5);
  });

  it("lets others in between two steps", async () => {
    const turns = new Turns(0);
    const long = { done: 0 };
    const short = { done: 0 };
    const first = turns.take(undefined, counting(1000, long));
    await turns.take(undefined, counting(2, short));
    expect(long.done).toBeLessThan(1000);
    await first;
  });

  it("does many short steps in one turn", async () => {
    const count = { done: 0 };
    const work = new Turns(Infinity).take(undefined, counting(5, count));
    expect(count.done).toBe(5);
    await work;
  });

  it("stops when the one who asked gives it up, and nobody else's with it", async () => {
    const turns = new Turns(0);
    const count = { done: 0 };
    const outdated = turns.take("one", counting(1000, count));
    const wanted = turns.take("other", counting(10, { done: 0 }));
    turns.giveUp("one");
    await expect(outdated).rejects.toThrow("given up");
    await expect(wanted).resolves.toBe("the answer");
    expect(count.done).toBeLessThan(1000);
    await expect(turns.take("one", counting(3, count))).resolves.toBe("the answer");
  });
});
