import { readFileSync } from "node:fs";

import { creationStacks } from "../../src/analysis/creation-stacks.ts";
import { goroutineAccount } from "../../src/analysis/goroutine-account.ts";
import { goroutineGroups } from "../../src/analysis/goroutine-groups.ts";
import { goroutineList } from "../../src/analysis/goroutine-list.ts";
import { gcCycles } from "../../src/analysis/gc-cycles.ts";
import { curveWindows, minimumUtilization, mmuPoint, utilizationInScope } from "../../src/analysis/mmu/mmu.ts";
import { procUtilization } from "../../src/analysis/proc-utilization.ts";
import { regionList, regionTypes } from "../../src/analysis/regions.ts";
import { schedulingLatency } from "../../src/analysis/scheduling-latency.ts";
import { statesOverTime } from "../../src/analysis/states-over-time.ts";
import { switches } from "../../src/analysis/switches.ts";
import { taskAccount, taskEvents } from "../../src/analysis/task-account.ts";
import { taskIndex } from "../../src/analysis/task-index.ts";
import { tasksInScope, taskTypes } from "../../src/analysis/tasks.ts";
import { timeIndex } from "../../src/analysis/time-columns.ts";
import type { GoroutineIndex } from "../../src/base/indices.ts";
import { inOneGo } from "../../src/base/steps.ts";
import { computeOverview } from "../../src/engine/analyses/overview-report.ts";
import { schedulerReport } from "../../src/engine/analyses/scheduler-report.ts";
import { orderRows } from "../../src/engine/analyses/goroutine-report.ts";
import { goroutineSpread } from "../../src/engine/analyses/goroutine-spread.ts";
import { listColumns } from "../../src/engine/analyses/list-columns.ts";
import { loadTrace } from "../../src/engine/load.ts";
import { Timeline } from "../../src/timeline/timeline.ts";
import type { Scope } from "../../src/model/scope.ts";

/**
 * What each analysis costs for a new scope: CPU time of the process in ms, the best of some rounds, since another
 * program on the machine takes of the wall clock. TRACE is the file; the sample if not given.
 */
const ROUNDS = 5;
const BUDGET_MS = 300;

const path = process.env["TRACE"] ?? "testdata/sample.trace.gz";

async function* once(): AsyncGenerator<Uint8Array> {
  yield readFileSync(path);
}

const loaded = await loadTrace(once());
if (!loaded.ok) throw new Error(`${path}: ${loaded.error.message}`);
const { trace } = loaded;
const timeline = new Timeline(trace);
const times = timeIndex(trace);
const tasks = taskIndex(trace);
const middle = trace.durationNs / 2;

const SCOPES: Readonly<Record<string, Scope>> = {
  whole: { from: 0, to: trace.durationNs },
  tenth: { from: middle, to: middle + trace.durationNs / 10 },
  "3 ms": { from: middle, to: middle + 3e6 },
  "every tenth goroutine": { from: 0, to: trace.durationNs, goroutines: everyTenth() },
};

const FLAGS = { stw: true, background: true, assist: true, sweep: true, perProc: false };

const ANALYSES: Readonly<Record<string, (scope: Scope) => unknown>> = {
  "goroutine groups": (scope) => goroutineGroups(trace, times, scope),
  "goroutine list": (scope) => goroutineList(trace, times, scope),
  "one goroutine": (scope) => goroutineAccount(trace, times, busiest(), scope),
  "goroutine list, sorted, spread": (scope) => {
    const list = goroutineList(trace, times, scope);
    orderRows(trace, times, list, { by: "t0", descending: true });
    return goroutineSpread(trace, times, list, listColumns(times, list), {
      brackets: [{ by: "lifetime", minNs: 1e3, belowNs: 1e9 }],
    });
  },
  "creation stacks": (scope) => creationStacks(trace, scope),
  "largest task": () => taskAccount(trace, times, tasks, largestTask()),
  "events of the largest task": () => taskEvents(trace, tasks, largestTask()),
  "tasks that mention a text": (scope) => tasksInScope(trace, tasks, scope, { text: "number 77" }),
  "scheduling latency": (scope) => schedulingLatency(trace, scope),
  procs: (scope) => procUtilization(trace, scope),
  switches: (scope) => switches(trace, scope),
  "states over time": (scope) => statesOverTime(trace, scope),
  "overview page": (scope) => inOneGo(computeOverview(timeline, times, scope)),
  "scheduler page": (scope) => inOneGo(schedulerReport(timeline, scope)),
  "task types": (scope) => taskTypes(trace, tasks, scope),
  "region types": (scope) => regionTypes(trace, scope),
  "region list": (scope) => regionList(trace, times, scope),
  "gc cycles": (scope) => gcCycles(trace, scope),
  utilization: (scope) => utilizationInScope(trace, FLAGS, scope),
  "mmu curve, 10 a decade": (scope) => {
    const utilizations = utilizationInScope(trace, FLAGS, scope);
    return curveWindows(scope.to - scope.from).map((ns) => minimumUtilization(utilizations, ns));
  },
  "mmu and 4 percentiles, one window": (scope) =>
    mmuPoint(utilizationInScope(trace, FLAGS, scope), 1e6, [0.001, 0.01, 0.05, 0.5]),
};

function everyTenth(): ReadonlySet<number> {
  return new Set(Array.from({ length: Math.ceil(trace.goroutines.length / 10) }, (_, i) => i * 10));
}

/** The task for which most was done; 0 where there is none. */
function largestTask(): number {
  const { regionCount, logCount, length } = trace.tasks;
  let best = 0;
  for (let task = 1; task < length; task++) {
    if (regionCount[task]! + logCount[task]! > regionCount[best]! + logCount[best]!) best = task;
  }
  return best;
}

/** The goroutine with the most spans. */
function busiest(): GoroutineIndex {
  const { spanOffsets, length } = trace.goroutines;
  let best = 0;
  for (let g = 1; g < length; g++) {
    if (spanOffsets[g + 1]! - spanOffsets[g]! > spanOffsets[best + 1]! - spanOffsets[best]!) best = g;
  }
  return best as GoroutineIndex;
}

function cpuMs(work: () => unknown): number {
  let best = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    globalThis.gc?.();
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}

console.log(`${path}: ${trace.eventCount} events, ${trace.spans.length} spans, ${trace.goroutines.length} goroutines`);
console.log(["ms of CPU".padEnd(36), ...Object.keys(SCOPES).map((name) => name.padStart(24))].join(""));
let worst = 0;
for (const [name, analyse] of Object.entries(ANALYSES)) {
  // A trace without tasks has no largest one.
  if (name.includes("largest task") && trace.tasks.length === 0) continue;
  const costs = Object.values(SCOPES).map((scope) => cpuMs(() => analyse(scope)));
  worst = Math.max(worst, ...costs);
  console.log([name.padEnd(36), ...costs.map((ms) => ms.toFixed(1).padStart(24))].join(""));
}
console.log(
  `ratio: the slowest takes ${(worst / BUDGET_MS).toFixed(2)} × the budget of ${BUDGET_MS} ms (which is for 5 M events)`,
);
