import { html, nothing, type TemplateResult } from "lit";
import { formatShare } from "../../src/base/format.ts";
import type { FunctionRow, ProfileReport } from "../../src/engine/profiles/types.ts";
import { nsCell } from "../kit/cells.ts";
import type { TableColumn, TableSort } from "../kit/data-table.ts";
import { shownText } from "../kit/shown-text.ts";
import { sortedRows } from "../kit/sorted-rows.ts";

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

/** The functions whose name or file contains a text, in any case of letters, in an order. */
export function shownRows(functions: readonly FunctionRow[], text: string, sort: TableSort): readonly SummedRow[] {
  const wanted = text.trim().toLowerCase();
  const matches = ({ name, file, line }: FunctionRow): boolean =>
    name.toLowerCase().includes(wanted) || `${file}:${line}`.toLowerCase().includes(wanted);
  let sum = 0;
  return sortedRows(wanted === "" ? functions : functions.filter(matches), sort, VALUES).map((row) => {
    sum += row.flat;
    return { ...row, sum };
  });
}

/** The columns of `go tool pprof -top`, and where a function is. */
export function functionColumns(
  { totalNs, functions }: ProfileReport,
  style: number,
  choose: (name: string) => void,
): readonly TableColumn<SummedRow>[] {
  const most = functions.reduce((max, { cum }) => Math.max(max, cum), 0);
  const share = (ns: number): string => (ns === 0 ? "" : formatShare(ns, totalNs));
  return [
    {
      id: "flat",
      name: "Flat",
      title: "In the function itself: stacks that end in it",
      width: 96,
      number: true,
      sorts: "down",
      cell: ({ flat }) => nsCell(flat, most, style),
    },
    { id: "flatShare", name: "Flat %", width: 78, number: true, cell: ({ flat }) => share(flat) },
    {
      id: "sum",
      name: "Sum %",
      title: "Flat of this row and all above it",
      width: 78,
      number: true,
      cell: ({ sum }) => formatShare(sum, totalNs),
    },
    {
      id: "cum",
      name: "Cum",
      title: "In the function and what it calls: stacks that it is in, each counted once",
      width: 96,
      number: true,
      sorts: "down",
      cell: ({ cum }) => nsCell(cum, most, style),
    },
    { id: "cumShare", name: "Cum %", width: 78, number: true, cell: ({ cum }) => share(cum) },
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

function placeCell({ file, line, lines }: FunctionRow): TemplateResult {
  if (file === "") return html`<span class="dim">–</span>`;
  const path = shownText(file);
  const more = lines > 1 ? html` <span class="dim">+${lines - 1}</span>` : nothing;
  const others = lines > 1 ? `, the heaviest of its ${lines} lines` : "";
  return html`<span title=${`${path}:${line}${others}`}
    ><span class="mono">${path.slice(path.lastIndexOf("/") + 1)}:${line}</span>${more}</span
  >`;
}
