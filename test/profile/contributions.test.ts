import { readFileSync } from "node:fs";
import { join } from "node:path";

import { beforeAll, describe, expect, test } from "vitest";

import { wholeTrace } from "../../src/model/scope.ts";
import type { Profile } from "../../src/model/profile.ts";
import type { Trace } from "../../src/model/trace.ts";
import { inOneGo } from "../../src/base/steps.ts";
import { contributions, type Contributions, type StackChoice } from "../../src/profile/contributions.ts";
import { flameTree } from "../../src/profile/flame-tree.ts";
import { traceProfile } from "../../src/profile/from-trace.ts";
import { prepareReport } from "../../src/profile/report.ts";
import { TRACE_PROFILE_TYPES, type TraceProfileType, type WeighOptions } from "../../src/profile/weigh-trace.ts";
import { loadBytes } from "../support/loaded-trace.ts";

const COUNT = 0;

function shown(profile: Profile): Profile {
  const result = prepareReport(profile, { sampleIndex: "0" });
  if (!result.ok) throw new Error(result.message);
  return result.report.profile;
}

describe.each(["channels-1.27.trace", "network-1.27.trace", "cpu-profile-1.27.trace"])("of %s", (file) => {
  let trace: Trace;
  beforeAll(async () => {
    trace = await loadBytes(new Uint8Array(readFileSync(join(process.cwd(), "testdata/traces", file))));
  });

  function found(type: TraceProfileType, choice: StackChoice, options: WeighOptions = {}, most = 1e9): Contributions {
    return inOneGo(contributions(trace, type, wholeTrace(trace), choice, shown, { ...options, most }));
  }

  /** Of wall profiles a span counts once for each sample in it, so these are looked at apart. */
  const types = TRACE_PROFILE_TYPES.filter((type) => type !== "wall");

  test.each(types)("a function of a %s profile has as many as its stacks count", (type) => {
    const tree = flameTree(shown(traceProfile(trace, type, wholeTrace(trace))), { total: COUNT }, false);
    for (const name of new Set(tree.names)) {
      let count = 0;
      const within = new Uint8Array(tree.length);
      for (let node = 1; node < tree.length; node++) {
        const matches = tree.names[tree.frame[node]!] === name;
        within[node] = matches ? 1 : within[tree.parent[node]!]!;
        if (matches && within[tree.parent[node]!] === 0) count += tree.total[node]!;
      }
      expect([name, found(type, { kind: "function", name }).total]).toEqual([name, count]);
    }
  });

  test.each(types)("a frame of a %s profile's tree has as many as it counts, whichever way up", (type) => {
    for (const inverted of [false, true]) {
      const tree = flameTree(shown(traceProfile(trace, type, wholeTrace(trace))), { total: COUNT }, inverted);
      for (let node = 1; node < Math.min(tree.length, 60); node++) {
        const names: string[] = [];
        for (let at = node; at > 0; at = tree.parent[at]!) names.unshift(tree.names[tree.frame[at]!]!);
        expect(found(type, { kind: "stack", names, inverted }).total).toBe(tree.total[node]);
      }
    }
  });

  test("a whole stack has as many as end in it, whichever way it is told", () => {
    const tree = flameTree(shown(traceProfile(trace, "wall", wholeTrace(trace))), { total: COUNT }, false);
    const every = found("wall", { kind: "stack", names: [], inverted: false }).total;
    let all = found("wall", { kind: "stack", names: [], inverted: false, whole: true }).total;
    for (let node = 1; node < tree.length; node++) {
      const names: string[] = [];
      for (let at = node; at > 0; at = tree.parent[at]!) names.push(tree.names[tree.frame[at]!]!);
      const { total } = found("wall", { kind: "stack", names, inverted: true, whole: true });
      expect(found("wall", { kind: "stack", names: names.toReversed(), inverted: false, whole: true }).total).toBe(
        total,
      );
      all += total;
    }
    expect(all).toBe(every);
  });

  test("are in order, lie in their spans, and are as many as asked for at most", () => {
    const tree = flameTree(shown(traceProfile(trace, "wall", wholeTrace(trace))), { total: COUNT }, false);
    const { total, start, end, span, goroutine } = found("wall", { kind: "stack", names: [], inverted: false });
    expect(total).toBe(start.length);
    expect(total).toBeGreaterThan(0);
    expect(total).toBeLessThanOrEqual(tree.total[0]!);
    start.forEach((from, row) => {
      expect(from).toBeLessThanOrEqual(end[row]!);
      if (row > 0) expect(from).toBeGreaterThanOrEqual(start[row - 1]!);
      expect(trace.spans.start[span[row]!]).toBe(from);
      expect(span[row]).toBeGreaterThanOrEqual(trace.goroutines.spanOffsets[goroutine[row]!]!);
      expect(span[row]).toBeLessThan(trace.goroutines.spanOffsets[goroutine[row]! + 1]!);
    });
    const few = found("wall", { kind: "stack", names: [], inverted: false }, {}, 3);
    expect(few.total).toBe(total);
    expect(few.start).toEqual(start.slice(0, 3));
    expect(few.span).toEqual(span.slice(0, 3));
  });

  test("a part of a split profile is a frame like any other", () => {
    const options = { splitBy: "reason" } as const;
    const profile = shown(traceProfile(trace, "sync", wholeTrace(trace), [], options));
    const tree = flameTree(profile, { total: COUNT }, false);
    for (let node = 1; node < tree.firstChild[1]!; node++) {
      const names = [tree.names[tree.frame[node]!]!];
      expect(found("sync", { kind: "stack", names, inverted: false }, options).total).toBe(tree.total[node]);
    }
  });
});
