import type { Command } from "commander";

import { creationStacks } from "../../analysis/creation-stacks.ts";
import { goroutineAccount } from "../../analysis/goroutine-account.ts";
import { goroutineGroups } from "../../analysis/goroutine-groups.ts";
import { goroutineList } from "../../analysis/goroutine-list.ts";
import { timeIndex } from "../../analysis/time-columns.ts";
import type { GoroutineIndex } from "../../base/indices.ts";
import {
  accountTables,
  creationTable,
  goroutineTable,
  groupTable,
  spreadTable,
} from "../../export/tables/goroutine-tables.ts";
import { UsageError } from "../errors.ts";
import { loadForCommand } from "../load.ts";
import { addScopeOptions, scopeFrom, type ScopeOptions } from "../scope-options.ts";
import { addTableFlags, printTables, type TableFlags } from "../table-output.ts";

interface GoroutineFlags extends ScopeOptions, TableFlags {
  readonly list?: boolean;
  readonly spread?: boolean;
  readonly detail?: boolean;
}

export function register(program: Command): void {
  const command = program
    .command("goroutines")
    .description("where goroutines' time went, by the function they started in")
    .argument("<trace>", "a file, an http(s) URL, or - for standard input")
    .option("--list", "a row for each goroutine")
    .option("--spread", "histograms of lifetimes, and of the times in each state")
    .option("--detail", "all about one goroutine, named by --goroutine");
  addTableFlags(addScopeOptions(command)).action(goroutines);
}

async function goroutines(argument: string, flags: GoroutineFlags): Promise<void> {
  if (flags.detail === true && flags.goroutine?.length !== 1)
    throw new UsageError("goroutines: --detail takes one --goroutine");
  const { trace } = await loadForCommand(argument);
  const scope = scopeFrom(trace, flags);
  const index = timeIndex(trace);
  if (flags.detail === true) {
    // An id that came to life more than once: the last life.
    const goroutine = [...(scope.goroutines ?? [])].at(-1)! as GoroutineIndex;
    printTables(accountTables(trace, goroutineAccount(trace, index, goroutine, scope)), flags);
  } else if (flags.list === true) {
    const created = creationTable(trace, creationStacks(trace, scope));
    printTables([goroutineTable(trace, goroutineList(trace, index, scope)), created], flags);
  } else if (flags.spread === true) {
    printTables([spreadTable(goroutineList(trace, index, scope))], flags);
  } else {
    printTables([groupTable(goroutineGroups(trace, index, scope))], flags);
  }
}
