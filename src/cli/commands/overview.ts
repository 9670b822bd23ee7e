import type { Command } from "commander";

import { traceOverview } from "../../analysis/overview.ts";
import { timeIndex } from "../../analysis/time-columns.ts";
import { overviewTables } from "../../export/tables/overview-tables.ts";
import { loadForCommand } from "../load.ts";
import { addScopeOptions, scopeFrom, type ScopeOptions } from "../scope-options.ts";
import { addTableFlags, printTables, type TableFlags } from "../table-output.ts";

const PARTS = 20;

export function register(program: Command): void {
  const command = program
    .command("overview")
    .description("what stands out, and what goroutines did over time")
    .argument("<trace>", "a file, an http(s) URL, or - for standard input");
  addTableFlags(addScopeOptions(command)).action(overview);
}

async function overview(argument: string, flags: ScopeOptions & TableFlags): Promise<void> {
  const { trace } = await loadForCommand(argument);
  printTables(overviewTables(trace, traceOverview(trace, timeIndex(trace), scopeFrom(trace, flags), PARTS)), flags);
}
