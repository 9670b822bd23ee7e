import { gcCycles } from "../../analysis/gc-cycles.ts";
import { goroutineGroups } from "../../analysis/goroutine-groups.ts";
import { goroutineListSteps, type GoroutineList } from "../../analysis/goroutine-list.ts";
import type { UtilizationFlags } from "../../analysis/mmu/gc-busy.ts";
import { clipToScope, mmuPoint, worstWindows, type MmuPoint, type WorstWindow } from "../../analysis/mmu/mmu.ts";
import { mutatorUtilization, type Utilization } from "../../analysis/mmu/utilization.ts";
import { regionList } from "../../analysis/regions.ts";
import { tasksInScope } from "../../analysis/tasks.ts";
import { procUtilization } from "../../analysis/proc-utilization.ts";
import { schedulingLatency } from "../../analysis/scheduling-latency.ts";
import { worldStops } from "../../analysis/world-stops.ts";
import { tableCsv, tableMarkdown, tableTsv, type ResultTable } from "../../export/result-table.ts";
import { cycleTable, stopTable } from "../../export/tables/gc-tables.ts";
import { goroutineTable, groupTable } from "../../export/tables/goroutine-tables.ts";
import { latencyTable, procTable } from "../../export/tables/scheduler-tables.ts";
import { regionTable, taskTable } from "../../export/tables/task-tables.ts";
import { inOneGo, type Steps } from "../../base/steps.ts";
import type { Timeline } from "../../timeline/timeline.ts";
import type { TraceOverview } from "../../analysis/overview.ts";
import { overviewTable } from "../../export/tables/overview-tables.ts";
import { computeOverview, overviewReport } from "./overview-report.ts";
import type { ScopeOverview } from "./overview-types.ts";
import type { Answers } from "../questions.ts";
import type { Indexes } from "./indexes.ts";
import { gcReport } from "./gc-report.ts";
import { goroutineSpread, passing } from "./goroutine-spread.ts";
import { creationRows, goroutinePage, groupReport, orderRows } from "./goroutine-report.ts";
import { listColumns, type ListColumns } from "./list-columns.ts";
import { listRegions, orderRegions, regionPage, regionReport, type ListedRegions } from "./region-report.ts";
import { schedulerReport } from "./scheduler-report.ts";
import { Recent } from "./recent.ts";
import { orderTasks, taskPage, taskReport } from "./task-report.ts";
import { scopeKey, scopeOf } from "./scope.ts";
import type {
  Analyses,
  CsvTable,
  GcReport,
  CreationRow,
  GoroutineFilter,
  GoroutinePage,
  GoroutineSpread,
  GroupReport,
  RegionChoice,
  RegionPage,
  RegionReport,
  RowOrder,
  SchedulerReport,
  TableFormat,
  ScopeRequest,
  TaskChoice,
  TaskPage,
  TaskReport,
} from "./types.ts";

/** Enough to go to and fro between a few scopes; lists take memory by goroutine. */
const REPORTS = 16;
const LISTS = 2;
const POINTS = 1000;

const EVERY: GoroutineFilter = { brackets: [] };

const FORMATS: Readonly<Record<TableFormat, (table: ResultTable) => Iterable<string>>> = {
  csv: tableCsv,
  tsv: tableTsv,
  markdown: tableMarkdown,
};

