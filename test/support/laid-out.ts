import type { GroupMembers, TrackOutline } from "../../src/timeline/types.ts";
import type { Layout } from "../../views/timeline/layout.ts";
import { layoutTracks } from "../../views/timeline/plan.ts";
import { firstSettings, type TrackSettings } from "../../views/timeline/track-settings.ts";

/** The tracks of an outline, laid out as they are at first but for some settings, with these groups open. */
export function laidOut(
  outline: TrackOutline,
  open: ReadonlyMap<number, GroupMembers> = new Map(),
  change: Partial<TrackSettings> = {},
): Layout {
  const total = outline.groups.reduce((sum, { count }) => sum + count, 0);
  const groups = outline.groups.map((group) => ({ ...group, depth: 0, scope: group.index }));
  return layoutTracks({
    outline,
    arranged: { groups, shown: total, total },
    open,
    settings: { ...firstSettings(outline), ...change },
    lanes: new Map(),
    tasks: new Map(),
    pinnedNames: new Map(),
  });
}
