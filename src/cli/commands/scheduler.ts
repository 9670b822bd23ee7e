import { type Command, InvalidArgumentError } from "commander";

import { gomaxprocsOverTime, procUtilization } from "../../analysis/proc-utilization.ts";
import { schedulingLatency } from "../../analysis/scheduling-latency.ts";
import { statesOverTime } from "../../analysis/states-over-time.ts";
import { switches } from "../../analysis/switches.ts";
import {
  gomaxprocsTable,
  histogramTable,
  latencyOverTimeTable,
  latencyTable,
  longestWaitsTable,
  procTable,
  switchTable,
} from "../../export/tables/scheduler-tables.ts";
import { loadForCommand } from "../load.ts";
import { addScopeOptions, scopeFrom, type ScopeOptions } from "../scope-options.ts";
import { addTableFlags, printTables, type TableFlags } from "../table-output.ts";

interface SchedulerFlags extends ScopeOptions, TableFlags {
  readonly parts: number;
}

const PARTS = 20;

export function register(program: Command): void {
  const command = program
    .command("scheduler")
    .description("how long goroutines waited to run, and what procs did")
    .argument("<trace>", "a file, an http(s) URL, or - for standard input")
    .option("--parts <count>", "rows over time", parseParts, PARTS);
  addTableFlags(addScopeOptions(command)).action(scheduler);
}

async function scheduler(argument: string, flags: SchedulerFlags): Promise<void> {
  const { trace } = await loadForCommand(argument);
  const scope = scopeFrom(trace, flags);
  const latency = schedulingLatency(trace, scope, flags.parts);
  const tables = [
    latencyTable(latency),
    longestWaitsTable(trace, latency),
    histogramTable("histogram", "How the waits are spread", latency.histogram),
    latencyOverTimeTable(latency, statesOverTime(trace, scope, flags.parts)),
    procTable(trace, procUtilization(trace, scope, flags.parts)),
    gomaxprocsTable(gomaxprocsOverTime(trace, scope)),
    switchTable(switches(trace, scope)),
  ];
  printTables(tables, flags);
}

function parseParts(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError("Expected a whole number from 1.");
  return Number(text);
}
