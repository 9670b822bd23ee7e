import type { Engine } from "../../src/engine/protocol.ts";

/** What the timeline asks of an engine. */
export type TimelineEngine = Pick<
  Engine,
  "spanAlike" | "tile" | "hit" | "span" | "range" | "goroutine" | "task" | "region" | "members" | "groupsOf" | "pauses"
>;
