import type { Engine } from "../../src/engine/protocol.ts";

/** What the timeline asks of an engine. */
export type TimelineEngine = Pick<
  Engine,
  | "tile"
  | "drawable"
  | "hit"
  | "arrange"
  | "groupOf"
  | "lanes"
  | "taskMembers"
  | "groupsOf"
  | "spanAlike"
  | "span"
  | "range"
  | "goroutine"
  | "task"
  | "region"
  | "members"
  | "pauses"
>;
