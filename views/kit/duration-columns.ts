import { nothing } from "lit";
import type { Distribution } from "../../src/analysis/distribution.ts";
import { formatCount } from "../../src/base/format.ts";
import { nsCell } from "./cells.ts";
import type { TableColumn } from "./data-table.ts";
import { PLAIN } from "./palette.ts";
import { STATISTIC_NAMES, STATISTICS } from "./statistics.ts";

interface Timed {
  readonly count: number;
  readonly complete: number;
  readonly duration: Distribution;
}

/** How many of a type are incomplete, and how long the others took; `width` in pixels of each statistic. */
export function durationColumns<Row extends Timed>(rows: readonly Row[], width: number): readonly TableColumn<Row>[] {
  return [
    {
      id: "incomplete",
      name: "Incomplete",
      title: "Began before the trace, or had not ended with it; they are in no percentile",
      width: 92,
      number: true,
      cell: ({ count, complete }) => (count > complete ? formatCount(count - complete) : nothing),
    },
    ...STATISTICS.map((statistic): TableColumn<Row> => {
      const most = rows.reduce((sum, { duration }) => Math.max(sum, duration[statistic] || 0), 0);
      return {
        id: statistic,
        name: statistic,
        title: `Duration: ${STATISTIC_NAMES[statistic]}`,
        width,
        number: true,
        sorts: "down",
        cell: ({ duration }) => nsCell(duration[statistic], most, PLAIN),
      };
    }),
  ];
}
