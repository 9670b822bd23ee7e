import { type Command, InvalidArgumentError } from "commander";

import { goroutinesOfTasks, intervalOf, withSubtasks } from "../analysis/scope.ts";
import type { Scope } from "../model/scope.ts";
import type { Trace } from "../model/trace.ts";
import { ReadError } from "./errors.ts";
import { addScopeFlags, askedScope, type ScopeFlags } from "./scope-flags.ts";

/** Options that narrow an analysis: a window of time, and goroutines. */
export interface ScopeOptions extends ScopeFlags {
  readonly task?: string;
}

export function addScopeOptions(command: Command): Command {
  return addScopeFlags(command).option(
    "--task <id>",
    "only while this task was under way, and goroutines that did something for it or its subtasks",
    parseTask,
  );
}

/**
 * The scope that options ask for. A region's name chooses the goroutines that were in such regions, from the begin of
 * the first to the end of the last. Throws `ReadError` where the trace holds nothing of the kind.
 */
export function scopeFrom(trace: Trace, options: ScopeOptions): Scope {
  const { scope, windows } = askedScope(trace, options);
  const within = options.task === undefined ? scope : narrow(scope, taskScope(trace, options.task));
  if (windows === undefined) return within;
  const rows = [...(within.goroutines ?? trace.goroutines.name.keys())].filter((row) => windows(row).length > 0);
  const times = rows.flatMap((row) => windows(row));
  const from = times.reduce((least, time) => Math.min(least, time), within.to);
  const to = times.reduce((most, time) => Math.max(most, time), within.from);
  return narrow(within, { from, to, goroutines: new Set(rows) });
}

/** The row of a task. */
export function taskRow(trace: Trace, id: string): number {
  const number = BigInt.asUintN(64, BigInt(id));
  const row = trace.symbols.tasks.find(Number(number & 0xffffffffn), Number(number >> 32n));
  if (row === -1) throw new ReadError(`the trace holds no task ${id}`);
  return row;
}

function taskScope(trace: Trace, id: string): Scope {
  const task = taskRow(trace, id);
  const { from, to } = intervalOf(trace, trace.tasks.start[task]!, trace.tasks.end[task]!);
  return { from, to, goroutines: goroutinesOfTasks(trace, withSubtasks(trace, task)) };
}

/** What lies in both. */
function narrow(scope: Scope, other: Scope): Scope {
  const from = Math.max(scope.from, other.from);
  const to = Math.min(scope.to, other.to);
  if (from > to) throw new ReadError(`nothing lies in all that was asked for: the times do not meet`);
  const { goroutines } = scope;
  const both = [...(other.goroutines ?? [])].filter((row) => goroutines === undefined || goroutines.has(row));
  return { from, to, goroutines: new Set(both) };
}

function parseTask(text: string): string {
  if (!/^-?\d+$/.test(text)) throw new InvalidArgumentError("Expected a task's number.");
  return text;
}
