/** The commands that answer with tables, as users run them. */
import { describe, expect, test } from "vitest";
import { runCli } from "../support/cli.ts";

const TRACE = "testdata/traces/gc-1.27.trace";
const TASKS = "testdata/traces/tasks-1.27.trace";
const HTTP = "testdata/sample.trace.gz";

type Row = Readonly<Record<string, string | number | null>>;

async function json(...args: readonly string[]): Promise<Record<string, readonly Row[]>> {
  const { code, stdout, stderr } = await runCli([...args, "--json"]);
  expect([code, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout) as Record<string, readonly Row[]>;
}

/** The main table of each command, a column of it, and a window that leaves some of it out. */
const COMMANDS: readonly (readonly [command: string, trace: string, table: string, column: string, to: string])[] = [
  ["overview", TRACE, "times", "ns", "20ms"],
  ["goroutines", TRACE, "groups", "running_total_ns", "20ms"],
  ["scheduler", TRACE, "latency", "latency_p99_ns", "20ms"],
  ["tasks", TASKS, "types", "duration_total_ns", "2ms"],
  ["regions", TASKS, "types", "duration_p50_ns", "2ms"],
  ["mmu", TRACE, "mmu", "mmu", "20ms"],
  ["gc", TRACE, "cycles", "mark_ns", "20ms"],
];

describe("a command", () => {
  test.each(COMMANDS)(
    "%s says the same to a person, a program and a spreadsheet",
    async (command, trace, table, column, to) => {
      const rows = (await json(command, trace))[table]!;
      expect(rows.length).toBeGreaterThan(3);
      expect(typeof rows[0]![column]).toBe("number");
      const csv = await runCli([command, trace, "--csv"]);
      const lines = csv.stdout.trimEnd().split("\r\n");
      expect(lines[0]!.split(",")).toEqual(Object.keys(rows[0]!));
      expect(lines).toHaveLength(rows.length + 1);
      const person = await runCli([command, trace, "--limit", "2"]);
      expect(person.code).toBe(0);
      expect(person.stdout).toContain(" more (--limit)\n");
      const part = (await json(command, trace, "--to", to))[table]!;
      expect(part.length).toBeGreaterThan(0);
      expect(part).not.toEqual(rows);
    },
  );
});

describe("a scope", () => {
  const total = (rows: readonly Row[]): number => rows.reduce((sum, row) => sum + Number(row["lifetime_total_ns"]), 0);

  test("of goroutines by name, with a star or without", async () => {
    const { groups } = await json("goroutines", HTTP, "--name", "net/http.(*conn).serve");
    expect(groups!.map(({ name }) => name)).toEqual(["net/http.(*conn).serve"]);
    const starred = await json("goroutines", HTTP, "--name", "net/http.*");
    expect(starred["groups"]!.length).toBeGreaterThan(3);
    expect(starred["groups"]!.every(({ name }) => String(name).startsWith("net/http."))).toBe(true);
  });

  test("cut in two adds up", async () => {
    const [a, b, whole] = await Promise.all([
      json("goroutines", TRACE, "--to", "10ms"),
      json("goroutines", TRACE, "--from", "10ms"),
      json("goroutines", TRACE),
    ]);
    expect(total(a["groups"]!) + total(b["groups"]!)).toBeCloseTo(total(whole["groups"]!), 3);
  });

  test("of a task or a region is what did something for it", async () => {
    const { goroutines } = await json("goroutines", TASKS, "--task", "2", "--list");
    // The task's own, and two for each of its three subtasks.
    expect(goroutines).toHaveLength(7);
    const [task] = (await json("tasks", TASKS, "--list", "--type", "make breakfast"))["tasks"]!;
    for (const row of goroutines!) expect(Number(row["lifetime_ns"])).toBeLessThanOrEqual(Number(task!["ns"]));
    const { groups } = await json("goroutines", TASKS, "--region", "find a towel");
    expect(groups!.map(({ name }) => name)).toEqual(["main.main.func2"]);
  });

  test.each([
    [["--name", "main.nobody"], "the trace holds no goroutine started in main.nobody"],
    [["--task", "424242"], "the trace holds no task 424242"],
    [["--from", "1h"], "no time lies between"],
    [["--cycle", "999"], "the trace holds no GC cycle 999"],
  ])("that holds nothing says so: %j", async (options, message) => {
    const { code, stdout, stderr } = await runCli(["goroutines", TRACE, ...options]);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toContain(message);
  });
});

describe("details", () => {
  test("of a goroutine and of a task", async () => {
    const { goroutines } = await json("goroutines", TRACE, "--list", "--sort", "lifetime_ns", "--limit", "1");
    const told = await json("goroutines", TRACE, "--goroutine", String(goroutines![0]!["id"]), "--detail");
    expect(Object.keys(told)).toEqual(expect.arrayContaining(["times", "wakers", "related", "regions", "spans"]));
    const spans = told["spans"]!.reduce((sum, row) => sum + Number(row["ns"]), 0);
    expect(spans).toBeCloseTo(Number(goroutines![0]!["lifetime_ns"]), 3);
    const task = await json("tasks", TASKS, "--task", "2", "--detail");
    expect(task["events"]!.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["task begins", "task ends"]));
  });

  test("of who woke a goroutine from where, and how times are spread", async () => {
    const { groups } = await json("goroutines", HTTP, "--sort", "running_total_ns", "--limit", "1");
    const { goroutines } = await json(
      "goroutines",
      HTTP,
      "--name",
      String(groups![0]!["name"]),
      "--list",
      "--limit",
      "1",
    );
    const told = await json("goroutines", HTTP, "--goroutine", String(goroutines![0]!["id"]), "--detail");
    const sum = (rows: readonly Row[] | undefined): number => rows!.reduce((all, { count }) => all + Number(count), 0);
    const byGoroutines = told["wakings"]!.filter(({ goroutine }) => goroutine !== "the runtime");
    expect(sum(byGoroutines)).toBe(sum(told["wakers"]));
    expect(sum(told["wakings"])).toBeGreaterThan(0);
    const { histogram } = await json("goroutines", HTTP, "--spread");
    expect(sum(histogram!.filter(({ name }) => name === "lifetime"))).toBe(
      sum((await json("goroutines", HTTP))["groups"]),
    );
  });

  test("of one GC cycle, by its number, in every command", async () => {
    const { cycles } = await json("gc", TRACE);
    const second = await json("gc", TRACE, "--cycle", "2");
    expect(second["cycles"]!.some(({ number }) => number === 2)).toBe(true);
    expect(second["cycles"]!.length).toBeLessThan(cycles!.length);
    const { goroutines } = await json("goroutines", TRACE, "--cycle", "2", "--list");
    const { mark_ns: markNs } = cycles!.find(({ number }) => number === 2)!;
    const longest = Math.max(...goroutines!.map((row) => Number(row["lifetime_ns"])));
    expect(longest).toBeGreaterThanOrEqual(Number(markNs));
  });

  test("of windows with little for the program", async () => {
    const { worst, mmu } = await json("mmu", TRACE, "--window", "100us");
    expect(worst).toHaveLength(10);
    expect(worst![0]!["utilization"]).toBeCloseTo(Number(mmu![0]!["mmu"]), 9);
  });

  test.each([
    [["goroutines", TRACE, "--detail"]],
    [["tasks", TRACE, "--detail"]],
    [["tasks", TRACE, "--cycle", "0"]],
    [["gc", TRACE, "--json", "--csv"]],
    [["gc", TRACE, "--table", "nothing"]],
    [["gc", TRACE, "--sort", "nothing"]],
    [["mmu", TRACE, "--count", "everything"]],
    [["scheduler", TRACE, "--parts", "0"]],
  ])("asked for wrongly: 2, %j", async (args) => {
    const { code, stdout } = await runCli(args);
    expect([code, stdout]).toEqual([2, ""]);
  });
});
