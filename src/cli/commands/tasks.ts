import { type Command, Option } from "commander";

import { taskAccount, taskEvents } from "../../analysis/task-account.ts";
import { taskIndex } from "../../analysis/task-index.ts";
import { tasksInScope, taskTypes, type TaskFilter } from "../../analysis/tasks.ts";
import { timeIndex } from "../../analysis/time-columns.ts";
import { taskAccountTables, taskTable, taskTypeTable, typeHistogramTable } from "../../export/tables/task-tables.ts";
import { parseDuration } from "../duration.ts";
import { UsageError } from "../errors.ts";
import { loadForCommand } from "../load.ts";
import { addScopeOptions, scopeFrom, taskRow, type ScopeOptions } from "../scope-options.ts";
import { addTableFlags, printTables, type TableFlags } from "../table-output.ts";

interface TaskFlags extends ScopeOptions, TableFlags {
  readonly list?: boolean;
  readonly detail?: boolean;
  readonly type?: string;
  readonly min?: number;
  readonly max?: number;
  readonly text?: string;
  readonly complete?: boolean;
  readonly incomplete?: boolean;
}

export function register(program: Command): void {
  const command = program
    .command("tasks")
    .description("the program's tasks, by type")
    .argument("<trace>", "a file, an http(s) URL, or - for standard input")
    .option("--list", "a row for each task")
    .option("--detail", "all about one task, named by --task")
    .option("--type <name>", "only tasks of this type")
    .option("--min <duration>", "only complete tasks that took at least so long: ns, or 1.5ms, 2s", parseDuration)
    .option("--max <duration>", "only complete tasks that took at most so long", parseDuration)
    .option("--text <text>", "only tasks with this in their name, or in that of a region, or in a log")
    .addOption(new Option("--complete", "only tasks that began and ended within the trace").conflicts("incomplete"))
    .option("--incomplete", "only the others");
  addTableFlags(addScopeOptions(command)).action(tasks);
}

async function tasks(argument: string, flags: TaskFlags): Promise<void> {
  if (flags.detail === true && flags.task === undefined) throw new UsageError("tasks: --detail takes a --task");
  const { trace } = await loadForCommand(argument);
  const index = taskIndex(trace);
  if (flags.detail === true) {
    const task = taskRow(trace, flags.task!);
    const account = taskAccount(trace, timeIndex(trace), index, task);
    printTables(taskAccountTables(trace, account, taskEvents(trace, index, task)), flags);
    return;
  }
  const scope = scopeFrom(trace, flags);
  const filter = filterOf(flags);
  if (flags.list === true) {
    printTables([taskTable(trace, tasksInScope(trace, index, scope, filter))], flags);
    return;
  }
  const types = taskTypes(trace, index, scope, filter);
  printTables([taskTypeTable(types), typeHistogramTable(types)], flags);
}

function filterOf({ type, min, max, text, complete, incomplete }: TaskFlags): TaskFilter {
  return {
    ...(type !== undefined && { name: type }),
    ...(min !== undefined && { minNs: min }),
    ...(max !== undefined && { maxNs: max }),
    ...(text !== undefined && { text }),
    ...(complete === true && { complete: true }),
    ...(incomplete === true && { complete: false }),
  };
}
