import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { createEngine } from "../../src/engine/host.ts";
import type { Engine } from "../../src/engine/protocol.ts";
import type { ProfileFile, ProfileRequest } from "../../src/engine/profiles/types.ts";
import { PROFILES } from "../support/pprof.ts";

const NO_FILTERS = { focus: "", ignore: "", hide: "", show: "", showFrom: "" };

function fileOf(path: string, bytes = readFileSync(path)): { kind: "file"; file: File } {
  return { kind: "file", file: new File([new Uint8Array(bytes)], path.slice(path.lastIndexOf("/") + 1)) };
}

function requestOf({ file }: ProfileFile, change: Partial<ProfileRequest> = {}): ProfileRequest {
  const source = { kind: "file", file } as const;
  return { source, sampleType: "", filters: NO_FILTERS, granularity: "", base: undefined, ...change };
}

/** A row of what `go tool pprof` printed: weights as it writes them, by name. */
function answered(profile: string, question: string): ReadonlyMap<string, readonly string[]> {
  const text = readFileSync(join(PROFILES, "answers", `${profile}.txt`), "utf8");
  const section = text.split(/^\$ /mu).find((one) => one.startsWith(`${question}\n`))!;
  const rows = section
    .slice(section.indexOf("cum%") + 5)
    .matchAll(/^ *(\S+) +\S+ +\S+ +(\S+) +\S+ {2}(.*?)(?: \(.*inline\))?$/gmu);
  return new Map([...rows].map(([, flat, cum, name]) => [name!, [flat!, cum!]]));
}

