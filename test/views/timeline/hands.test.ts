import { describe, expect, it } from "vitest";
import { COMMAND_OF, COMMANDS } from "../../../views/commands/commands.ts";
import { foundCommands } from "../../../views/commands/found-commands.ts";
import { keyName, shownKey } from "../../../views/kit/key-name.ts";
import { Fling } from "../../../views/timeline/input/fling.ts";
import { ACTION_OF, TIMELINE_KEYS } from "../../../views/timeline/input/key-table.ts";
import { pinchOf } from "../../../views/timeline/input/pinch.ts";

const PLAIN = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

describe("keys are called", () => {
  it.each([
    [{ key: "a", code: "KeyA" }, "A"],
    [{ key: "N", code: "KeyN", shiftKey: true }, "Shift+N"],
    [{ key: ">", code: "Period", shiftKey: true }, "Shift+."],
    [{ key: ":", code: "Period", shiftKey: true }, "Shift+."],
    [{ key: "?", code: "Slash", shiftKey: true }, "?"],
    [{ key: "[", code: "BracketLeft" }, "["],
    [{ key: "P", code: "KeyP", ctrlKey: true, shiftKey: true }, "Ctrl+Shift+P"],
    [{ key: "o", code: "KeyO", metaKey: true }, "Ctrl+O"],
    [{ key: "ArrowLeft", code: "ArrowLeft", shiftKey: true }, "Shift+ArrowLeft"],
  ])("%o %s", (event, name) => expect(keyName({ ...PLAIN, ...event })).toBe(name));

  it("as the page shows them", () => {
    expect(["Shift+.", "Escape", "+", "Ctrl+Shift+P"].map(shownKey)).toEqual(["Shift .", "Esc", "+", "Ctrl Shift P"]);
  });
});

describe("commands", () => {
  it("have names and keys of their own", () => {
    const keys = COMMANDS.flatMap((command) => command.keys);
    expect(new Set(keys).size).toBe(keys.length);
    expect(new Set(COMMANDS.map(({ name }) => name)).size).toBe(COMMANDS.length);
    expect(COMMAND_OF.size).toBe(keys.length);
    expect(ACTION_OF.size).toBe(TIMELINE_KEYS.flatMap((entry) => entry.keys).length);
  });

  it("are found by any of their words, those that begin so first", () => {
    const names = (text: string): string[] => foundCommands(COMMANDS, text).map(({ name }) => name);
    expect(names("pause")).toEqual(["Next pause", "Previous pause", "Select nothing: the list of pauses"]);
    expect(names("PREV pau")).toEqual(["Previous pause"]);
    expect(names("")).toHaveLength(COMMANDS.length);
    expect(names("no such thing")).toEqual([]);
  });
});

describe("a pinch", () => {
  it("sees half as much where fingers go twice as far apart, around their middle", () => {
    const before = [
      { x: 100, y: 50 },
      { x: 200, y: 50 },
    ];
    expect(
      pinchOf(before, [
        { x: 60, y: 50 },
        { x: 260, y: 50 },
      ]),
    ).toEqual({ atX: 160, zoom: 0.5, byX: 10, byY: 0 });
  });

  it("does not leap where fingers meet", () => {
    const before = [
      { x: 100, y: 50 },
      { x: 101, y: 50 },
    ];
    expect(
      pinchOf(before, [
        { x: 100, y: 50 },
        { x: 100, y: 50 },
      ]).zoom,
    ).toBe(1);
  });
});

describe("a fling", () => {
  it("is as fast as the hand was of late", () => {
    const fling = new Fling();
    for (let i = 0; i <= 10; i++) fling.moved(i < 5 ? 100 : 10, -5, i * 10);
    const { x, y } = fling.velocity(100);
    expect(x).toBeGreaterThan(900);
    expect(y).toBeCloseTo(-500, 6);
  });

  it("is none after a rest", () => {
    const fling = new Fling();
    for (let i = 0; i <= 10; i++) fling.moved(10, 0, i * 10);
    expect(fling.velocity(400)).toEqual({ x: 0, y: 0 });
  });
});
