import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import type { Profile } from "../../src/model/profile.ts";
import { subtract } from "../../src/profile/combine.ts";
import { callGraphDrawing } from "../../src/profile/dot.ts";
import { FILTER_NAMES } from "../../src/profile/filter.ts";
import { GRANULARITIES } from "../../src/profile/granularity.ts";
import { listReport } from "../../src/profile/list-report.ts";
import { prune } from "../../src/profile/prune.ts";
import { prepareReport, type Report } from "../../src/profile/report.ts";
import { topReport, tracesReport, treeReport } from "../../src/profile/text-reports.ts";
import { PROFILES, recordedProfile } from "../support/pprof.ts";

/** What `go tool pprof` printed for real profiles, of Go and of Node, is what our reports say, line by line. */
for (const folder of ["answers", "graphs"]) {
  for (const file of readdirSync(join(PROFILES, folder))) {
    const name = file.replace(/\.txt$/, "");
    describe(`${folder} for ${name}`, () => {
      test.each(sections(readFileSync(join(PROFILES, folder, file), "utf8")))("%s", (question, answer) => {
        const [ours, theirs] = [comparable(ask(name, question)), comparable(answer)];
        if (question.startsWith("-dot") && question.includes("base"))
          expect(unordered(ours)).toEqual(unordered(theirs));
        else expect(ours).toBe(theirs);
      });
    });
  }
}

function sections(text: string): [question: string, answer: string][] {
  return text
    .split(/^\$ /m)
    .slice(1)
    .map((section) => {
      const end = section.indexOf("\n");
      return [section.slice(0, end), section.slice(end + 1)];
    });
}

/** Without the line that has the reader's time zone, which report-header.test.ts looks at, and pprof's words about itself. */
function comparable(text: string): string {
  return text
    .replace(/^Time: .*\n/m, "")
    .replace(/\\lTime: [^\\]*/, "")
    .replace(/\\l\\lSee [^\\]* for how to read the graph/, "");
}

/**
 * The lines of a call graph without its nodes' order: where weights cancel out, that of pprof hangs on what its machine
 * makes of a number that is none. Edges to nodes that it does not show are left out.
 */
function unordered(dot: string): readonly string[] {
  const names = new Map(
    [...dot.matchAll(/^(N\d+) .* id="node\d+" .* tooltip="([^"]*)"/gm)].map(([, id, name]) => [id!, name!]),
  );
  return dot
    .split("\n")
    .filter((line) => !/^N0? -> |-> N0 /.test(line))
    .map((line) =>
      line.replace(/ id="[^"]*"/, "").replaceAll(/\bN+(\d+)(_\d+)*/g, (_, id) => `<${names.get(`N${id}`)}>`),
    )
    .toSorted();
}

function ask(name: string, question: string): string {
  const given = new Map(
    question.split(" ").map((arg) => {
      const [, key, value] = /^-(\w+)(?:=(.*))?$/.exec(arg)!;
      return [key!, value ?? ""] as const;
    }),
  );
  const report = prepare(loaded(name, given), given);
  const lines = answerLines(report, given);
  return lines === undefined ? "" : `${lines.join("\n")}\n`;
}

function loaded(name: string, given: ReadonlyMap<string, string>): Profile {
  const profile = recordedProfile(name);
  const base = given.get("base") ?? given.get("diff_base");
  if (base === undefined) return prune(profile)!;
  const difference = subtract(profile, recordedProfile(base.replace(".pb.gz", "")), {
    relativeToBase: given.has("diff_base"),
    normalize: given.has("normalize"),
  });
  if (!difference.ok) throw new Error(difference.message);
  return prune(difference.profile)!;
}

function prepare(profile: Profile, given: ReadonlyMap<string, string>): Report {
  const filters = FILTER_NAMES.filter((name) => given.has(snakeCase(name)));
  const granularity = given.has("list") ? "lines" : GRANULARITIES.find((each) => given.has(each));
  const [sampleIndex, unit] = [given.get("sample_index"), given.get("unit")];
  const prepared = prepareReport(profile, {
    filter: Object.fromEntries(filters.map((name) => [name, new RegExp(given.get(snakeCase(name))!)])),
    inlines: !given.has("noinlines"),
    ...(granularity && { granularity }),
    ...(sampleIndex !== undefined && { sampleIndex }),
    ...(unit !== undefined && { unit }),
  });
  if (!prepared.ok) throw new Error(prepared.message);
  return prepared.report;
}

function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function answerLines(report: Report, given: ReadonlyMap<string, string>): readonly string[] | undefined {
  const number = (key: string, fallback: number): number => Number(given.get(key) ?? fallback);
  const trim = {
    sort: given.has("cum") ? "cum" : "flat",
    nodeCount: number("nodecount", given.has("tree") || given.has("dot") ? 80 : 0),
    nodeFraction: number("nodefraction", 0.005),
    edgeFraction: number("edgefraction", 0.001),
  } as const;
  if (given.has("dot")) return callGraphDrawing(report, trim).dot.replace(/\n$/, "").split("\n");
  const peek = given.get("peek");
  if (peek !== undefined) {
    return treeReport(report, { ...trim, nodeCount: 0, nodeFraction: 0, edgeFraction: 0 }, new RegExp(peek));
  }
  const list = given.get("list");
  if (list !== undefined) {
    const read = (path: string): readonly string[] =>
      readFileSync(join(PROFILES, "words", path), "utf8")
        .replace(/\n$/, "")
        .split("\n");
    return listReport(report, new RegExp(list), read);
  }
  if (given.has("traces")) return tracesReport(report);
  return given.has("tree") ? treeReport(report, trim) : topReport(report, trim);
}
