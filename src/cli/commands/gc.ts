import type { Command } from "commander";

import { gcCycles } from "../../analysis/gc-cycles.ts";
import { worldStops } from "../../analysis/world-stops.ts";
import { cycleTable, stopReasonTable, stopTable } from "../../export/tables/gc-tables.ts";
import { histogramTable } from "../../export/tables/scheduler-tables.ts";
import { loadForCommand } from "../load.ts";
import { addScopeOptions, scopeFrom, type ScopeOptions } from "../scope-options.ts";
import { addTableFlags, printTables, type TableFlags } from "../table-output.ts";

export function register(program: Command): void {
  const command = program
    .command("gc")
    .description("garbage collections and stops of the world; goroutines in scope narrow the assists alone")
    .argument("<trace>", "a file, an http(s) URL, or - for standard input");
  addTableFlags(addScopeOptions(command)).action(gc);
}

async function gc(argument: string, flags: ScopeOptions & TableFlags): Promise<void> {
  const { trace } = await loadForCommand(argument);
  const scope = scopeFrom(trace, flags);
  const stops = worldStops(trace, scope);
  const tables = [
    cycleTable(gcCycles(trace, scope)),
    stopReasonTable(stops),
    histogramTable("histogram", "How the pauses are spread", stops.histogram),
    stopTable(trace, stops),
  ];
  printTables(tables, flags);
}
