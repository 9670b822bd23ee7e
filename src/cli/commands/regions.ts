import type { Command } from "commander";

import { regionList, regionTypes, type RegionFilter } from "../../analysis/regions.ts";
import { timeIndex } from "../../analysis/time-columns.ts";
import { regionTable, regionTypeTable, typeHistogramTable } from "../../export/tables/task-tables.ts";
import { parseDuration } from "../duration.ts";
import { loadForCommand } from "../load.ts";
import { addScopeOptions, scopeFrom, type ScopeOptions } from "../scope-options.ts";
import { addTableFlags, printTables, type TableFlags } from "../table-output.ts";

interface RegionFlags extends ScopeOptions, TableFlags {
  readonly list?: boolean;
  readonly min?: number;
  readonly max?: number;
}

export function register(program: Command): void {
  const command = program
    .command("regions")
    .description("the program's regions, by name and by the place that starts them")
    .argument("<trace>", "a file, an http(s) URL, or - for standard input")
    .option("--list", "a row for each region, with where its goroutine's time went")
    .option("--min <duration>", "only complete regions that took at least so long: ns, or 1.5ms, 2s", parseDuration)
    .option("--max <duration>", "only complete regions that took at most so long", parseDuration);
  addTableFlags(addScopeOptions(command)).action(regions);
}

async function regions(argument: string, flags: RegionFlags): Promise<void> {
  const { trace } = await loadForCommand(argument);
  const scope = scopeFrom(trace, flags);
  const filter: RegionFilter = {
    ...(flags.region !== undefined && { name: flags.region }),
    ...(flags.min !== undefined && { minNs: flags.min }),
    ...(flags.max !== undefined && { maxNs: flags.max }),
  };
  if (flags.list === true) {
    printTables([regionTable(trace, regionList(trace, timeIndex(trace), scope, filter))], flags);
    return;
  }
  const types = regionTypes(trace, scope, filter);
  printTables([regionTypeTable(types), typeHistogramTable(types)], flags);
}