describe("a profile that is opened", () => {
  let engine: Engine;
  beforeEach(() => {
    engine = createEngine();
  });

  async function open(name: string): Promise<ProfileFile> {
    const result = await engine.open(fileOf(join(PROFILES, `${name}.pb.gz`)), () => undefined);
    if (result.ok || !result.profile) throw new Error(result.ok ? "a trace?" : result.error.message);
    return result.profile;
  }

  it("tells what it is", async () => {
    expect(await open("heap")).toMatchObject({
      name: "heap.pb.gz",
      sampleTypes: [
        { type: "alloc_objects", unit: "count" },
        { type: "alloc_space", unit: "bytes" },
        { type: "inuse_objects", unit: "count" },
        { type: "inuse_space", unit: "bytes" },
      ],
      sampleIndex: 3,
      program: "words",
      symbols: true,
    });
    expect((await open("cpu")).durationNs).toBeGreaterThan(1e9);
  });

  it.each(["cpu", "block", "mutex", "goroutine", "threadcreate", "node-wall", "node-heap"])(
    "weighs what go tool pprof says: %s",
    async (name) => {
      const file = await open(name);
      const text = await engine.topText(requestOf(file), "flat");
      const expected = readFileSync(join(PROFILES, "answers", `${name}.txt`), "utf8").split(/^\$ .*\n/mu)[1]!;
      const withoutTime = (lines: string): string => lines.replace(/^Time: .*\n/mu, "");
      expect(withoutTime(text)).toBe(withoutTime(expected));
    },
  );

  it("weighs the sample type that is asked for", async () => {
    const file = await open("heap");
    const inuse = await engine.profile(requestOf(file));
    const allocated = await engine.profile(requestOf(file, { sampleType: "alloc_objects" }));
    expect([inuse.unit, allocated.unit]).toEqual(["bytes", "count"]);
    expect([inuse.sampleIndex, allocated.sampleIndex]).toEqual([3, 0]);
    await expect(engine.profile(requestOf(file, { sampleType: "no_such" }))).rejects.toThrow("alloc_objects");
  });

  it("is narrowed by filters as by go tool pprof, and says which match nothing", async () => {
    const file = await open("cpu");
    const focused = await engine.profile(requestOf(file, { filters: { ...NO_FILTERS, focus: "compress" } }));
    const names = new Set(focused.functions.map(({ name }) => name));
    expect(names).toContain("main.compress");
    expect(names).not.toContain("main.(*tree).insert");
    expect(focused.shown).toBeLessThan(focused.total);
    const none = { ...NO_FILTERS, focus: "main", hide: "no_such", showFrom: "nor_this" };
    expect((await engine.profile(requestOf(file, { filters: none }))).unmatched).toEqual(["hide", "showFrom"]);
    const faulty = engine.profile(requestOf(file, { filters: { ...NO_FILTERS, ignore: "(" } }));
    await expect(faulty).rejects.toThrow("ignore: Unterminated group");
  });

  it("is compared with another: the differences are go tool pprof's", async () => {
    const [file, base] = [await open("cpu"), await open("cpu-2")];
    for (const normalize of [false, true]) {
      const source = { kind: "file", file: base.file } as const;
      const request = requestOf(file, { base: { source, normalize } });
      const report = await engine.profile(request);
      const rows = answered("cpu", `-top -nodecount=12 -diff_base=cpu-2.pb.gz${normalize ? " -normalize" : ""}`);
      expect(rows.size).toBeGreaterThan(5);
      const inMs = (text: string): number => Number.parseFloat(text) * (/\ds$/u.test(text) ? 1000 : 1);
      let same = 0;
      for (const [name, [, cum]] of rows) {
        const row = report.functions.find((one) => one.name === name);
        if (row && Math.abs(row.cum / 1e6 - inMs(cum!)) < 0.01) same++;
      }
      // Of rows that were cut off, pprof gives the weight to their callers.
      expect(same / rows.size).toBeGreaterThan(0.7);
      expect(report.compared!.base).toBe(report.total);
      const peek = await engine.peek(request, report.functions[0]!.name);
      expect(peek).toMatchObject({ flat: report.functions[0]!.flat });
    }
    await expect(
      engine.profile(
        requestOf(await open("heap"), { base: { source: { kind: "file", file: base.file }, normalize: false } }),
      ),
    ).rejects.toThrow("cannot compare");
  });

  it("has every stack with its weight, heaviest first, page by page", async () => {
    const file = await open("cpu");
    const report = await engine.profile(requestOf(file));
    const all = await engine.stacks(requestOf(file), 0, 1000);
    expect(all.total).toBe(report.stacks);
    expect(all.rows.reduce((sum, { weight }) => sum + weight, 0)).toBe(report.total);
    const weights = all.rows.map(({ weight }) => weight);
    expect(weights).toEqual(weights.toSorted((a, b) => b - a));
    expect((await engine.stacks(requestOf(file), 5, 3)).rows).toEqual(all.rows.slice(5, 8));
    const [first] = all.rows;
    expect(first!.labels).toContain("kind: words");
    expect(first!.frames.at(-1)).toMatchObject({ name: "main.(*tree).insert", file: "main.go" });
    expect(first!.frames.every(({ line }) => line > 0)).toBe(true);
    // By line, a frame is what it is told apart by.
    const byLine = await engine.stacks(requestOf(file, { granularity: "lines" }), 0, 1);
    expect(byLine.rows[0]!.frames.at(-1)!.name).toMatch(/^main\.\(\*tree\)\.insert main\.go:\d+$/u);
  });

  it("has the lines of a function as go tool pprof lists them", async () => {
    const file = await open("cpu");
    const files = await engine.functionLines(requestOf(file), "main.(*tree).insert");
    expect(files.map((one) => one.file)).toEqual(["main.go"]);
    const text = readFileSync(join(PROFILES, "answers", "cpu.txt"), "utf8");
    const listing = text.slice(text.indexOf("ROUTINE ======================== main.(*tree).insert"));
    for (const { line, flat, cum } of files[0]!.lines) {
      const [, listedFlat, listedCum] = new RegExp(`^ *(\\S+) +(\\S+) +${line}:`, "mu").exec(listing)!;
      const shown = (ns: number): string => (ns === 0 ? "." : `${ns / 1e6}ms`);
      expect([listedFlat, listedCum]).toEqual([shown(flat), shown(cum)]);
    }
    expect(files[0]!.lines.length).toBeGreaterThan(3);
    expect(await engine.functionLines(requestOf(file), "no.such")).toEqual([]);
  });

  it("leaves the trace open, and is not asked for any more once it is closed", async () => {
    const trace = await engine.open(fileOf("testdata/traces/channels-1.27.trace"), () => undefined);
    if (!trace.ok) throw new Error(trace.error.message);
    const file = await open("block");
    expect((await engine.outline()).groups.length).toBeGreaterThan(0);
    expect((await engine.profile(requestOf(file))).trace).toBeUndefined();
    await engine.closeProfile(file.file);
    await expect(engine.profile(requestOf(file))).rejects.toThrow(`no profile ${file.file} is open`);
    await expect(engine.profile(requestOf(file, { source: { kind: "file", file: 99 } }))).rejects.toThrow(
      "no profile 99",
    );
  });

  it("that is damaged says what and where", async () => {
    const bytes = readFileSync(join(PROFILES, "cpu.pb.gz")).subarray(0, 2000);
    const result = await engine.open(fileOf("cut.pb.gz", bytes), () => undefined);
    expect(result).toEqual({
      ok: false,
      error: { kind: "damaged-profile", message: "the gzip ends in the middle of its data", byteOffset: 2000 },
    });
  });
});

describe("a scope of a trace", () => {
  it("is compared with another one of it", async () => {
    const engine = createEngine();
    const opened = await engine.open(fileOf("testdata/traces/channels-1.27.trace"), () => undefined);
    if (!opened.ok) throw new Error(opened.error.message);
    const { durationNs } = opened.summary;
    const source = (from: number, to: number): ProfileRequest["source"] => ({
      kind: "trace",
      type: "wall",
      scope: { from, to, goroutines: { kind: "all" } },
      openAtEnd: false,
      splitBy: undefined,
    });
    const request = { sampleType: "", filters: NO_FILTERS, granularity: "" } as const;
    const half = Math.round(durationNs / 2);
    const first = await engine.profile({ ...request, source: source(0, half), base: undefined });
    const whole = await engine.profile({ ...request, source: source(0, durationNs), base: undefined });
    const base = { source: source(0, half), normalize: false };
    const both = await engine.profile({ ...request, source: source(0, durationNs), base });
    expect(both.compared).toEqual({ now: whole.total, base: first.total });
    expect(both.shown).toBe(whole.total - first.total);
    const self = await engine.profile({ ...request, source: source(0, half), base });
    expect(self).toMatchObject({ shown: 0, functions: [] });
  });
});
