import type { GoroutineChoice } from "../../src/engine/analyses/types.ts";
import type { RangeDetails, SpanDetails } from "../../src/engine/protocol.ts";
import type { Hit } from "../../src/timeline/types.ts";
import type { TimeWindow } from "./view-state.ts";

/** `window-change`: what is in sight. `final`: it has come to rest; only such a one is worth a place in the history. */
export interface WindowChange extends TimeWindow {
  readonly final: boolean;
}

/** `select`: what the reader clicked on, with all that is known of it. */
export type SelectDetail =
  | { readonly kind: "none" }
  | { readonly kind: "window"; readonly window: TimeWindow; readonly group: number | undefined }
  | { readonly kind: "span"; readonly span: number; readonly details: SpanDetails }
  | { readonly kind: "range"; readonly range: number; readonly details: RangeDetails }
  | { readonly kind: "task"; readonly task: number }
  | { readonly kind: "region"; readonly region: number };

/** `hover`: what lies under the pointer. */
export interface HoverDetail {
  readonly hit: Hit | undefined;
  /** ns; undefined when the pointer is elsewhere. */
  readonly time: number | undefined;
}

export interface TimelineEvents {
  "window-change": CustomEvent<WindowChange>;
  select: CustomEvent<SelectDetail>;
  hover: CustomEvent<HoverDetail>;
  /** How the tracks are set, as the URL holds it. */
  "view-change": CustomEvent<string>;
  /** What the pages of analyses are to look at. */
  scope: CustomEvent<GoroutineChoice>;
}
