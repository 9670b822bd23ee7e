import type { TableSort } from "./data-table.ts";

/** What rows are sorted by, by the id of a column. */
export type SortValues<Row> = Readonly<Record<string, (row: Row) => number | string | undefined>>;

/** Rows in another order; what has no value comes last either way, and equal ones keep theirs. */
export function sortedRows<Row>(rows: readonly Row[], sort: TableSort, values: SortValues<Row>): readonly Row[] {
  const value = values[sort.by];
  if (!value) return rows;
  const sign = sort.descending ? -1 : 1;
  const keyed = rows.map((row) => ({ row, key: value(row) }));
  return keyed.sort((a, b) => compare(a.key, b.key, sign)).map(({ row }) => row);
}

function compare(a: number | string | undefined, b: number | string | undefined, sign: number): number {
  const [noA, noB] = [isNothing(a), isNothing(b)];
  if (noA || noB) return Number(noA) - Number(noB);
  return a! < b! ? -sign : a! > b! ? sign : 0;
}

function isNothing(value: number | string | undefined): boolean {
  return value === undefined || Number.isNaN(value);
}

/** An order as a page's settings hold it: "mark" ascending, "mark~" descending. */
export function sortText({ by, descending }: TableSort): string {
  return descending ? `${by}~` : by;
}

export function parseSort(text: string | undefined, otherwise: TableSort): TableSort {
  if (!text) return otherwise;
  const descending = text.endsWith("~");
  return { by: descending ? text.slice(0, -1) : text, descending };
}
