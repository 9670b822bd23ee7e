import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { gunzip } from "../../parsers/gzip.ts";
import { decodePprof } from "../../parsers/pprof/decode.ts";
import type { GoroutineChoice, ScopeRequest } from "../../src/engine/analyses/types.ts";
import { createEngine } from "../../src/engine/host.ts";
import type { Engine } from "../../src/engine/protocol.ts";
import type { ProfileReport, ProfileRequest, ProfileSource } from "../../src/engine/profiles/types.ts";
import type { Profile } from "../../src/model/profile.ts";
import type { StringIndex } from "../../src/base/indices.ts";
import { loadBytes } from "../support/loaded-trace.ts";
import { TRACE_PROFILE_TYPES } from "../../src/profile/weigh-trace.ts";

const TRACES = join(import.meta.dirname, "../../testdata/traces");
const ALL: GoroutineChoice = { kind: "all" };

async function opened(name: string): Promise<{ engine: Engine; whole: ScopeRequest }> {
  const engine = createEngine();
  const file = new File([new Uint8Array(readFileSync(join(TRACES, name)))], name);
  const result = await engine.open({ kind: "file", file }, () => undefined);
  if (!result.ok) throw new Error(result.error.message);
  return { engine, whole: { from: 0, to: result.summary.durationNs, goroutines: ALL } };
}

type Choice = Pick<Extract<ProfileSource, { kind: "trace" }>, "type" | "openAtEnd">;

function sourceOf(scope: ScopeRequest, choice: Choice): ProfileSource {
  return { kind: "trace", scope, splitBy: undefined, ...choice };
}

function requestOf(scope: ScopeRequest, choice: Choice): ProfileRequest {
  const filters = { focus: "", ignore: "", hide: "", show: "", showFrom: "" };
  return { source: sourceOf(scope, choice), sampleType: "", filters, granularity: "", base: undefined };
}

async function exported(engine: Engine, scope: ScopeRequest, choice: Choice): Promise<Profile> {
  const result = decodePprof(gunzip(await engine.pprof(sourceOf(scope, choice)), 1 << 24).bytes);
  if (!result.ok) throw new Error(result.error.message);
  return result.profile;
}

const flatSum = ({ functions }: ProfileReport): number => functions.reduce((sum, { flat }) => sum + flat, 0);
const column = ({ samples }: Profile, type: number): number =>
  samples.values.reduce((sum, value, i) => (i % 2 === type ? sum + value : sum), 0);

describe("a profile of a scope", () => {
  let engine: Engine;
  let whole: ScopeRequest;
  beforeAll(async () => ({ engine, whole } = await opened("channels-1.27.trace")));
  const sync: Choice = { type: "sync", openAtEnd: false };

  it.each(TRACE_PROFILE_TYPES)("is the file that is exported, in sum and by stack: %s", async (type) => {
    const choice = { type, openAtEnd: false };
    const report = await engine.profile(requestOf(whole, choice));
    const file = await exported(engine, whole, choice);
    expect(report.total).toBe(column(file, 1));
    expect(report.trace!.count).toBe(column(file, 0));
    expect(report.stacks).toBe(file.samples.length);
    expect(flatSum(report) + report.stackless).toBe(report.total);
    for (const { flat, cum } of report.functions) expect(cum).toBeGreaterThanOrEqual(flat);
  });

  it("says where in its source a function weighs most", async () => {
    const { functions } = await engine.profile(requestOf(whole, sync));
    expect(functions.length).toBeGreaterThan(3);
    const own = functions.filter(({ name }) => name.startsWith("main."));
    expect(own.length).toBeGreaterThan(0);
    for (const { file, line, lines } of own) {
      expect(file).toMatch(/\.go$/);
      expect(line).toBeGreaterThan(0);
      expect(lines).toBeGreaterThan(0);
    }
  });

  it("has each function between its callers and its callees, who have it too", async () => {
    const { functions } = await engine.profile(requestOf(whole, sync));
    let edges = 0;
    for (const { name, flat, cum } of functions) {
      const peek = (await engine.peek(requestOf(whole, sync), name))!;
      expect([peek.name, peek.flat, peek.cum]).toEqual([name, flat, cum]);
      for (const caller of peek.callers) {
        const back = (await engine.peek(requestOf(whole, sync), caller.name))!;
        expect(back.callees.find((callee) => callee.name === name)?.weight).toBe(caller.weight);
        edges++;
      }
    }
    expect(edges).toBeGreaterThan(0);
    expect(await engine.peek(requestOf(whole, sync), "no.such")).toBeUndefined();
  });

  it("adds up over windows that lie side by side", async () => {
    const middle = Math.round(whole.to / 3);
    const parts = await Promise.all([
      engine.profile(requestOf({ ...whole, to: middle }, sync)),
      engine.profile(requestOf({ ...whole, from: middle }, sync)),
    ]);
    const all = await engine.profile(requestOf(whole, sync));
    expect(Math.abs(parts[0]!.total + parts[1]!.total - all.total)).toBeLessThanOrEqual(2 * all.stacks);
    expect(parts.every(({ total }) => total < all.total)).toBe(true);
  });

  it("names its scope in the file", async () => {
    expect((await exported(engine, whole, sync)).comments).toEqual(["Trace: channels-1.27.trace (go 1.26), sync"]);
    const some = { from: 1000, to: 5e8, goroutines: { kind: "match", text: "main.\u0007" } } as const;
    expect((await exported(engine, some, { ...sync, openAtEnd: true })).comments).toEqual([
      "Trace: channels-1.27.trace (go 1.26), sync, open waits too",
      `Window: 1000 ns to ${Math.min(5e8, whole.to)} ns`,
      "Goroutines started in: *main.\ufffd*",
    ]);
  });

  it("is the text of pprof's top", async () => {
    const [text, report] = await Promise.all([
      engine.topText(requestOf(whole, sync), "cum"),
      engine.profile(requestOf(whole, sync)),
    ]);
    const lines = text.split("\n");
    expect(lines[0]).toBe("Trace: channels-1.27.trace (go 1.26), sync");
    expect(lines).toContain("      flat  flat%   sum%        cum   cum%");
    const rows = lines.slice(lines.findIndex((line) => line.includes("flat%")) + 1, -1);
    const names = rows.map((row) => row.replace(/ \((partial-)?inline\)$/u, "").slice(row.lastIndexOf("%  ") + 3));
    const least = Math.trunc((report.total - report.stackless) * 0.005);
    const heavy = report.functions.filter(({ cum }) => cum >= least).map(({ name }) => name);
    expect(heavy.length).toBeGreaterThan(3);
    expect(names.toSorted()).toEqual(heavy.toSorted());
  });

  it("is refused for goroutines that the trace does not have", async () => {
    const scope = { ...whole, goroutines: { kind: "group", group: 9999 } as const };
    await expect(engine.profile(requestOf(scope, sync))).rejects.toThrow("no group 9999");
  });
});

