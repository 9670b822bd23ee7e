import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { GROUP_COLOURS, Style, STYLE_NAMES } from "../../../src/timeline/style.ts";
import { keptBright, STYLE_COUNT, type Theme } from "../../../views/timeline/theme.ts";
import { inkOn, rgba, type Rgba } from "../../../views/webgl/colour.ts";

const css = readFileSync(new URL("../../../views/timeline/palette.css", import.meta.url), "utf8");

/** The palette's theme by the selector of its rule. */
function themeOf(selector: string): Theme {
  const start = css.indexOf(`${selector} {`);
  const block = css.slice(start, css.indexOf("}", start));
  const colour = (name: string): Rgba => {
    const hex = new RegExp(`--gs-${name}: #([0-9a-f]{6});`).exec(block)?.[1];
    if (hex === undefined) throw new Error(`the palette has no ${name}`);
    const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
    return rgba(red, green, blue, 255);
  };
  const groups = Array.from({ length: GROUP_COLOURS }, (_, group) => `group-${group}`);
  const styles = Uint32Array.from([...STYLE_NAMES, ...groups], colour);
  const names = ["background:bg", "foreground:fg", "muted", "grid", "section", "ruler", "accent", "mark", "lost"];
  const others = names.map((name) => name.split(":")).map(([key = "", name = key]) => [key, colour(name)] as const);
  return { ...(Object.fromEntries(others) as unknown as Theme), styles, inks: styles.map(inkOn), fontFamily: "" };
}

const THEMES = { light: themeOf(":root"), dark: themeOf(':root[data-theme="dark"]') };
const GOROUTINE_STATES = [0, 1, 2, 3, 4, 5, 6, 7, 8];
const RANGES = [Style.StopTheWorld, Style.GCMark, Style.GCAssist, Style.GCSweep];
const ALWAYS: readonly number[] = [...RANGES, Style.ProcIdle, Style.ProcHeld];

function distance(a: Rgba, b: Rgba): number {
  return Math.hypot(...[0, 8, 16].map((at) => ((a >>> at) & 255) - ((b >>> at) & 255)));
}

describe.each(Object.entries(THEMES))("kept bright, %s", (_name, theme) => {
  test("nothing is dimmed where nothing is kept", () => {
    expect(keptBright(theme, new Set())).toBe(theme);
  });

  test.each(GOROUTINE_STATES)("style %i stands out from all that is dimmed", (kept) => {
    const { styles, inks, background } = keptBright(theme, new Set([kept]));
    expect(styles).toHaveLength(STYLE_COUNT);
    expect(styles[kept]).toBe(theme.styles[kept]);
    expect(inks[kept]).toBe(theme.inks[kept]);
    for (let style = 0; style < Style.GroupFirst; style++) {
      if (style === kept || ALWAYS.includes(style)) continue;
      expect(distance(styles[style]!, background)).toBeGreaterThan(0);
      expect(distance(styles[kept]!, background)).toBeGreaterThan(1.4 * distance(styles[style]!, background));
      expect(inks[style]).toBe(theme.muted);
    }
  });

  test("several are kept, and ranges and procs without a goroutine always", () => {
    const { styles } = keptBright(theme, new Set([Style.Runnable, Style.BlockedNet]));
    for (const style of [Style.Runnable, Style.BlockedNet, ...ALWAYS]) expect(styles[style]).toBe(theme.styles[style]);
    expect(styles[Style.Running]).not.toBe(theme.styles[Style.Running]);
  });

  test("what runs on procs goes with running", () => {
    const running = keptBright(theme, new Set([Style.Running]));
    const waiting = keptBright(theme, new Set([Style.BlockedSync]));
    for (let style = Style.GroupFirst; style < STYLE_COUNT; style++) {
      expect(running.styles[style]).toBe(theme.styles[style]);
      expect(waiting.styles[style]).not.toBe(theme.styles[style]);
    }
  });
});
