import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseHash, placeHash } from "../../../src/app/place.ts";
import type { FunctionRow, TraceFacts } from "../../../src/engine/profiles/types.ts";
import { pprofFileName } from "../../../views/profiles/file-name.ts";
import { shownRows } from "../../../views/profiles/function-columns.ts";
import {
  FILTERS,
  NO_FILTERS,
  parseSettings,
  settingsText,
  type ProfileSettings,
} from "../../../views/profiles/settings.ts";
import { whyEmpty } from "../../../views/profiles/types.ts";

const NOTHING: TraceFacts = { count: 0, open: { count: 0, ns: 0 }, samples: 0, regions: [] };

describe("an empty profile says why", () => {
  it("of a program that took no CPU profile", () => {
    expect(whyEmpty("cpu", NOTHING)).toMatch(
      /^No CPU samples: the program did not run a CPU profile while it was traced/,
    );
  });

  it("of a scope without samples", () => {
    expect(whyEmpty("cpu", { ...NOTHING, samples: 1234 })).toContain("The whole trace has 1,234.");
  });

  it("of waits that are all open", () => {
    const text = whyEmpty("sync", { ...NOTHING, open: { count: 1, ns: 5 } });
    expect(text).toMatch(/^No wait of this kind ended in this scope; 1\u00a0wait had not ended/);
    expect(whyEmpty("sync", NOTHING)).toMatch(/^No goroutine waited for a channel/);
  });
});

describe("a file for pprof", () => {
  it.each([
    ["server.trace", "server-net.pb.gz"],
    ["server.trace.gz", "server-net.pb.gz"],
    ["trace.out", "trace-net.pb.gz"],
    ["a b;rm -rf $(x)/é.trace", "a_b_rm_-rf_x_-net.pb.gz"],
    ["--help", "help-net.pb.gz"],
    ["../../etc", "_.._etc-net.pb.gz"],
    ["", "trace-net.pb.gz"],
  ])("of %j is %j", (trace, file) => {
    expect(pprofFileName(trace, "net")).toBe(file);
  });
});

describe("settings in the URL", () => {
  const first = parseSettings("");

  it("are read as they were written", () => {
    const settings = { ...first, type: "sched", openAtEnd: true, sort: { by: "cum", descending: true } } as const;
    expect(settingsText(settings)).toBe("sched,open,cum~");
    expect(parseSettings(settingsText(settings))).toEqual(settings);
  });

  it("hold any expression, in the few characters that the URL has for settings", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 40 }), fc.constantFrom(...FILTERS), (text, name) => {
        const settings: ProfileSettings = { ...first, granularity: "lines", filters: { ...NO_FILTERS, [name]: text } };
        const place = { page: "profiles", view: settingsText(settings) } as const;
        const hash = placeHash({ ...parseHash(""), ...place });
        expect(parseHash(hash)).toMatchObject(place);
        expect(parseSettings(parseHash(hash).view)).toEqual(settings);
      }),
    );
  });

  it("that are not known are as at first", () => {
    expect(first).toMatchObject({
      type: "sync",
      openAtEnd: false,
      sort: { by: "flat", descending: true },
      view: "top",
    });
    expect(parseSettings("toString,opened,,,__proto__,~zz,~")).toEqual(first);
  });
});

describe("the functions that are shown", () => {
  const row = (name: string, file: string, flat: number): FunctionRow => ({
    name,
    file,
    flat,
    cum: 9,
    line: 7,
    lines: 1,
  });
  const rows = [
    row("main.Work", "/a/work.go", 5),
    row("net.dial", "/b/Dial.go", 3),
    row("sync.Lock", "/c/mutex.go", 1),
  ];
  const byFlat = { by: "flat", descending: true };

  it("sum up row by row, in the order of now", () => {
    expect(shownRows(rows, "", byFlat).map(({ sum }) => sum)).toEqual([5, 8, 9]);
    expect(shownRows(rows, "", { by: "name", descending: true }).map(({ sum }) => sum)).toEqual([1, 4, 9]);
  });

  it("have the text in their name or place, and sum up alone", () => {
    expect(shownRows(rows, " WORK ", byFlat).map(({ name }) => name)).toEqual(["main.Work"]);
    expect(shownRows(rows, "dial.go:7", byFlat).map(({ sum }) => sum)).toEqual([3]);
    expect(shownRows(rows, "mutex.go:8", byFlat)).toEqual([]);
  });
});
