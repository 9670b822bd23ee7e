import type { PauseList } from "../../src/engine/protocol.ts";
import { Style } from "../../src/timeline/style.ts";
import { shownText } from "../kit/shown-text.ts";
import { pauseReason } from "../overview/facts.ts";

export interface PauseRow {
  readonly range: number;
  readonly name: string;
  /** Number of the GC cycle, from 1; undefined for pauses that have none. */
  readonly cycle: number | undefined;
  readonly style: number;
  readonly start: number;
  readonly ns: number;
}

export type PauseKind = "pauses" | "cycles";
export type PauseOrder = "start" | "ns";

/** Rows of the list: pauses or cycles, earliest first or longest first. Equal ones keep the order of time. */
export function pauseRows(list: PauseList, kind: PauseKind, order: PauseOrder): readonly PauseRow[] {
  const rows: PauseRow[] =
    kind === "pauses"
      ? list.pauses.map(({ range, name, start, ns, cycle }) => ({
          range,
          name: shownText(pauseReason(name)) || "reason not recorded",
          cycle,
          style: Style.StopTheWorld,
          start,
          ns,
        }))
      : list.cycles.map(({ range, start, ns }, i) => ({
          range,
          name: "mark phase",
          cycle: i + 1,
          style: Style.GCMark,
          start,
          ns,
        }));
  return rows.sort((a, b) => (order === "ns" ? b.ns - a.ns : 0) || a.start - b.start);
}
