import { type Command, InvalidArgumentError } from "commander";

import { goroutinesOf, goroutinesOfTasks, intervalOf, withSubtasks } from "../analysis/scope.ts";
import type { Scope } from "../model/scope.ts";
import type { Trace } from "../model/trace.ts";
import type { WindowsOf } from "../profile/windows.ts";
import { indexGc, rangeEnd } from "../timeline/gc-index.ts";
import { oneLine, ReadError } from "./errors.ts";
import { addScopeFlags, askedScope, type ScopeFlags } from "./scope-flags.ts";

/** Options that narrow an analysis: a window of time, and goroutines. */
export interface ScopeOptions extends ScopeFlags {
  readonly task?: string;
  /** From 1. */
  readonly cycle?: number;
}

/** What these mean for tables, which look at one window. */
const MEANINGS: Readonly<Record<string, string>> = {
  "--name": "only goroutines that started in this function; * stands for anything",
  "--region": "only goroutines with regions of this name, from the begin of the first to the end of the last",
};

export function addScopeOptions(command: Command): Command {
  addScopeFlags(command).option(
    "--task <id>",
    "only while this task was under way, and goroutines that did something for it or its subtasks",
    parseTask,
  );
  command.option("--cycle <number>", "only while this GC cycle marked, with its pauses; the first is 1", parseCycle);
  for (const option of command.options) option.description = MEANINGS[option.long ?? ""] ?? option.description;
  return command;
}

/**
 * The scope that options ask for. A region's name chooses the goroutines that were in such regions, from the begin of
 * the first to the end of the last. Throws `ReadError` where the trace holds nothing of the kind.
 */
export function scopeFrom(trace: Trace, { name, task, cycle, ...flags }: ScopeOptions): Scope {
  const { scope, windows } = askedScope(trace, flags);
  const parts: Scope[] = [scope];
  if (name !== undefined) parts.push({ ...scope, goroutines: namedGoroutines(trace, name) });
  if (task !== undefined) parts.push(taskScope(trace, task));
  if (cycle !== undefined) parts.push(cycleScope(trace, cycle));
  const within = parts.reduce(narrow);
  return windows === undefined ? within : narrow(within, regionScope(trace, within, windows));
}

function regionScope(trace: Trace, { from, to, goroutines }: Scope, windows: WindowsOf): Scope {
  const rows = [...(goroutines ?? trace.goroutines.name.keys())].filter((row) => windows(row).length > 0);
  const times = rows.flatMap((row) => windows(row));
  return {
    from: times.reduce((least, time) => Math.min(least, time), to),
    to: times.reduce((most, time) => Math.max(most, time), from),
    goroutines: new Set(rows),
  };
}

function namedGoroutines(trace: Trace, pattern: string): ReadonlySet<number> {
  const wanted = wildcard(pattern);
  const rows = goroutinesOf(trace, (group) => wanted.test(group));
  if (rows.size === 0) throw new ReadError(`the trace holds no goroutine started in ${oneLine(pattern)}`);
  return rows;
}

/** What is written matches itself, also the * of `net/http.(*conn).serve`. */
function wildcard(pattern: string): RegExp {
  const parts = pattern.split("*").map((part) => part.replaceAll(/[$()+.?[\\\]^{|}]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join(".*")}$`, "s");
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

/** The mark phase of a GC cycle with the pauses at its begin and end, as on the page. */
function cycleScope(trace: Trace, number: number): Scope {
  const { marks, pauses, cycleOf } = indexGc(trace);
  const mark = marks[number - 1];
  if (mark === undefined) throw new ReadError(`the trace holds no GC cycle ${number}: it has ${marks.length}`);
  const ranges = [mark, ...pauses.filter((_, i) => cycleOf[i] === number - 1)];
  return {
    from: Math.min(...ranges.map((range) => trace.ranges.start[range]!)),
    to: Math.max(...ranges.map((range) => rangeEnd(trace, range))),
  };
}

function parseCycle(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError("Expected a cycle's number, from 1.");
  return Number(text);
}

/** What lies in both. */
function narrow(scope: Scope, other: Scope): Scope {
  const from = Math.max(scope.from, other.from);
  const to = Math.min(scope.to, other.to);
  const goroutines = both(scope.goroutines, other.goroutines);
  if (from > to || goroutines?.size === 0) throw new ReadError("nothing lies in all that was asked for");
  return goroutines === undefined ? { from, to } : { from, to, goroutines };
}

function both(a: Scope["goroutines"], b: Scope["goroutines"]): Scope["goroutines"] {
  if (a === undefined || b === undefined) return a ?? b;
  return new Set([...a].filter((row) => b.has(row)));
}

function parseTask(text: string): string {
  if (!/^-?\d+$/.test(text)) throw new InvalidArgumentError("Expected a task's number.");
  return text;
}
