import { arrangedAtFirst } from "../../views/timeline/arranged-first.ts";
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
  return layoutTracks({
    outline,
    arranged: arrangedAtFirst(outline),
    open,
    settings: { ...firstSettings(outline), ...change },
    lanes: new Map(),
    tasks: new Map(),
    pinnedNames: new Map(),
  });
}
