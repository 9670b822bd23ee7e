import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { decodePprof } from "../../parsers/pprof/decode.ts";
import { encodePprof } from "../../src/export/pprof.ts";
import { runCli } from "../support/cli.ts";
import { PROFILES, profileOf } from "../support/pprof.ts";

const CPU = join(PROFILES, "cpu.pb.gz");
const TRACE = "testdata/traces/channels-1.27.trace";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "gopherscope-profile-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What go tool pprof printed, without the line that depends on the time zone. */
function answer(profile: string, question: string): string {
  const sections = readFileSync(join(PROFILES, "answers", `${profile}.txt`), "utf8").split(/^\$ /m);
  const section = sections.find((text) => text.startsWith(`${question}\n`))!;
  return withoutTime(section.slice(question.length + 1));
}

function withoutTime(text: string): string {
  return text.replace(/^Time: .*\n/m, "");
}

describe("reports on a pprof file", () => {
  test.each([
    ["-top", ["top", CPU]],
    ["-top -cum -nodecount=10 -nodefraction=0.1", ["top", CPU, "--cum", "--nodecount=10", "--nodefraction=0.1"]],
    ["-top -lines -nodecount=12", ["top", CPU, "--granularity", "lines", "--nodecount", "12"]],
    ["-top -nodecount=10 -noinlines", ["top", CPU, "--nodecount=10", "--no-inlines"]],
    ["-top -nodecount=10 -sample_index=0", ["top", CPU, "--nodecount=10", "--sample-index=0"]],
    ["-top -nodecount=10 -unit=us", ["top", CPU, "--nodecount=10", "--unit=us"]],
    ["-top -nodecount=10 -ignore=insert|sort", ["top", CPU, "--nodecount=10", "--ignore=insert|sort"]],
    ["-tree -nodecount=12", ["tree", CPU, "--nodecount=12"]],
    ["-peek=insert|Mutex|chanrecv|fib", ["peek", CPU, "insert|Mutex|chanrecv|fib"]],
    [
      "-traces -focus=contend|producer|park|compress|sortWords",
      ["traces", CPU, "--focus=contend|producer|park|compress|sortWords"],
    ],
    [
      "-top -nodecount=12 -diff_base=cpu-2.pb.gz -normalize",
      ["top", CPU, "--nodecount=12", "--diff-base", join(PROFILES, "cpu-2.pb.gz"), "--normalize"],
    ],
    [
      "-list=main\\.\\(\\*tree\\)|main.consume|main.contend",
      ["list", CPU, "main\\.\\(\\*tree\\)|main.consume|main.contend", "--source-path", join(PROFILES, "words")],
    ],
  ])("pprof %s", async (question, args) => {
    const { code, stdout, stderr } = await runCli(args);
    expect([code, stderr]).toEqual([0, ""]);
    expect(withoutTime(stdout)).toBe(answer("cpu", question));
  });

  test("on standard input, compressed or not", async () => {
    const bytes = readFileSync(CPU);
    const fromGzip = await runCli(["top", "-"], bytes);
    expect(withoutTime(fromGzip.stdout)).toBe(answer("cpu", "-top"));
    expect(await runCli(["top", "-"], gunzipSync(bytes))).toEqual(fromGzip);
  });

  test("say on standard error which filter matched nothing", async () => {
    const { code, stdout, stderr } = await runCli(["top", CPU, "--nodecount=10", "--focus=no_such_function"]);
    expect([code, stderr]).toEqual([0, "gopherscope: --focus matched nothing\n"]);
    expect(withoutTime(stdout)).toBe(answer("cpu", "-top -nodecount=10 -focus=no_such_function"));
  });

  test("flags before an expression are Go's", async () => {
    const lower = await runCli(["top", CPU, "--focus=main\\.\\(\\*tree\\)"]);
    const upper = await runCli(["top", CPU, "--focus=(?i)MAIN\\.\\(\\*TREE\\)"]);
    const rows = (text: string): string => text.slice(text.indexOf("Showing"));
    expect(rows(upper.stdout)).toBe(rows(lower.stdout));
    expect(rows(upper.stdout)).toContain("main.(*tree).insert");
  });

  test("a list names files as they are looked for under the source path", async () => {
    const made = profileOf([{ stack: "work main", values: [5e6] }]);
    const far = made.functions.map((fn) => ({ ...fn, file: `/far/away/code/${fn.file}` }));
    const code = join(folder, "code");
    mkdirSync(code);
    writeFileSync(join(code, "work.go"), Array.from({ length: 12 }, (_, i) => `line ${i + 1}\n`).join(""));
    const bytes = encodePprof({ ...made, functions: far });
    const { code: exit, stdout } = await runCli(["list", "-", "^work$", "--source-path", code], bytes);
    expect(exit).toBe(0);
    expect(stdout).toContain("ROUTINE ======================== work in work.go\n");
    expect(stdout).toContain("       5ms        5ms     10:line 10\n");
  });

  test("a list without its source says which file is missing", async () => {
    const { code, stdout } = await runCli(["list", CPU, "insert", "--source-path", folder]);
    expect(code).toBe(0);
    expect(stdout).toContain(` Error: could not find file main.go on path ${folder}\n`);
  });
});