describe("regions of a name", () => {
  it("count while their goroutines are in one, whatever lies within", async () => {
    const name = "tasks-1.27.trace";
    const { engine, whole } = await opened(name);
    const { regions, symbols, durationNs } = await loadBytes(new Uint8Array(readFileSync(join(TRACES, name))));
    const request = requestOf(whole, { type: "wall", openAtEnd: false });
    const { trace, total } = await engine.profile(request);
    expect(trace!.regions.length).toBeGreaterThan(1);
    for (const region of trace!.regions) {
      let covered = 0;
      for (let goroutine = 0; goroutine + 1 < regions.offsets.length; goroutine++) {
        let until = 0;
        for (let row = regions.offsets[goroutine]!; row < regions.offsets[goroutine + 1]!; row++) {
          if (symbols.strings.get(regions.name[row] as StringIndex) !== region || regions.inherited[row] !== 0)
            continue;
          const [start, end] = [regions.start[row]!, regions.end[row]!];
          const [from, to] = [Math.max(Number.isNaN(start) ? 0 : start, until), Number.isNaN(end) ? durationNs : end];
          covered += Math.max(0, to - from);
          until = Math.max(until, to);
        }
      }
      const within = await engine.profile({ ...request, source: { ...request.source, region } as ProfileSource });
      expect(Math.abs(within.total - covered)).toBeLessThanOrEqual(within.stacks);
      expect(within.total).toBeLessThan(total);
    }
    const none = await engine.profile({
      ...request,
      source: { ...request.source, region: "no such" } as ProfileSource,
    });
    expect(none.total).toBe(0);
  });

  it("name themselves in the file", async () => {
    const { engine, whole } = await opened("tasks-1.27.trace");
    const source = { ...sourceOf(whole, { type: "wall", openAtEnd: false }), region: "a\u0007b" } as ProfileSource;
    const result = decodePprof(gunzip(await engine.pprof(source), 1 << 24).bytes);
    expect(result).toMatchObject({ ok: true, profile: { comments: [expect.anything(), "Regions: a\ufffdb"] } });
  });
});

describe("waits that had not ended", () => {
  it.each(["forever-1.27.trace", "gc-1.24.trace", "network-1.27.trace", "midway-1.27.trace", "files-1.27.trace"])(
    "are told, and make up the difference if they count: %s",
    async (name) => {
      const { engine, whole } = await opened(name);
      const scopes = [
        whole,
        { ...whole, from: Math.round(whole.to / 2) },
        { ...whole, to: Math.round(whole.to * 0.9) },
      ];
      for (const type of TRACE_PROFILE_TYPES) {
        for (const scope of scopes) {
          const without = await engine.profile(requestOf(scope, { type, openAtEnd: false }));
          const withOpen = await engine.profile(requestOf(scope, { type, openAtEnd: true }));
          expect(withOpen.trace!.count - without.trace!.count).toBe(without.trace!.open.count);
          expect(Math.abs(withOpen.total - without.total - without.trace!.open.ns)).toBeLessThanOrEqual(
            withOpen.stacks,
          );
          expect(withOpen.trace!.open).toEqual(without.trace!.open);
        }
      }
    },
  );

  it("occur in a program that blocks for good", async () => {
    const { engine, whole } = await opened("forever-1.27.trace");
    expect(
      (await engine.profile(requestOf(whole, { type: "sync", openAtEnd: false }))).trace!.open.count,
    ).toBeGreaterThan(0);
  });
});

describe("CPU samples", () => {
  it("are counted in the whole trace, whatever the scope", async () => {
    const { engine, whole } = await opened("cpu-profile-1.27.trace");
    const cpu: Choice = { type: "cpu", openAtEnd: false };
    const report = await engine.profile(requestOf(whole, cpu));
    expect(report.trace!.count).toBe(report.trace!.samples);
    expect(report.total).toBe(report.trace!.count * 1e7);
    const nothing = await engine.profile(requestOf({ ...whole, from: 0, to: 0 }, cpu));
    expect(nothing.functions).toEqual([]);
    expect(nothing.trace!.samples).toBe(report.trace!.samples);
  });
});