/** The analyses of one trace; results are kept by scope. */
export class TraceAnalyses implements Answers<Analyses> {
  readonly #timeline: Timeline;
  readonly #overviews = new Recent<TraceOverview>(REPORTS);
  readonly #indexes: Indexes;
  readonly #gc = new Recent<GcReport>(REPORTS);
  readonly #groups = new Recent<GroupReport>(REPORTS);
  readonly #scheduler = new Recent<SchedulerReport>(REPORTS);
  readonly #tasks = new Recent<TaskReport>(REPORTS);
  readonly #taskOrders = new Recent<readonly number[]>(LISTS);
  readonly #regions = new Recent<RegionReport>(REPORTS);
  readonly #regionLists = new Recent<ListedRegions>(LISTS);
  readonly #regionOrders = new Recent<Uint32Array>(LISTS);
  readonly #lists = new Recent<GoroutineList>(LISTS);
  readonly #columns = new Recent<ListColumns>(LISTS);
  readonly #orders = new Recent<Uint32Array>(LISTS);
  readonly #passed = new Recent<Uint32Array>(LISTS);
  readonly #spreads = new Recent<GoroutineSpread>(REPORTS);
  readonly #creations = new Recent<readonly CreationRow[]>(REPORTS);
  /** By flags. */
  readonly #wholeUtilizations = new Recent<readonly Utilization[]>(LISTS);
  readonly #utilizations = new Recent<readonly Utilization[]>(LISTS);
  readonly #points = new Recent<MmuPoint>(POINTS);

  constructor(timeline: Timeline, indexes: Indexes) {
    this.#timeline = timeline;
    this.#indexes = indexes;
  }

