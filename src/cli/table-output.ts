import { type Command, InvalidArgumentError, Option } from "commander";

import { tableCsv, tableJson, tableText, type ResultTable } from "../export/result-table.ts";
import { UsageError } from "./errors.ts";
import { Output } from "./output.ts";

/** How a command's tables are to be written. */
export interface TableFlags {
  readonly json?: boolean;
  readonly csv?: boolean;
  readonly table?: string;
  readonly sort?: string;
  readonly limit?: number;
}

/** Rows of each table that a person is shown where no other number is asked for. */
const ROWS_SHOWN = 30;

export function addTableFlags(command: Command): Command {
  return command
    .addOption(new Option("--json", "for a program: all tables, with exact numbers").conflicts("csv"))
    .option("--csv", "for a spreadsheet: one table, with exact numbers")
    .option("--table <name>", "only this table, by its name in the JSON")
    .option("--sort <column>", "largest first of this column, by its name in the JSON and CSV")
    .option("--limit <count>", "at most so many rows of a table", parseLimit);
}

/** Writes tables as asked for: the first is the one that CSV shows where none is named. */
export function printTables(tables: readonly ResultTable[], flags: TableFlags): void {
  const chosen = flags.table === undefined ? tables : tables.filter(({ name }) => name === flags.table);
  if (chosen.length === 0) {
    throw new UsageError(`there is no table ${flags.table}: ${tables.map(({ name }) => name).join(", ")}`);
  }
  const { sort } = flags;
  if (sort !== undefined && !chosen.some(({ columns }) => columns.some(({ key }) => key === sort))) {
    throw new UsageError(`no table has a column ${sort}: ${chosen[0]!.columns.map(({ key }) => key).join(", ")}`);
  }
  const output = new Output();
  if (flags.json === true) writeJson(output, chosen, flags);
  else if (flags.csv === true) for (const line of tableCsv(chosen[0]!, flags)) output.write(line);
  else writeText(output, chosen, flags);
  output.flush();
}

function writeJson(output: Output, tables: readonly ResultTable[], flags: TableFlags): void {
  tables.forEach((table, i) => {
    output.write(`${i === 0 ? "{" : ",\n"}${JSON.stringify(table.name)}:`);
    for (const piece of tableJson(table, flags)) output.write(piece);
  });
  output.write("}\n");
}

/** Tables without rows are left out, unless there is no other. */
function writeText(output: Output, tables: readonly ResultTable[], flags: TableFlags): void {
  const filled = tables.filter(({ length }) => length > 0);
  (filled.length > 0 ? filled : tables.slice(0, 1)).forEach((table, i) => {
    if (i > 0) output.line("");
    output.line(table.title);
    if (table.length === 0) output.line("  none");
    else for (const line of tableText(table, { limit: ROWS_SHOWN, ...flags })) output.line(line);
  });
}

function parseLimit(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("Expected a whole number.");
  return Number(text);
}
