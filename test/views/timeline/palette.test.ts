import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { GROUP_COLOURS, STYLE_NAMES } from "../../../src/timeline/style.ts";
import { inkOn, parseComputedColour, relativeLuminance, rgba } from "../../../views/webgl/colour.ts";

type Colour = readonly [number, number, number];

const text = readFileSync(new URL("../../../views/timeline/palette.css", import.meta.url), "utf8");

/** The rules of the palette, by their selectors. */
function variablesOf(selector: string): Map<string, string> {
  const start = text.indexOf(`${selector} {`);
  expect(start).toBeGreaterThanOrEqual(0);
  const block = text.slice(start, text.indexOf("}", start));
  return new Map([...block.matchAll(/--gs-([\w-]+): (#[0-9a-f]{6});/g)].map((match) => [match[1]!, match[2]!]));
}

const LIGHT = variablesOf(":root");
const DARK_BY_SYSTEM = variablesOf(':root:not([data-theme="light"])');
const DARK_BY_CHOICE = variablesOf(':root[data-theme="dark"]');

function bytesOf(hex: string): Colour {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Colour;
}

function linear(byte: number): number {
  const share = byte / 255;
  return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
}

function times(matrix: readonly Colour[], [x, y, z]: Colour): Colour {
  return matrix.map((row) => row[0] * x + row[1] * y + row[2] * z) as unknown as Colour;
}

/** How colours look to those who lack one kind of cone: Machado, Oliveira and Fernandes 2009, severity 1, linear RGB. */
const VISION: Readonly<Record<string, readonly Colour[]>> = {
  all: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** Ottosson's Oklab, in which distances are alike to the eye. */
function oklab(rgb: Colour): Colour {
  const cones = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    rgb.map((part) => Math.max(0, part)) as unknown as Colour,
  ).map(Math.cbrt) as unknown as Colour;
  return times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    cones,
  );
}

/** 0.02 is the least that can be told side by side; this far apart colours are told across a screen. */
const APART = 0.08;
const STATES = [
  "running",
  "runnable",
  "blocked-sync",
  "blocked-net",
  "blocked-sleep",
  "blocked-gc",
  "blocked-other",
  "syscall",
  "syscall-blocked",
  "stw",
];

describe.each([
  ["light", LIGHT],
  ["dark", DARK_BY_CHOICE],
])("the %s palette", (_, colours) => {
  test("has a colour for every style and group", () => {
    for (const name of STYLE_NAMES) expect(colours.has(name), name).toBe(true);
    for (let group = 0; group < GROUP_COLOURS; group++) expect(colours.has(`group-${group}`)).toBe(true);
  });

  test.each(Object.entries(VISION))("tells all states apart, and from the background, with %s", (_name, matrix) => {
    const seen = [...STATES, "bg"].map((name) => ({
      name,
      lab: oklab(times(matrix, bytesOf(colours.get(name)!).map(linear) as unknown as Colour)),
    }));
    for (const [i, a] of seen.entries()) {
      for (const b of seen.slice(i + 1)) {
        const distance = Math.hypot(...a.lab.map((part, k) => part - b.lab[k]!));
        expect(distance, `${a.name} and ${b.name}`).toBeGreaterThan(APART);
      }
    }
  });

  test("text is legible on whatever it stands on", () => {
    const contrast = (a: number, b: number): number => {
      const [low, high] = [relativeLuminance(a), relativeLuminance(b)].toSorted((x, y) => x - y) as [number, number];
      return (high + 0.05) / (low + 0.05);
    };
    const packed = (name: string): number => rgba(...bytesOf(colours.get(name)!), 255);
    for (const name of [...STYLE_NAMES, "group-0", "group-3", "group-7", "group-9"])
      expect(contrast(packed(name), inkOn(packed(name))), name).toBeGreaterThan(4);
    for (const ground of ["bg", "gutter", "ruler", "section", "card"]) {
      expect(contrast(packed("fg"), packed(ground)), ground).toBeGreaterThan(7);
      expect(contrast(packed("muted"), packed(ground)), ground).toBeGreaterThan(4.5);
    }
  });
});

test("dark is the same whether the system or the reader chose it", () => {
  expect(DARK_BY_SYSTEM).toEqual(DARK_BY_CHOICE);
});

test("computed colours are read, and nothing else is taken for one", () => {
  expect(parseComputedColour("rgb(1, 2, 3)")).toBe(rgba(1, 2, 3, 255));
  expect(parseComputedColour("rgba(255, 0, 16, 0.5)")).toBe(rgba(255, 0, 16, 128));
  expect(parseComputedColour("color(srgb 1 0 0)")).toBeUndefined();
});
