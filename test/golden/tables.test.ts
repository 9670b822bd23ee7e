/** Lists of goroutines and regions hold the times of Go's own summary, for every recorded trace. */
import { describe, expect, test } from "vitest";
import { goroutineList } from "../../src/analysis/goroutine-list.ts";
import { regionDuration, regionList } from "../../src/analysis/regions.ts";
import { taskIndex } from "../../src/analysis/task-index.ts";
import { taskTypes } from "../../src/analysis/tasks.ts";
import { timeIndex, type TimeColumn } from "../../src/analysis/time-columns.ts";
import { wholeTrace } from "../../src/model/scope.ts";
import { answerOf, bytesOf, goldenTraces } from "../support/answers.ts";
import { loadBytes } from "../support/loaded-trace.ts";

interface Account {
  readonly exec_ns: number;
  readonly sched_wait_ns: number;
  readonly syscall_ns: number;
  readonly syscall_block_ns: number;
  readonly block_ns: Readonly<Record<string, number>>;
  readonly range_ns: Readonly<Record<string, number>>;
  readonly total_ns: number;
}

interface GoroutineAnswer extends Account {
  readonly id: number;
  readonly regions?: readonly (Account & { readonly name: string })[];
}

interface TaskAnswer {
  readonly id: number;
  readonly name: string;
  readonly complete: boolean;
}

/** One that has something of each kind of time, with regions and tasks; and every version of Go. */
const TRACES = goldenTraces().filter((golden) => {
  return (
    !("partial_error" in answerOf(golden)) && /gc-|network|tasks|annotations|syscall|files|cgo|sample/.test(golden.name)
  );
});

describe("tables", () => {
  test("are held against something", () => expect(TRACES.length).toBeGreaterThan(15));

  test.each(TRACES)("of $name", async (golden) => {
    const trace = await loadBytes(bytesOf(golden));
    const answer = answerOf(golden) as unknown as {
      goroutines: readonly GoroutineAnswer[];
      tasks: readonly TaskAnswer[];
    };
    const index = timeIndex(trace);
    const scope = wholeTrace(trace);

    const list = goroutineList(trace, index, scope);
    // An id that came to life again: Go tells of the last life.
    const rows = new Map([...list.goroutine].map((goroutine, i) => [trace.symbols.goroutines.number(goroutine), i]));
    for (const want of answer.goroutines) {
      const i = rows.get(want.id);
      if (i === undefined) expect(want.total_ns).toBe(0);
      else expect(spent(list, i), `goroutine ${want.id}`).toEqual({ ...wanted(want), lifetime: want.total_ns });
    }

    const regions = regionList(trace, index, scope);
    const named = answer.goroutines.flatMap((g) => (g.regions ?? []).filter(({ name }) => name !== ""));
    expect(regions.length).toBe(named.length);
    const times = Array.from({ length: regions.length }, (_, i) => JSON.stringify(sorted(spent(regions, i))));
    expect(times.toSorted()).toEqual(named.map((want) => JSON.stringify(sorted(wanted(want)))).toSorted());
    for (const region of regions.region) expect(regionDuration(trace, region)).not.toBeLessThan(0);

    const types = taskTypes(trace, taskIndex(trace), scope);
    expect(Object.fromEntries(types.map(({ name, count, complete }) => [name, [count, complete]]))).toEqual(
      countTasks(answer.tasks),
    );
  });
});

interface Columns {
  readonly columns: readonly TimeColumn[];
  readonly times: readonly Float64Array[];
  readonly lifetime?: Float64Array;
}

type Times = Readonly<Record<string, number>>;

/** What is not zero. */
function spent({ columns, times, lifetime }: Columns, row: number): Times {
  const cells = columns.map(({ kind, name }, column) => [`${kind} ${name}`, times[column]![row]!] as const);
  return Object.fromEntries([
    ...cells.filter(([, ns]) => ns !== 0),
    ...(lifetime === undefined ? [] : [["lifetime", lifetime[row]!] as const]),
  ]);
}

function wanted(account: Account): Times {
  const all: Times = {
    "state running": account.exec_ns,
    "state runnable": account.sched_wait_ns,
    "state syscall": account.syscall_ns,
    "state syscall, blocked": account.syscall_block_ns,
    ...Object.fromEntries(Object.entries(account.block_ns).map(([reason, ns]) => [`blocked ${reason}`, ns])),
    ...Object.fromEntries(Object.entries(account.range_ns).map(([name, ns]) => [`range ${name}`, ns])),
  };
  return Object.fromEntries(Object.entries(all).filter(([, ns]) => ns !== 0));
}

function sorted(times: Times): readonly (readonly [string, number])[] {
  return Object.entries(times).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function countTasks(tasks: readonly TaskAnswer[]): Readonly<Record<string, readonly [number, number]>> {
  const counts: Record<string, [number, number]> = {};
  for (const { id, name, complete } of tasks) {
    // What belongs to no task.
    if (id === 0) continue;
    const count = (counts[name] ??= [0, 0]);
    count[0]++;
    if (complete) count[1]++;
  }
  return counts;
}
