import { describe, expect, test } from "vitest";

import type { Profile } from "../../src/model/profile.ts";
import { cleanPath, printableName } from "../../src/profile/frame-info.ts";
import { listReport } from "../../src/profile/list-report.ts";
import { profileHeader } from "../../src/profile/report-header.ts";
import { findSampleIndex, prepareReport, type Report, type ReportOptions } from "../../src/profile/report.ts";
import { topReport, tracesReport } from "../../src/profile/text-reports.ts";
import { profileOf, recordedProfile } from "../support/pprof.ts";

const ALL = { sort: "flat", nodeCount: 0, nodeFraction: 0, edgeFraction: 0 } as const;

function report(profile: Profile, options: ReportOptions = {}): Report {
  const prepared = prepareReport(profile, options);
  if (!prepared.ok) throw new Error(prepared.message);
  return prepared.report;
}

describe("the header", () => {
  const profile: Profile = {
    ...profileOf([{ stack: "a", values: [2e9] }]),
    comments: ["Trace: x", "#machine=1"],
    docUrl: "https://example.org/doc",
    durationNanos: 4e9,
  };

  test("says what is known", () => {
    expect(profileHeader(report(profile, { unit: "auto" }))).toEqual([
      "Trace: x",
      "Type: delay",
      "Doc: https://example.org/doc",
      "Duration: 4s, Total samples = 2s (50.00%)",
    ]);
  });

  test("gives the time in the reader's zone, to the second", () => {
    const date = new Date(2024, 1, 3, 4, 5, 6, 789);
    const [line] = profileHeader(
      report({
        ...profile,
        comments: [],
        docUrl: "",
        durationNanos: 0,
        timeNanos: BigInt(date.getTime()) * 1_000_000n,
      }),
    ).slice(1);
    expect(line).toMatch(/^Time: 2024-02-03 04:05:06 \S+/);
  });

  test("does not fail on a time that no calendar has", () => {
    const far = profileHeader(report({ ...profile, timeNanos: 2n ** 63n - 1n }));
    expect(far.some((line) => line.startsWith("Time: 2262-04-1"))).toBe(true);
  });

  test("compares only times with the duration", () => {
    const bytes = { ...profile, sampleTypes: [{ type: "space", unit: "bytes" }] };
    expect(profileHeader(report(bytes, { unit: "MB" })).at(-1)).toBe("Duration: 4s, Total samples = 1907.35MB ");
  });
});

describe("the sample type", () => {
  const heap = recordedProfile("heap");

  test.each([
    [undefined, 3],
    ["", 3],
    ["0", 0],
    ["alloc_space", 1],
    ["inuse_space", 3],
  ])("%s is %d", (asked, index) => {
    expect(findSampleIndex(heap, asked)).toBe(index);
  });

  test("is the profile's choice, where it has one", () => {
    expect(findSampleIndex({ ...heap, defaultSampleType: "alloc_space" }, undefined)).toBe(1);
    expect(findSampleIndex(recordedProfile("heap"), undefined)).toBe(3);
  });

  test("of old heap profiles has a longer name too", () => {
    expect(findSampleIndex(profileOf([], ["objects/count", "space/bytes"]), "inuse_objects")).toBe(0);
  });

  test("that is not there is told with those that are", () => {
    expect(findSampleIndex(heap, "4")).toBe("sample index 4 is outside of 0 to 3");
    expect(findSampleIndex(heap, "cpu")).toContain("alloc_objects, alloc_space, inuse_objects, inuse_space");
    expect(findSampleIndex(profileOf([], []), undefined)).toBe("the profile has no sample types");
  });
});

