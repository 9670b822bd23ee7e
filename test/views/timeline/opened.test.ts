import { describe, expect, it } from "vitest";
import { Opened } from "../../../views/timeline/opened.ts";

describe("what is open", () => {
  it("is asked for once, and anew only if that is wanted", async () => {
    const asked: number[] = [];
    const load = (number: number): Promise<string> => {
      asked.push(number);
      return Promise.resolve(`m${number}`);
    };
    const opened = new Opened<string>();
    expect(await opened.set([1, 2], load)).toBe(true);
    expect(await opened.set([2, 3], load)).toBe(true);
    expect([...opened.open]).toEqual([
      [2, "m2"],
      [3, "m3"],
    ]);
    expect(asked).toEqual([1, 2, 3]);
    await opened.set([3], load, true);
    expect(asked).toEqual([1, 2, 3, 3]);
  });

  it("is what was asked for last, whichever is answered first", async () => {
    const answers: (() => void)[] = [];
    const load = (number: number): Promise<number> => new Promise((resolve) => answers.push(() => resolve(number)));
    const opened = new Opened<number>();
    const first = opened.set([1], load);
    const second = opened.set([2], load);
    answers[1]!();
    expect(await second).toBe(true);
    answers[0]!();
    expect(await first).toBe(false);
    expect([...opened.open.keys()]).toEqual([2]);
  });
});
