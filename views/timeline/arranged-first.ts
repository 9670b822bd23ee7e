import type { Arranged, TrackOutline } from "../../src/timeline/types.ts";

/** How the goroutines of an outline are arranged: by start function, all of them. */
export function arrangedAtFirst({ groups, taskTypes }: TrackOutline): Arranged {
  const total = groups.reduce((sum, group) => sum + group.count, 0);
  const tasks = taskTypes.reduce((sum, type) => sum + type.count, 0);
  return {
    groups: groups.map((group) => ({ ...group, depth: 0, scope: group.index, key: group.index, also: 0 })),
    shown: total,
    total,
    taskTypes: taskTypes.map((type) => ({ ...type, key: type.index })),
    tasksShown: tasks,
    tasksTotal: tasks,
  };
}
