import { describe, expect, test } from "vitest";

import { renderSvg } from "../../src/export/graphviz.ts";
import { dotColour } from "../../src/profile/dot-colour.ts";
import { escapeDot, labelLines } from "../../src/profile/dot-text.ts";
import { callGraphDrawing } from "../../src/profile/dot.ts";
import { prepareReport, type Report } from "../../src/profile/report.ts";
import type { Profile } from "../../src/model/profile.ts";
import { profileOf, recordedProfile } from "../support/pprof.ts";

const ALL = { nodeCount: 0, nodeFraction: 0, edgeFraction: 0 };

function reportOf(profile: Profile): Report {
  const result = prepareReport(profile, {});
  if (!result.ok) throw new Error(result.message);
  return result.report;
}

/** What stands between the quotes of DOT ends where it should: all quotes within are escaped. */
function strings(dot: string): readonly string[] {
  return [...dot.matchAll(/"((?:[^"\\]|\\.)*)"/gsu)].map((match) => match[1]!);
}

describe("text of a profile stays text", () => {
  const hostile = [
    `"]; evil [label="`,
    "back\\slash\\",
    "line\nbreak\u0000and\u001bcontrols",
    "<b>bold</b>&lt;i&gt;&#x41;",
    "\ud800",
    "]]><script>alert(1)</script>",
    "javascript:alert(1)",
    "\\N \\G \\L",
  ];

  test.each(hostile)("%j is drawn as it stands", async (name) => {
    const profile = profileOf([{ stack: "leaf root", values: [5] }]);
    const functions = profile.functions.map((fn, i) => (i === 0 ? { ...fn, name, file: name } : fn));
    const mappings = [
      {
        start: 0n,
        limit: 1n,
        offset: 0n,
        file: `/x/${name}`,
        buildId: name,
        hasFunctions: true,
        hasFiles: true,
        hasLines: true,
        hasInlines: true,
      },
    ];
    const labels = [[{ key: name, text: name }]];
    const report = reportOf({
      ...profile,
      functions,
      mappings,
      comments: [name],
      samples: { ...profile.samples, labels },
    });
    const { dot, names } = callGraphDrawing(report, ALL);
    expect(names).toContain(name);
    // Legend, two nodes with a box for the label each, and an edge: nothing came in beside them.
    expect(dot.match(/^N\d+ \[/gmu)).toHaveLength(2);
    expect(dot.match(/^N\d+ -> N\d+ \[/gmu)).toHaveLength(1);
    expect(dot.replaceAll(/"(?:[^"\\]|\\.)*"/gsu, "").replaceAll(/[\w\s[\]{}=>.-]/gu, "")).toBe("");
    const svg = await renderSvg(dot);
    expect(svg).toMatch(/<\/svg>\s*$/u);
    expect(svg).not.toMatch(/<script|<b>|<i>|href=/u);
    expect(svg.match(/<g id="[^"]*" class="node">/gu)).toHaveLength(dot.match(/^N[\d_N]+ \[/gmu)!.length + 1);
  });

  test("is cut where nobody could read it", () => {
    expect(escapeDot("x".repeat(10_000)).length).toBeLessThan(400);
  });
});

test.each([
  ["github.com/a/b/v2.(*T).Get", "b\\n(*T)\\nGet"],
  ["net/http.(*conn).serve", "http\\n(*conn)\\nserve"],
  ["main.Map[...]", "main\\nMap[…]"],
  ["std::vector::push_back", "std\\nvector\\npush_back"],
  ["com.example.Some.run(int)", "Some\\nrun"],
  ["plain", "plain"],
])("%s stands in a box as %s", (name, expected) => {
  const info = { name, address: 0n, file: "", startLine: 0, line: 0, column: 0, object: "" };
  expect(labelLines(info).join("\\n")).toBe(expected);
});

test("lines, files and addresses stand below each other", () => {
  const info = { name: "main.f", address: 0x1fn, file: "/src/a.go", startLine: 0, line: 7, column: 0, object: "" };
  expect(labelLines(info)).toEqual(["000000000000001f", "main\\nf", "a.go:7"]);
});

test("colours go from green over grey to red, and faint shares are grey", () => {
  expect(dotColour(0, "line")).toBe("#b2b2b2");
  expect(dotColour(1, "line")).toBe("#b20000");
  expect(dotColour(-1, "line")).toBe("#00b200");
  expect(dotColour(-1, "line", "blue")).toBe("#0000b2");
  expect(dotColour(3, "fill")).toBe(dotColour(1, "fill"));
  expect(dotColour(Number.NaN, "line")).toBe("#b2b2b2");
});

test("a recorded profile is laid out with a shape for each of its nodes", async () => {
  const { dot, names } = callGraphDrawing(reportOf(recordedProfile("cpu")), {
    nodeCount: 80,
    nodeFraction: 0.005,
    edgeFraction: 0.001,
  });
  const svg = await renderSvg(dot);
  names.forEach((_, i) => expect(svg).toContain(`<title>N${i + 1}</title>`));
  expect(strings(dot).length).toBeGreaterThan(names.length);
});

test("a profile that weighs nothing has a legend and no more", () => {
  const { dot, names } = callGraphDrawing(reportOf(profileOf([])), ALL);
  expect(names).toEqual([]);
  expect(dot).not.toMatch(/^N\d/mu);
});