  *scopeOverview(request: ScopeRequest): Steps<ScopeOverview> {
    return overviewReport(this.#timeline, this.#indexes.times(), yield* this.#overview(request));
  }

  gc(request: ScopeRequest): GcReport {
    return this.#gc.get(scopeKey(request), () => gcReport(this.#timeline.trace, scopeOf(this.#timeline, request)));
  }

  goroutineGroups(request: ScopeRequest): Steps<GroupReport> {
    return this.#groups.steps(scopeKey(request), () =>
      groupReport(this.#timeline, this.#indexes.times(), scopeOf(this.#timeline, request)),
    );
  }

  *goroutineRows(
    request: ScopeRequest,
    order: RowOrder,
    first: number,
    count: number,
    filter: GoroutineFilter = EVERY,
  ): Steps<GoroutinePage> {
    const { trace } = this.#timeline;
    const key = `${scopeKey(request)} ${order.by} ${order.descending}`;
    const list = yield* this.#list(request);
    const times = this.#indexes.times();
    const rows = this.#orders.get(key, () => orderRows(trace, times, list, order));
    yield;
    const passed = this.#passed.get(`${key} ${JSON.stringify(filter)}`, () =>
      passing(trace, times, list, rows, filter),
    );
    return goroutinePage(trace, list, this.#listColumns(request, list), passed, first, count);
  }

  *goroutineSpread(request: ScopeRequest, filter: GoroutineFilter): Steps<GoroutineSpread> {
    const list = yield* this.#list(request);
    const columns = this.#listColumns(request, list);
    yield;
    return this.#spreads.get(`${scopeKey(request)} ${JSON.stringify(filter)}`, () =>
      goroutineSpread(this.#timeline.trace, this.#indexes.times(), list, columns, filter),
    );
  }

  creationStacks(request: ScopeRequest): readonly CreationRow[] {
    return this.#creations.get(scopeKey(request), () =>
      creationRows(this.#timeline.trace, scopeOf(this.#timeline, request)),
    );
  }

  *mmu(
    request: ScopeRequest,
    flags: UtilizationFlags,
    windows: readonly number[],
    shares: readonly number[],
  ): Steps<readonly MmuPoint[]> {
    const key = `${windowKey(request)} ${JSON.stringify(flags)} ${shares.join()}`;
    const points: MmuPoint[] = [];
    for (const windowNs of windows) {
      const compute = (): MmuPoint => mmuPoint(this.#utilization(request, flags), windowNs, shares);
      points.push(this.#points.get(`${key} ${windowNs}`, compute));
      yield;
    }
    return points;
  }

  worstWindows(request: ScopeRequest, flags: UtilizationFlags, windowNs: number): readonly WorstWindow[] {
    return worstWindows(this.#utilization(request, flags), windowNs);
  }

  scheduler(request: ScopeRequest): Steps<SchedulerReport> {
    return this.#scheduler.steps(scopeKey(request), () =>
      schedulerReport(this.#timeline, scopeOf(this.#timeline, request)),
    );
  }

  tasks(request: ScopeRequest): Steps<TaskReport> {
    return this.#tasks.steps(scopeKey(request), () =>
      taskReport(this.#timeline.trace, this.#indexes.tasks(), scopeOf(this.#timeline, request)),
    );
  }

  *taskRows(request: ScopeRequest, choice: TaskChoice, order: RowOrder, first: number, count: number): Steps<TaskPage> {
    const { trace } = this.#timeline;
    const key = `${scopeKey(request)} ${JSON.stringify(choice)} ${order.by} ${order.descending}`;
    const rows = yield* this.#taskOrders.steps(key, () =>
      orderTasks(trace, this.#indexes.tasks(), scopeOf(this.#timeline, request), choice, order),
    );
    return taskPage(trace, rows, first, count);
  }

  regions(request: ScopeRequest): Steps<RegionReport> {
    return this.#regions.steps(scopeKey(request), () =>
      regionReport(this.#timeline.trace, scopeOf(this.#timeline, request)),
    );
  }

  *regionRows(
    request: ScopeRequest,
    choice: RegionChoice,
    order: RowOrder,
    first: number,
    count: number,
  ): Steps<RegionPage> {
    const { trace } = this.#timeline;
    const times = this.#indexes.times();
    const key = `${scopeKey(request)} ${JSON.stringify(choice)}`;
    const list = yield* this.#regionLists.steps(key, () =>
      listRegions(trace, times, scopeOf(this.#timeline, request), choice),
    );
    const rows = this.#regionOrders.get(`${key} ${order.by} ${order.descending}`, () =>
      orderRegions(trace, list, order),
    );
    return regionPage(trace, list, rows, first, count);
  }

  csv(table: CsvTable, request: ScopeRequest, format: TableFormat = "csv"): string {
    return [...FORMATS[format](this.#table(table, request))].join("");
  }

  #table(table: CsvTable, request: ScopeRequest): ResultTable {
    const { trace } = this.#timeline;
    const scope = scopeOf(this.#timeline, request);
    switch (table) {
      case "regions":
        return regionTable(trace, regionList(trace, this.#indexes.times(), scope));
      case "cycles":
        return cycleTable(gcCycles(trace, scope));
      case "stops":
        return stopTable(trace, worldStops(trace, scope));
      case "groups":
        return groupTable(goroutineGroups(trace, this.#indexes.times(), scope));
      case "goroutines":
        return goroutineTable(trace, inOneGo(this.#list(request)));
      case "tasks":
        return taskTable(trace, tasksInScope(trace, this.#indexes.tasks(), scope));
      case "latency":
        return latencyTable(schedulingLatency(trace, scope));
      case "times":
      case "facts":
        return overviewTable(trace, inOneGo(this.#overview(request)), table);
      case "procs":
        return procTable(trace, procUtilization(trace, scope));
    }
  }

  #overview(request: ScopeRequest): Steps<TraceOverview> {
    return this.#overviews.steps(scopeKey(request), () =>
      computeOverview(this.#timeline, this.#indexes.times(), scopeOf(this.#timeline, request)),
    );
  }

  #listColumns(request: ScopeRequest, list: GoroutineList): ListColumns {
    return this.#columns.get(scopeKey(request), () => listColumns(this.#indexes.times(), list));
  }

  #list(request: ScopeRequest): Steps<GoroutineList> {
    return this.#lists.steps(scopeKey(request), () =>
      goroutineListSteps(this.#timeline.trace, this.#indexes.times(), scopeOf(this.#timeline, request)),
    );
  }

  #utilization(request: ScopeRequest, flags: UtilizationFlags): readonly Utilization[] {
    const key = JSON.stringify(flags);
    return this.#utilizations.get(`${windowKey(request)} ${key}`, () => {
      const whole = this.#wholeUtilizations.get(key, () => mutatorUtilization(this.#timeline.trace, flags));
      return clipToScope(whole, scopeOf(this.#timeline, request));
    });
  }
}

/** Procs are the same whoever is looked at. */
function windowKey({ from, to }: ScopeRequest): string {
  return `${from} ${to}`;
}
