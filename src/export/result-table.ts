import { formatBytes, formatCount, formatNs, formatShare, timeAt } from "../base/format.ts";
import { plain, textTable } from "./text-table.ts";

/** What a column holds: durations and points in time in ns, sizes in bytes, shares from 0 to 1, numbers on the mean. */
export type Unit = "text" | "ns" | "time" | "bytes" | "count" | "mean" | "share";

/** undefined and NaN: not known. */
export type Cell = string | number | undefined;

export interface ColumnOf<Row> {
  /** As programs name it, with its unit: "running_total_ns". */
  readonly key: string;
  /** As a person reads it. */
  readonly title: string;
  readonly unit: Unit;
  /** Left out of tables for a person, who would see no wood for the trees. */
  readonly detail?: boolean;
  value(row: Row): Cell;
}

/** An analysis' result as rows and columns, whatever they were before; cells are computed when asked for. */
export interface ResultTable {
  readonly name: string;
  readonly title: string;
  readonly columns: readonly Omit<ColumnOf<never>, "value">[];
  readonly length: number;
  cell(row: number, column: number): Cell;
}

export function resultTable<Row>(
  name: string,
  title: string,
  rows: readonly Row[],
  columns: readonly ColumnOf<Row>[],
): ResultTable {
  return { name, title, columns, length: rows.length, cell: (row, column) => columns[column]!.value(rows[row]!) };
}

export interface TableOptions {
  /** At most so many rows. */
  readonly limit?: number;
  /** Key of a column, whose largest values come first; texts in alphabetical order. */
  readonly sort?: string;
}

/** Of a text in a table for a person. */
const CELL_CHARACTERS = 160;

const SHOWN: Readonly<Record<Unit, (value: number) => string>> = {
  text: String,
  ns: formatNs,
  time: (ns) => timeAt(ns, 1000),
  bytes: formatBytes,
  count: formatCount,
  mean: (mean) => formatCount(Number(mean.toPrecision(3))),
  share: (share) => formatShare(share, 1),
};

/** The table for a person, with a line that says how many rows were left out. */
export function tableText(table: ResultTable, options: TableOptions = {}): readonly string[] {
  const order = orderOf(table, options);
  const columns = [...table.columns.keys()].filter((column) => table.columns[column]!.detail !== true);
  const rows = order.map((row) => columns.map((column) => shown(table, row, column)));
  const alignment = columns.map((column) => (table.columns[column]!.unit === "text" ? "left" : "right"));
  const lines = textTable([columns.map((column) => table.columns[column]!.title), ...rows], alignment);
  const left = table.length - order.length;
  return left === 0 ? lines : [...lines, `  and ${formatCount(left)} more (--limit)`];
}

function shown(table: ResultTable, row: number, column: number): string {
  const cell = table.cell(row, column);
  if (typeof cell === "string") return plain(cell, CELL_CHARACTERS);
  if (cell === undefined || Number.isNaN(cell)) return "–";
  return SHOWN[table.columns[column]!.unit](cell);
}

/** The table in CSV (RFC 4180), a line at a time: exact numbers, nothing where a value is not known. */
export function* tableCsv(table: ResultTable, options: TableOptions = {}): Generator<string> {
  const columns = [...table.columns.keys()];
  yield `${columns.map((column) => quoted(table.columns[column]!.key)).join(",")}\r\n`;
  for (const row of orderOf(table, options)) {
    yield `${columns.map((column) => csvCell(table.cell(row, column))).join(",")}\r\n`;
  }
}

function csvCell(cell: Cell): string {
  if (typeof cell === "string") return quoted(cell);
  return cell === undefined || Number.isNaN(cell) ? "" : String(cell);
}

/** A spreadsheet takes text that begins so for a formula, and would run it; an apostrophe keeps it from that. */
const FORMULA = /^[=+\-@\t\r]/;

function quoted(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The table with tabs between columns, as spreadsheets take it from the clipboard; numbers are exact. */
export function* tableTsv(table: ResultTable): Generator<string> {
  const columns = [...table.columns.keys()];
  yield `${columns.map((column) => table.columns[column]!.key).join("\t")}\n`;
  for (let row = 0; row < table.length; row++)
    yield `${columns.map((column) => tsvCell(table.cell(row, column))).join("\t")}\n`;
}

function tsvCell(cell: Cell): string {
  if (typeof cell !== "string") return csvCell(cell);
  return (FORMULA.test(cell) ? `'${cell}` : cell).replaceAll(/[\t\r\n]/g, " ");
}

/** The table in Markdown, for a person: numbers with units, and without the columns that are details. */
export function* tableMarkdown(table: ResultTable): Generator<string> {
  const columns = [...table.columns.keys()].filter((column) => table.columns[column]!.detail !== true);
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |\n`;
  yield line(columns.map((column) => markdownCell(table.columns[column]!.title || table.columns[column]!.key)));
  yield line(columns.map((column) => (table.columns[column]!.unit === "text" ? "---" : "---:")));
  for (let row = 0; row < table.length; row++)
    yield line(columns.map((column) => markdownCell(shown(table, row, column))));
}

/** Text stays text: nothing in it is markup, nor the end of its cell. */
function markdownCell(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>|&~]/g, (character) => `\\${character}`);
}

/** The table in JSON, a row at a time: an array of objects by column key, null where a value is not known. */
export function* tableJson(table: ResultTable, options: TableOptions = {}): Generator<string> {
  const columns = [...table.columns.keys()];
  let separator = "[\n";
  for (const row of orderOf(table, options)) {
    const cells = columns.map((column) => [table.columns[column]!.key, jsonCell(table.cell(row, column))] as const);
    yield `${separator}${JSON.stringify(Object.fromEntries(cells))}`;
    separator = ",\n";
  }
  yield separator === "[\n" ? "[]" : "\n]";
}

/** JSON has neither NaN nor lone surrogates. */
function jsonCell(cell: Cell): string | number | null {
  if (typeof cell === "string") return cell.toWellFormed();
  return cell === undefined || Number.isNaN(cell) ? null : cell;
}

function orderOf(table: ResultTable, { sort, limit }: TableOptions): readonly number[] {
  const rows = Array.from({ length: table.length }, (_, row) => row);
  const column = table.columns.findIndex(({ key }) => key === sort);
  if (column !== -1) {
    const cells = rows.map((row) => table.cell(row, column));
    rows.sort((a, b) => compare(cells[a], cells[b]) || a - b);
  }
  return rows.slice(0, limit);
}

/** Large numbers first, texts in alphabetical order, and last what is not known. */
function compare(a: Cell, b: Cell): number {
  if (typeof a === "string" && typeof b === "string") return a < b ? -1 : Number(a > b);
  return Number(rank(b) > rank(a)) - Number(rank(b) < rank(a));
}

function rank(cell: Cell): number {
  return typeof cell !== "number" || Number.isNaN(cell) ? Number.NEGATIVE_INFINITY : cell;
}
