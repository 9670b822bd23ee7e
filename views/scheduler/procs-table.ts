import { html, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import { countOf, exactCount, exactNs, formatCount, formatNs, formatShare } from "../../src/base/format.ts";
import type { SchedulerReport } from "../../src/engine/analyses/types.ts";
import { Style } from "../../src/timeline/style.ts";
import { partsBar } from "../kit/cells.ts";
import { cssProperties } from "../kit/css-properties.ts";
import "../kit/csv-buttons.ts";
import "../kit/data-table.ts";
import type { TableColumn } from "../kit/data-table.ts";

type ProcRow = SchedulerReport["procs"][number];

/** How many procs there were, with `facts` of them, and each with what it did. `stale`: another answer is on its way. */
export function procsTable(
  app: App,
  procs: readonly ProcRow[],
  stale: boolean,
  facts?: TemplateResult,
): TemplateResult {
  return html`<div class="bar">
      <h2>${countOf(procs.length, "proc")}</h2>
      ${facts}
      <span class="end"><gs-csv-buttons .app=${app} table="procs"></gs-csv-buttons></span>
    </div>
    ${
      procs.length === 0
        ? html`<p class="empty">The trace tells of no proc.</p>`
        : html`<gs-data-table
            label="Procs"
            .columns=${procColumns()}
            .count=${procs.length}
            .row=${(i: number) => procs[i]}
            ?stale=${stale}
          ></gs-data-table>`
    }`;
}

function procColumns(): readonly TableColumn<ProcRow>[] {
  const share = (ns: number, row: ProcRow): unknown =>
    html`<span title=${`${exactNs(ns)}: ${formatNs(ns)}`}>${formatShare(ns, existedNs(row))}</span>`;
  return [
    { id: "id", name: "Proc", width: 70, cell: ({ id }) => `P${id}` },
    {
      id: "parts",
      name: "What it did",
      title: "Of the time that it was there: ran goroutines, was held in a syscall, something else, idle",
      width: 170,
      cell: (row) => partsBar(procParts(row), existedNs(row)),
    },
    { id: "running", name: "Ran", width: 76, number: true, cell: (row) => share(row.runningNs, row) },
    { id: "syscall", name: "Syscall", width: 76, number: true, cell: (row) => share(row.syscallNs, row) },
    { id: "idle", name: "Idle", width: 76, number: true, cell: (row) => share(row.idleNs, row) },
    {
      id: "starts",
      name: "Starts",
      title: "How often a goroutine began to run on it",
      width: 80,
      number: true,
      cell: ({ starts }) => html`<span title=${exactCount(starts)}>${formatCount(starts)}</span>`,
    },
    { id: "time", name: "Utilization over the scope’s time", width: 200, grow: true, cell: strip },
  ];
}

/** How long a proc was there: held by a thread, or idle. */
function existedNs({ heldNs, idleNs }: ProcRow): number {
  return heldNs + idleNs;
}

function procParts({ runningNs, syscallNs, idleNs, heldNs }: ProcRow): Parameters<typeof partsBar>[0] {
  return [
    { name: "ran goroutines", style: Style.Running, ns: runningNs },
    { name: "syscall", style: Style.Syscall, ns: syscallNs },
    { name: "something else", style: Style.BlockedOther, ns: Math.max(heldNs - runningNs - syscallNs, 0) },
    { name: "idle", style: Style.ProcIdle, ns: idleNs },
  ];
}

/** Shades over time, as one gradient with a hard edge at each part. */
function strip({ utilization }: ProcRow): TemplateResult {
  const width = 100 / utilization.length;
  const stops = utilization.map((share, i) => {
    const colour = `color-mix(in srgb, var(--gs-running) ${(share * 100).toFixed(1)}%, var(--gs-track))`;
    return `${colour} ${i * width}% ${(i + 1) * width}%`;
  });
  const mean = utilization.reduce((sum, share) => sum + share, 0) / Math.max(utilization.length, 1);
  const words = `${formatShare(mean, 1)} on the mean`;
  return html`<span
    class="parts"
    role="img"
    aria-label=${words}
    title=${words}
    ${cssProperties({ "background-image": `linear-gradient(to right, ${stops.join(", ")})` })}
  ></span>`;
}