describe("profiles of a trace", () => {
  test("written to a file, to standard output, and reported at once, they are the same", async () => {
    const file = join(folder, "sync.pb.gz");
    expect(await runCli(["profile", TRACE, "--type", "sync", "-o", file])).toEqual({ code: 0, stdout: "", stderr: "" });
    const direct = await runCli(["top", TRACE, "--type", "sync"]);
    expect(await runCli(["top", file])).toEqual(direct);
    expect(direct.stdout).toMatch(/^Trace: channels-1\.27\.trace \(go 1\.26\), sync\nType: delay\n/);
    expect(direct.stdout).toContain("runtime.chanrecv");

    const result = decodePprof(new Uint8Array(gunzipSync(readFileSync(file))));
    expect(result).toMatchObject({ ok: true, profile: { sampleTypes: [{ type: "contentions" }, { type: "delay" }] } });
  });

  test.each(["--pprof=sync", "-pprof=sync"])("%s is understood, as go tool trace has it", async (spelling) => {
    // Text of bytes: enough to see that it is gzip, and that nothing else was printed.
    const { code, stdout, stderr } = await runCli([spelling, TRACE]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^\u001f/);
  });

  test("of a part of it", async () => {
    const total = async (...args: string[]): Promise<string> => {
      const { code, stdout, stderr } = await runCli(["top", TRACE, "--type", "sched", "--unit", "ns", ...args]);
      expect([code, stderr]).toEqual([0, ""]);
      return / of (\S+) total/.exec(stdout)![1]!;
    };
    const whole = Number.parseInt(await total(), 10);
    const early = Number.parseInt(await total("--to", "100us"), 10);
    const late = Number.parseInt(await total("--from", "0.1ms"), 10);
    expect(early + late).toBe(whole);
    expect(early).toBeGreaterThan(0);
    expect(late).toBeGreaterThan(0);
    const main = Number.parseInt(await total("--name", "main.main"), 10);
    expect(Number.parseInt(await total("--goroutine", "1"), 10)).toBe(main);
    expect(main).toBeLessThan(whole);
  });

  test("of a task: what its goroutines did while it lasted", async () => {
    const { stdout } = await runCli(["report", "--json", "testdata/sample.trace.gz"]);
    interface Task {
      readonly id: number;
      readonly start_ns: number;
      readonly end_ns?: number;
      readonly goroutines: number;
      readonly children: number;
    }
    const { tasks } = JSON.parse(stdout) as { tasks: readonly Task[] };
    const task = tasks.find((each) => each.end_ns !== undefined && each.goroutines === 1 && each.children === 0)!;
    const top = await runCli(["top", "testdata/sample.trace.gz", "--type=wall", "--unit=ns", `--task=${task.id}`]);
    expect(top).toMatchObject({ code: 0, stderr: "" });
    expect(top.stdout).toContain(` of ${task.end_ns! - task.start_ns}ns total\n`);
  });

  test("split by what goroutines waited for", async () => {
    const { code, stdout } = await runCli(["top", TRACE, "--type=wall", "--split=reason", "--cum", "--nodefraction=0"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/ {2}blocked: chan receive\n/);
    expect(stdout).toMatch(/ {2}running\n/);
  });

  test("a part that is not there is told", async () => {
    const fails = async (...args: string[]): Promise<string> => {
      const { code, stdout, stderr } = await runCli(["top", TRACE, "--type", "sched", ...args]);
      expect([code, stdout]).toEqual([1, ""]);
      return stderr;
    };
    expect(await fails("--goroutine", "987654")).toBe("gopherscope: the trace holds no goroutine 987654\n");
    expect(await fails("--name", "main.nobody")).toContain("no goroutine started in main.nobody");
    expect(await fails("--task", "77")).toContain("no task 77");
    expect(await fails("--region", "nowhere")).toContain("no region nowhere");
    expect(await fails("--from", "1h")).toContain("no time lies between");
  });
});

describe("what is no profile", () => {
  test.each([
    [["top", "package.json"], "is JSON, not a pprof profile"],
    [["top", TRACE], "is an execution trace: --type net|sync|syscall|sched|cpu|wall says which of its profiles"],
    [["top", CPU, "--type", "net"], "a pprof profile"],
    [["top", "no-such-file"], "no such file"],
    [["peek", CPU, "no_such_function"], "no function matches"],
    [["list", CPU, "no_such_function"], "no function matches"],
    [["top", CPU, "--base", join(PROFILES, "heap.pb.gz")], "no sample type in common"],
  ])("%j: 1", async (args, message) => {
    const { code, stdout, stderr } = await runCli(args);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toContain(message);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });

  test("a profile that is cut off says where", async () => {
    const bytes = gunzipSync(readFileSync(CPU));
    const { code, stderr } = await runCli(["top", "-"], bytes.subarray(0, 400));
    expect(code).toBe(1);
    expect(stderr).toMatch(/^gopherscope: standard input: .*, at byte \d+\n$/);
  });

  test.each([
    [["profile", TRACE]],
    [["profile", TRACE, "--type", "nonsense"]],
    [["top"]],
    [["peek", CPU]],
    [["top", CPU, "--focus", "("]],
    [["top", CPU, "--nodefraction", "2"]],
    [["top", CPU, "--nodecount", "-1"]],
    [["top", CPU, "--granularity", "words"]],
    [["top", CPU, "--sample-index", "9"]],
    [["top", TRACE, "--type", "net", "--goroutine", "x"]],
  ])("wrong usage, %j: 2", async (args) => {
    const { code, stdout, stderr } = await runCli(args);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^gopherscope: /);
  });
});

test("names from a profile do not steer the terminal", async () => {
  const { code, stdout } = await runCli(["traces", "testdata/traces/hostile-text-1.27.trace", "--type", "sched"]);
  expect(code).toBe(0);
  expect(stdout).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
});