test("without symbols, addresses are told apart, and the binary named", () => {
  const symbols = profileOf([{ stack: "a b", values: [3] }]);
  const mapping = {
    start: 0n,
    limit: 99n,
    offset: 0n,
    file: "/usr/bin/words",
    buildId: "",
    hasFunctions: false,
    hasFiles: false,
    hasLines: false,
    hasInlines: false,
  };
  const bare = {
    ...symbols,
    functions: [],
    mappings: [mapping],
    locations: symbols.locations.map((location) => ({ ...location, lines: [], mapping: 0 })),
  };
  expect(topReport(report(bare), ALL).slice(-2)).toEqual([
    "       3ns   100%   100%        3ns   100%  0000000000000001 [words]",
    "         0     0%   100%        3ns   100%  0000000000000002 [words]",
  ]);
  expect(topReport(report(bare, { granularity: "functions" }), ALL).at(-1)).toContain("100%  [words]");
  expect(tracesReport(report({ ...bare, mappings: [] })).join("\n")).toContain("0000000000000001 <unknown>");
});

test("an empty profile is an answer", () => {
  expect(topReport(report(profileOf([])), ALL)).toEqual([
    "Type: delay",
    "Showing nodes accounting for 0, 0% of 0 total",
    "      flat  flat%   sum%        cum   cum%",
  ]);
});

describe("names", () => {
  const nothing = { name: "", address: 0n, file: "", startLine: 0, line: 0, column: 0, object: "" };

  test.each([
    [{}, "<unknown>"],
    [{ object: "/bin/x" }, "[x]"],
    [{ name: "f" }, "f"],
    [{ name: "f", object: "/bin/x" }, "f"],
    [{ name: "f", file: "a.go" }, "f a.go"],
    [{ name: "f", file: "a.go", line: 3 }, "f a.go:3"],
    [{ name: "f", file: "a.go", line: 3, column: 9 }, "f a.go:3:9"],
    [{ address: 0x42n, name: "f", line: 3 }, "0000000000000042 f :3"],
    [{ file: "a.go" }, "a.go"],
  ])("%# is told by what is known", (info, name) => {
    expect(printableName({ ...nothing, ...info })).toBe(name);
  });

  test.each([
    ["", ""],
    ["/a/b.go", "/a/b.go"],
    ["a/./b//c.go", "a/b/c.go"],
    ["./a.go", "a.go"],
    ["/a/../b", "/b"],
    ["/../b", "/b"],
    ["../b", "../b"],
    ["a/..", "."],
    ["..", ".."],
    ["a..b/c", "a..b/c"],
  ])("the path %s is %s", (path, clean) => {
    expect(cleanPath(path)).toBe(clean);
  });
});

describe("a listing", () => {
  const profile = profileOf([{ stack: "leaf root", values: [3] }]);
  const lines = report(profile, { granularity: "lines" });

  test("begins with the function and ends five lines after the last that weighs", () => {
    const source = Array.from({ length: 30 }, (_, i) => `line ${i + 1}`);
    const listed = listReport(lines, /^leaf$/, () => source)!;
    expect(listed.slice(0, 3)).toEqual([
      "Total: 3ns",
      "ROUTINE ======================== leaf in leaf.go",
      "       3ns        3ns (flat, cum)   100% of Total",
    ]);
    expect(listed).toHaveLength(3 + 15);
    expect(listed[3]).toBe("         .          .      1:line 1");
    expect(listed[12]).toBe("       3ns        3ns     10:line 10");
  });

  test("of a file that is too short shows what there is", () => {
    expect(listReport(lines, /^leaf$/, () => ["one"])).toHaveLength(4);
  });

  test("says what went wrong, file by file", () => {
    const listed = listReport(lines, /./, (file) => ({ error: `no ${file}` }))!;
    expect(listed.filter((line) => line.includes("Error"))).toEqual([" Error: no leaf.go", " Error: no root.go"]);
    const bare = { ...profile, functions: profile.functions.map((fn) => ({ ...fn, file: "" })) };
    expect(listReport(report(bare, { granularity: "lines" }), /leaf/, () => [])).toContain(
      "No source information for leaf",
    );
  });
});
