import { describe, expect, test } from "vitest";
import {
  resultTable,
  tableCsv,
  tableJson,
  tableMarkdown,
  tableText,
  tableTsv,
  type ColumnOf,
} from "../../src/export/result-table.ts";

interface Row {
  readonly name: string;
  readonly ns: number;
}

const COLUMNS: readonly ColumnOf<Row>[] = [
  { key: "name", title: "name", unit: "text", value: ({ name }) => name },
  { key: "ns", title: "time", unit: "ns", value: ({ ns }) => ns },
  { key: "twice_ns", title: "twice", unit: "ns", detail: true, value: ({ ns }) => 2 * ns },
];

const table = (...rows: readonly (readonly [string, number])[]): ReturnType<typeof resultTable> =>
  resultTable(
    "rows",
    "Rows",
    rows.map(([name, ns]) => ({ name, ns })),
    COLUMNS,
  );

describe("a table", () => {
  test("for a person has rounded numbers and no details, and says what it leaves out", () => {
    const lines = tableText(table(["main.a", 1_234_567], ["b", Number.NaN], ["c", 5]), { limit: 2 });
    expect(lines).toEqual([
      "  name       time",
      "  main.a  1.23\u00a0ms",
      "  b             –",
      "  and 1 more (--limit)",
    ]);
  });

  test("for a person shows control characters as escapes", () => {
    expect(tableText(table(["\u001b[31mred\n", 1])).join("\n")).not.toContain("\u001b");
  });

  test("for a spreadsheet's clipboard has exact numbers, one cell a tab, and no formulas", () => {
    const text = [...tableTsv(table(["a\tb\nc", 5], ["=1+1", Number.NaN]))].join("");
    expect(text).toBe("name\tns\ttwice_ns\na b c\t5\t10\n'=1+1\t\t\n");
  });

  test("in Markdown shows text as text, and numbers as a person reads them", () => {
    const text = [...tableMarkdown(table(["net/http.(*conn).serve", 1_234_567], ["<b>|x", 5]))].join("");
    expect(text).toBe(
      "| name | time |\n| --- | ---: |\n| net/http.(\\*conn).serve | 1.23\u00a0ms |\n| \\<b\\>\\|x | 5\u00a0ns |\n",
    );
  });

  test("in CSV has exact numbers, quotes what must be, and no formulas", () => {
    const lines = [
      ...tableCsv(table(['say "no",\nnow', 1_234_567], ["=1+1", Number.NaN], ["net/http.(*conn).serve", 0])),
    ];
    expect(lines).toEqual([
      "name,ns,twice_ns\r\n",
      '"say ""no"",\nnow",1234567,2469134\r\n',
      "'=1+1,,\r\n",
      "net/http.(*conn).serve,0,0\r\n",
    ]);
  });

  test("in JSON is rows by column, null where a value is not known", () => {
    const text = [...tableJson(table(["\ud800", 1], ["b", Number.NaN]))].join("");
    expect(JSON.parse(text)).toEqual([
      { name: "\ufffd", ns: 1, twice_ns: 2 },
      { name: "b", ns: null, twice_ns: null },
    ]);
    expect(JSON.parse([...tableJson(table())].join(""))).toEqual([]);
  });

  test("is sorted by a column, largest first and what is not known last; texts by alphabet", () => {
    const rows = table(["b", 2], ["c", Number.NaN], ["a", 9]);
    const order = (sort: string): unknown =>
      (JSON.parse([...tableJson(rows, { sort })].join("")) as Row[]).map(({ name }) => name);
    expect(order("ns")).toEqual(["a", "b", "c"]);
    expect(order("name")).toEqual(["a", "b", "c"]);
    expect(order("nothing")).toEqual(["b", "c", "a"]);
  });
});
