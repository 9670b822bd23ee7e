/** A task with a subtask, that two goroutines work for, one of them in a region; and regions of the same name elsewhere. */
import { describe, expect, test } from "vitest";
import { regionList, regionTypes } from "../../src/analysis/regions.ts";
import { goroutinesOfTasks, withSubtasks } from "../../src/analysis/scope.ts";
import { taskAccount, taskEvents } from "../../src/analysis/task-account.ts";
import { taskIndex } from "../../src/analysis/task-index.ts";
import { tasksInScope, taskTypes, type TaskFilter } from "../../src/analysis/tasks.ts";
import { timeIndex } from "../../src/analysis/time-columns.ts";
import { wholeTrace } from "../../src/model/scope.ts";
import type { Trace } from "../../src/model/trace.ts";
import { loadText } from "../support/loaded-trace.ts";

const START = "runtime/trace.StartRegion annotation.go:1";
const STORY = `
  go 1.26
  generation 1 @1000
    thread 0
      ProcStatus p=0 status=running
      GoStatusStack g=1 m=0 status=running stack="main.main main.go:9"
      @1010 UserTaskBegin task=5 parent=0 name="order" stack="main.main main.go:10"
      @1020 UserRegionBegin task=5 name="pay" stack="${START} < main.order main.go:20 < main.main main.go:9"
      @1030 GoBlock "chan receive" "main.order main.go:21"
      @1045 GoStart g=1 seq=2
      @1060 UserRegionEnd task=5 name="pay" stack=none
      @1065 UserLog task=5 key="cart" value="two apples" stack=none
      @1070 UserTaskEnd task=5 stack=none
      @1080 UserRegionBegin task=0 name="pay" stack="${START} < main.refund main.go:40"
      @1082 UserRegionEnd task=0 name="pay" stack=none
      @1085 UserTaskBegin task=7 parent=0 name="order" stack=none
    thread 1
      @1003 ProcStatus p=1 status=running
      GoStatusStack g=2 m=1 status=running stack="main.worker main.go:30"
      @1025 UserTaskBegin task=6 parent=5 name="charge" stack="main.worker main.go:31"
      @1028 UserLog task=5 key="" value="charging" stack=none
      @1040 GoUnblock g=1 seq=1 stack="main.worker main.go:33"
      @1050 UserTaskEnd task=6 stack=none
      @1090 UserRegionBegin task=0 name="rest" stack="main.worker main.go:35"
`;

const names = (trace: Trace, filter: TaskFilter): string[] =>
  tasksInScope(trace, taskIndex(trace), wholeTrace(trace), filter).map((task) => trace.symbols.tasks.text(task));

describe("tasks", () => {
  test("are told by type", async () => {
    const trace = await loadText(STORY);
    const rows = taskTypes(trace, taskIndex(trace), wholeTrace(trace));
    expect(rows).toMatchObject([
      { name: "order", count: 2, complete: 1, duration: { count: 1, total: 60 } },
      { name: "charge", count: 1, complete: 1, duration: { total: 25 } },
    ]);
  });

  test("are found by what is asked of them", async () => {
    const trace = await loadText(STORY);
    expect(names(trace, {})).toEqual(["5", "6", "7"]);
    expect(names(trace, { name: "order" })).toEqual(["5", "7"]);
    expect(names(trace, { complete: false })).toEqual(["7"]);
    expect(names(trace, { minNs: 25, maxNs: 25 })).toEqual(["6"]);
    expect(names(trace, { text: "apples" })).toEqual(["5"]);
    expect(names(trace, { text: "cart" })).toEqual(["5"]);
    expect(names(trace, { text: "pa" })).toEqual(["5"]);
    const worker = trace.symbols.goroutines.find(2, 0);
    const scope = { from: 0, to: 40, goroutines: new Set([worker]) };
    expect(tasksInScope(trace, taskIndex(trace), scope).map((task) => trace.symbols.tasks.text(task))).toEqual([
      "5",
      "6",
    ]);
  });

  test("are told with where their time went and what was done for them, in order", async () => {
    const trace = await loadText(STORY);
    const task = trace.symbols.tasks.find(5, 0);
    const account = taskAccount(trace, timeIndex(trace), taskIndex(trace), task);
    expect(account).toMatchObject({ from: 10, to: 70, isComplete: true, markNs: 0, stoppedNs: 0 });
    expect(account.children.map((child) => trace.symbols.tasks.text(child))).toEqual(["6"]);
    // The main goroutine all the time; the other only for the moment of its log.
    expect(account.goroutines.map(({ from, to }) => [from, to])).toEqual([
      [10, 70],
      [28, 28],
    ]);
    expect(account.times.map(({ column, ns }) => [column.name, ns])).toEqual([
      ["running", 45],
      ["runnable", 5],
      ["chan receive", 10],
    ]);
    expect(
      taskEvents(trace, taskIndex(trace), task).map(({ time, kind, text, category }) => [time, kind, text, category]),
    ).toEqual([
      [10, "task begins", "order", ""],
      [20, "region begins", "pay", ""],
      [28, "log", "charging", ""],
      [60, "region ends", "pay", ""],
      [65, "log", "two apples", "cart"],
      [70, "task ends", "order", ""],
    ]);
  });

  test("lead to their goroutines, with those of subtasks", async () => {
    const trace = await loadText(STORY);
    const family = withSubtasks(trace, trace.symbols.tasks.find(5, 0));
    expect([...family].map((task) => trace.symbols.tasks.text(task))).toEqual(["5", "6"]);
    const ids = [...goroutinesOfTasks(trace, family)].map((g) => trace.symbols.goroutines.text(g));
    expect(ids.toSorted()).toEqual(["1", "2"]);
  });
});

describe("regions", () => {
  test("of one name are told apart by the place of the program that starts them", async () => {
    const trace = await loadText(STORY);
    const rows = regionTypes(trace, wholeTrace(trace)).toSorted((a, b) => (a.frame?.line ?? 0) - (b.frame?.line ?? 0));
    expect(rows).toMatchObject([
      { name: "pay", frame: { function: "main.order", line: 20 }, count: 1, duration: { total: 40 } },
      { name: "rest", frame: { function: "main.worker", line: 35 }, count: 1, complete: 0 },
      { name: "pay", frame: { function: "main.refund", line: 40 }, count: 1, duration: { total: 2 } },
    ]);
    expect(regionTypes(trace, wholeTrace(trace), { name: "pay", minNs: 3 })).toHaveLength(1);
    expect(regionTypes(trace, { from: 0, to: 50 }).map(({ name }) => name)).toEqual(["pay"]);
  });

  test("are listed with where the time went", async () => {
    const trace = await loadText(STORY);
    const list = regionList(trace, timeIndex(trace), wholeTrace(trace), { name: "pay" });
    expect([...list.duration]).toEqual([40, 2]);
    const told = list.columns.map(({ name }, column) => [name, [...list.times[column]!]]);
    expect(told).toEqual([
      ["running", [25, 2]],
      ["runnable", [5, 0]],
      ["chan receive", [10, 0]],
    ]);
  });
});
