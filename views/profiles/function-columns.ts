import { html, nothing, type TemplateResult } from "lit";
import { formatShare } from "../../src/base/format.ts";
import type { FunctionRow, ProfileReport } from "../../src/engine/profiles/types.ts";
import type { TableColumn, TableSort } from "../kit/data-table.ts";
import { shownText } from "../kit/shown-text.ts";
import { sortedRows } from "../kit/sorted-rows.ts";
import { weightCell, type WeightStyle } from "./weights.ts";

/** A function, and the flat weight of it and all rows above. */
export interface SummedRow extends FunctionRow {
  readonly sum: number;
}

const VALUES: Readonly<Record<string, (row: FunctionRow) => number | string>> = {
  flat: (row) => row.flat,
  cum: (row) => row.cum,
  name: (row) => row.name,
  place: (row) => `${row.file}:${String(row.line).padStart(7, "0")}`,
};

/** In a comparison what changed most comes first, whichever way. */
const CHANGES: typeof VALUES = { ...VALUES, flat: (row) => Math.abs(row.flat), cum: (row) => Math.abs(row.cum) };

/** The functions whose name or file contains a text, in any case of letters, in an order. */
export function shownRows(
  functions: readonly FunctionRow[],
  text: string,
  sort: TableSort,
  compared = false,
): readonly SummedRow[] {
  const wanted = text.trim().toLowerCase();
  const matches = ({ name, file, line }: FunctionRow): boolean =>
    name.toLowerCase().includes(wanted) || `${file}:${line}`.toLowerCase().includes(wanted);
  let sum = 0;
  const rows = wanted === "" ? functions : functions.filter(matches);
  return sortedRows(rows, sort, compared ? CHANGES : VALUES).map((row) => {
    sum += row.flat;
    return { ...row, sum };
  });
}

/** The columns of `go tool pprof -top`, and where a function is. */
export function functionColumns(
  { total, functions }: ProfileReport,
  style: WeightStyle,
  choose: (name: string) => void,
): readonly TableColumn<SummedRow>[] {
  const most = functions.reduce((max, { cum }) => Math.max(max, Math.abs(cum)), 0);
  const whole = style.compared ? " of the base" : "";
  return [
    {
      id: "flat",
      name: style.compared ? "Flat ±" : "Flat",
      title: "In the function itself: stacks that end in it",
      width: 100,
      number: true,
      sorts: "down",
      cell: ({ flat }) => weightCell(flat, most, style),
    },
    {
      id: "flatShare",
      name: "Flat %",
      title: `Share${whole} that is in the function itself`,
      width: 78,
      number: true,
      cell: ({ flat }) => shareText(flat, total),
    },
    {
      id: "sum",
      name: "Sum %",
      title: "Flat of this row and all above it",
      width: 78,
      number: true,
      cell: ({ sum }) => signedShare(sum, total),
    },
    {
      id: "cum",
      name: style.compared ? "Cum ±" : "Cum",
      title: "In the function and what it calls: stacks that it is in, each counted once",
      width: 100,
      number: true,
      sorts: "down",
      cell: ({ cum }) => weightCell(cum, most, style),
    },
    {
      id: "cumShare",
      name: "Cum %",
      title: `Share${whole} that is in the function and what it calls`,
      width: 78,
      number: true,
      cell: ({ cum }) => shareText(cum, total),
    },
    {
      id: "name",
      name: "Function",
      width: 220,
      grow: true,
      sorts: "up",
      cell: ({ name }) => functionButton(name, choose),
    },
    {
      id: "place",
      name: "Line",
      title: "The line of the function that weighs most",
      width: 190,
      sorts: "up",
      cell: placeCell,
    },
  ];
}

/** A function's name, to be chosen. */
export function functionButton(name: string, choose: (name: string) => void): TemplateResult {
  const shown = shownText(name) || "unnamed";
  return html`<button class="pick mono" title=${shown} @click=${() => choose(name)}>${shown}</button>`;
}

function shareText(part: number, total: number): string {
  return part === 0 ? "" : signedShare(part, total);
}

/** A share with the sign of what it is a share of: differences have one. */
export function signedShare(part: number, total: number): string {
  return part < 0 ? `\u2212${formatShare(-part, total)}` : formatShare(part, total);
}

function placeCell({ file, line, lines }: FunctionRow): TemplateResult {
  if (file === "") return html`<span class="dim">–</span>`;
  const path = shownText(file);
  const more = lines > 1 ? html` <span class="dim">+${lines - 1}</span>` : nothing;
  const others = lines > 1 ? `, the heaviest of its ${lines} lines` : "";
  const at = line === 0 ? "" : `:${line}`;
  return html`<span title=${`${path}${at}${others}`}
    ><span class="mono">${path.slice(path.lastIndexOf("/") + 1)}${at}</span>${more}</span
  >`;
}
