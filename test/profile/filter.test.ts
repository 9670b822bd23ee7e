import { describe, expect, test } from "vitest";

import type { Profile } from "../../src/model/profile.ts";
import { filterFrames } from "../../src/profile/filter.ts";
import { aggregate } from "../../src/profile/granularity.ts";
import { prune } from "../../src/profile/prune.ts";
import { profileOf, sampleLines } from "../support/pprof.ts";

const profile = profileOf([
  { stack: "lock serve main", values: [5] },
  { stack: "read serve main", values: [3] },
  { stack: "idle", values: [1] },
]);

/** Functions of each sample, leaf first, with its weight. */
function shown(of: Profile): readonly string[] {
  return sampleLines(of)
    .map((line) => {
      const [stack, weight] = line.split(" | ");
      return `${stack!.replaceAll(/\d+ ([^;:]*)(:\d+)?;?/g, "$1 ").trim()} ${weight}`;
    })
    .toSorted();
}

describe("filters", () => {
  test("focus keeps samples with a frame that matches, whole", () => {
    expect(shown(filterFrames(profile, { focus: /^read$/ }).profile)).toEqual(["read serve main 3"]);
  });

  test("ignore drops them, also from what is in focus", () => {
    expect(shown(filterFrames(profile, { ignore: /serve/ }).profile)).toEqual(["idle 1"]);
    expect(shown(filterFrames(profile, { focus: /serve/, ignore: /lock/ }).profile)).toEqual(["read serve main 3"]);
  });

  test("hide takes frames out, and samples of which none is left", () => {
    expect(shown(filterFrames(profile, { hide: /serve|idle/ }).profile)).toEqual(["lock main 5", "read main 3"]);
  });

  test("show takes all others out", () => {
    expect(shown(filterFrames(profile, { show: /serve|read/ }).profile)).toEqual(
      ["serve 5", "read serve 3"].toSorted(),
    );
  });

  test("files and binaries match as functions do", () => {
    const mapping = {
      start: 0n,
      limit: 9n,
      offset: 0n,
      file: "/bin/words",
      buildId: "",
      hasFunctions: true,
      hasFiles: true,
      hasLines: true,
      hasInlines: false,
    };
    const mapped = { ...profile, mappings: [mapping], locations: profile.locations.map((l) => ({ ...l, mapping: 0 })) };
    expect(shown(filterFrames(profile, { focus: /read\.go/ }).profile)).toEqual(["read serve main 3"]);
    expect(filterFrames(mapped, { focus: /bin\/words/ }).profile.samples.length).toBe(3);
    expect(filterFrames(mapped, { hide: /bin\/words/ }).profile.samples.length).toBe(0);
    expect(shown(filterFrames(mapped, { show: /bin\/words/ }).profile)).toEqual(shown(profile));
  });

  test("those that match nothing are told", () => {
    const filtered = filterFrames(profile, { focus: /nothing/, hide: /serve/, show: /no/, ignore: /idle/ });
    expect(filtered.unmatched).toEqual(["focus", "show"]);
    expect(filterFrames(profile, {}).unmatched).toEqual([]);
  });

  test("of inlined calls, each stands for itself", () => {
    const inlined = {
      ...profile,
      locations: profile.locations.map((location, row) =>
        row === 0 ? { ...location, lines: [...location.lines, { function: 1, line: 3, column: 0 }] } : location,
      ),
    };
    const hidden = filterFrames(inlined, { hide: /^lock/ }).profile;
    expect(hidden.locations[0]!.lines).toEqual([{ function: 1, line: 3, column: 0 }]);
    expect(hidden.samples.length).toBe(3);
  });
});

describe("frames that the writer wants left out", () => {
  const drop = (dropFrames: string, keepFrames = ""): readonly string[] =>
    shown(prune({ ...profile, dropFrames, keepFrames })!);

  test("go with all that they called", () => {
    expect(drop("serve")).toEqual(["idle 1", "main 3", "main 5"]);
    expect(drop("l.*|read")).toEqual(["idle 1", "serve main 3", "serve main 5"]);
  });

  test("stay where nothing came before them", () => {
    expect(drop("main|idle")).toEqual(shown(profile));
  });

  test("stay where they are to be kept", () => {
    expect(drop("l.*|read", "lock")).toEqual(["idle 1", "lock serve main 5", "serve main 3"]);
  });

  test("match by their whole name, without the arguments", () => {
    const cpp = profileOf([
      { stack: "alloc(int) main", values: [1] },
      { stack: "allocate main", values: [2] },
    ]);
    expect(shown(prune({ ...cpp, dropFrames: "alloc" })!)).toEqual(["allocate main 2", "main 1"]);
  });

  test("an expression that is none is not guessed at", () => {
    expect(prune({ ...profile, dropFrames: "(" })).toBeUndefined();
    expect(prune(profile)).toBe(profile);
  });
});

test("a granularity drops what it does not tell apart", () => {
  const name = (of: Profile): unknown => ({
    ...of.functions[0],
    ...of.locations[0],
    lines: of.locations[0]!.lines[0]!.line,
  });
  expect(name(aggregate(profile, "functions"))).toMatchObject({ name: "lock", file: "", address: 0n, lines: 0 });
  expect(name(aggregate(profile, "filefunctions"))).toMatchObject({
    name: "lock",
    file: "lock.go",
    address: 0n,
    lines: 0,
  });
  expect(name(aggregate(profile, "files"))).toMatchObject({ name: "", file: "lock.go", lines: 0 });
  expect(name(aggregate(profile, "lines"))).toMatchObject({ name: "lock", file: "lock.go", address: 0n, lines: 10 });
  expect(name(aggregate(profile, "addresses"))).toMatchObject({ name: "lock", address: 1n, lines: 10 });
});
