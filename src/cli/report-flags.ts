import { type Command, InvalidArgumentError, Option } from "commander";

import { readExpression } from "../base/expression.ts";
import { FILTER_NAMES, type FrameFilter } from "../profile/filter.ts";
import { GRANULARITIES, type Granularity } from "../profile/granularity.ts";
import type { ReportOptions } from "../profile/report.ts";
import type { GraphReportOptions } from "../profile/text-reports.ts";
import type { BaseFlags } from "./profile-source.ts";

/** Options of the commands that report on a profile, spelled and meant as `go tool pprof` has them. */
export interface ReportFlags extends FrameFilter, BaseFlags {
  readonly sampleIndex?: string;
  readonly unit?: string;
  readonly granularity?: Granularity;
  readonly inlines: boolean;
  readonly cum?: boolean;
  readonly nodecount?: number;
  readonly nodefraction: number;
  readonly edgefraction: number;
  readonly trim: boolean;
}

/** Shares of the total below which nodes and edges are left out, unless asked otherwise. */
const NODE_FRACTION = 0.005;
const EDGE_FRACTION = 0.001;

export function addReportFlags(command: Command): Command {
  return command
    .option("--sample-index <index>", "which of the profile's values: a name such as inuse_space, or a number")
    .option("--focus <regexp>", "only samples with a frame that matches", parseExpression)
    .option("--ignore <regexp>", "no samples with a frame that matches", parseExpression)
    .option("--hide <regexp>", "leave matching frames out", parseExpression)
    .option("--show <regexp>", "leave all other frames out", parseExpression)
    .option("--show-from <regexp>", "leave out the frames above the highest that matches", parseExpression)
    .option("--unit <unit>", "of the numbers: ms, MB, …; auto chooses for each")
    .addOption(new Option("--granularity <what>", "what a row is").choices([...GRANULARITIES]))
    .option("--no-inlines", "count inlined calls as their caller's")
    .option("--base <profile>", "subtract this profile")
    .option("--diff-base <profile>", "subtract this profile, and show shares of it")
    .option("--normalize", "first scale the profile to the base's total");
}

export function addGraphFlags(command: Command): Command {
  return command
    .option("--cum", "sort by cumulative weight")
    .option("--nodecount <count>", "at most so many rows", parseCount)
    .option("--nodefraction <share>", "leave out what weighs less than this share", parseShare, NODE_FRACTION)
    .option("--edgefraction <share>", "leave out calls that weigh less than this share", parseShare, EDGE_FRACTION)
    .option("--no-trim", "leave nothing out");
}

export function reportOptions(flags: ReportFlags, granularity = flags.granularity): ReportOptions {
  const { sampleIndex, unit, inlines } = flags;
  const given = FILTER_NAMES.filter((name) => flags[name] !== undefined);
  return {
    inlines,
    filter: Object.fromEntries(given.map((name) => [name, flags[name]])),
    ...(sampleIndex !== undefined && { sampleIndex }),
    ...(unit !== undefined && { unit }),
    ...(granularity !== undefined && { granularity }),
  };
}

/** `defaultCount`: rows where none are asked for, 0 for all. */
export function graphOptions(flags: ReportFlags, defaultCount: number): GraphReportOptions {
  const sort = flags.cum === true ? "cum" : "flat";
  if (!flags.trim) return { sort, nodeCount: 0, nodeFraction: 0, edgeFraction: 0 };
  return {
    sort,
    nodeCount: flags.nodecount ?? defaultCount,
    nodeFraction: flags.nodefraction,
    edgeFraction: flags.edgefraction,
  };
}

/** See `readExpression`. */
export function parseExpression(text: string): RegExp {
  const read = readExpression(text);
  if (!read.ok) throw new InvalidArgumentError(read.message);
  return read.expression;
}

function parseCount(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("Expected a whole number.");
  return Number(text);
}

function parseShare(text: string): number {
  const share = text.trim() === "" ? Number.NaN : Number(text);
  if (!(share >= 0 && share <= 1)) throw new InvalidArgumentError("Expected a number from 0 to 1.");
  return share;
}
