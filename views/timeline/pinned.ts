import { ENTRY_NAMES } from "./track-settings.ts";
import type { TrackRow } from "./layout.ts";
import type { Plan } from "./plan.ts";
import { groupKey, groupRow, heightOf, procRow, taskTypeKey, taskTypeRow, threadRow, trackRow } from "./rows.ts";

/** The rows of what is pinned, as far as there is such a track, one below the other. */
export function layPinned(plan: Plan): { readonly pinned: readonly TrackRow[]; readonly pinnedHeight: number } {
  const pinned: TrackRow[] = [];
  let y = 0;
  for (const key of plan.settings.pinned) {
    const [kind = "", number = ""] = key.split(":");
    const row = PINNED[kind]?.(plan, Number(number), y);
    if (row === undefined) continue;
    pinned.push({ ...row, key, pinned: true, depth: 0 });
    y += row.height;
  }
  return { pinned, pinnedHeight: y };
}

type Pin = (plan: Plan, index: number, y: number) => TrackRow | undefined;

/** By the kind of track that a key names. */
const PINNED: Readonly<Record<string, Pin>> = {
  proc: procRow,
  thread: threadRow,
  group: (plan, index, y) => {
    const group = plan.arranged.groups.find((one) => groupKey(one) === `group:${index}`);
    return group && { ...groupRow(plan, group, y), canOpen: false, open: false };
  },
  "task-type": (plan, index, y) => {
    const type = plan.arranged.taskTypes.find((one) => taskTypeKey(one) === `task-type:${index}`);
    const { count = 0 } = plan.outline.taskTypes.find((one) => one.index === index) ?? {};
    return type && { ...taskTypeRow(plan, type, count, y), canOpen: false, open: false };
  },
  goroutine: named("goroutine"),
  task: named("task"),
  ...Object.fromEntries(
    (["gc", "heap", "goroutines", "threads", "waiters", "utilization"] as const).map((kind) => [
      kind,
      (plan: Plan, index: number, y: number) =>
        index === 0 ? { ...trackRow({ kind, index }, y, heightOf(plan, kind)), name: ENTRY_NAMES[kind] } : undefined,
    ]),
  ),
};

/** One of many, whose name had to be asked for. */
function named(kind: "goroutine" | "task"): Pin {
  return (plan, index, y) => {
    const known = plan.pinnedNames.get(`${kind}:${index}`);
    return known && { ...trackRow({ kind, index }, y, heightOf(plan, kind)), ...known };
  };
}
