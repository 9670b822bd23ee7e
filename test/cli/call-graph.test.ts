import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { runCli } from "../support/cli.ts";
import { PROFILES } from "../support/pprof.ts";

const CPU = join(PROFILES, "cpu.pb.gz");
const TRACE = "testdata/traces/channels-1.27.trace";

describe("the call graph", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "gopherscope-graph-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(["tree", "top"])("of a pprof file, as %s --svg writes it", async (command) => {
    const { code, stdout } = await runCli([command, "--svg", CPU]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^<\?xml [^]*<\/svg>\s*$/u);
    expect(stdout).toContain("main");
  });

  test("in Graphviz' language is the one that pprof writes", async () => {
    const answer = readFileSync(join(PROFILES, "graphs/cpu.txt"), "utf8").split(/^\$ /m)[2]!;
    expect(answer.startsWith("-dot -nodecount=8\n")).toBe(true);
    const { code, stdout } = await runCli(["tree", "--dot", "--nodecount", "8", CPU]);
    expect(code).toBe(0);
    const ofNodes = (text: string): readonly string[] => text.split("\n").filter((line) => line.startsWith("N"));
    expect(ofNodes(stdout)).toEqual(ofNodes(answer));
  });

  test("of a trace goes into the file that is asked for", async () => {
    const file = join(folder, "sync.svg");
    const { code, stdout } = await runCli(["tree", "--svg", "--type", "sync", "-o", file, TRACE]);
    expect([code, stdout]).toEqual([0, ""]);
    expect(readFileSync(file, "utf8")).toContain("</svg>");
  });

  test("a file that cannot be written, and one for a table, are told of", async () => {
    const nowhere = await runCli(["tree", "--svg", CPU, "-o", join(folder, "no/such/folder.svg")]);
    expect(nowhere.code).toBe(1);
    expect(nowhere.stderr).toContain("cannot be written (ENOENT)");
    const table = await runCli(["tree", CPU, "-o", join(folder, "tree.txt")]);
    expect(table.code).toBe(2);
    expect(table.stderr).toContain("-o is for --svg and --dot");
  });
});
