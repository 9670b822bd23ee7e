import type { GoroutineChoice } from "../../src/engine/analyses/types.ts";
import type { Arranged } from "../../src/timeline/types.ts";
import type { MenuElement } from "../kit/menu.ts";
import type { HoverDetail, SelectDetail, WindowChange } from "./events.ts";
import type { TrackSettings } from "./track-settings.ts";

/** The elements the timeline lives in. */
export interface Parts {
  readonly host: HTMLElement;
  readonly gutter: HTMLElement;
  readonly names: HTMLElement;
  readonly corner: HTMLElement;
  readonly box: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  readonly bar: HTMLElement;
  readonly thumb: HTMLElement;
  readonly card: HTMLElement;
  readonly live: HTMLElement;
  readonly probe: HTMLElement;
  readonly menu: MenuElement;
}

/** Whom the timeline tells. */
export interface Listener {
  windowChanged(change: WindowChange): void;
  selected(detail: SelectDetail): void;
  hovered(detail: HoverDetail): void;
  failed(error: unknown): void;
  /** The reader wants the tracks set so. */
  arranged(settings: TrackSettings): void;
  /** The tracks are scrolled so far, css pixels, and at rest. */
  scrolled(scroll: number): void;
  /** The tracks are set so now, and this is what they are. */
  settled(settings: TrackSettings, arranged: Arranged): void;
  scope(goroutines: GoroutineChoice): void;
}
