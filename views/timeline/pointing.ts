import type { TimelineEngine } from "./timeline-engine.ts";
import type { Hit } from "../../src/timeline/types.ts";
import { fillCard, fillLossCard, placeCard } from "./card.ts";
import type { HoverDetail } from "./events.ts";
import { HoverProbe } from "./hover.ts";
import type { Point } from "./input/pointer.ts";
import type { Row } from "./layout.ts";
import type { Loss } from "./losses.ts";
import type { Outline } from "./scene.ts";

/** What a point of the canvas stands for. */
export interface Place {
  readonly row: Row | undefined;
  /** How far down the row's height, 0 to 1. */
  readonly level: number;
  /** ns since the first event. */
  readonly time: number;
  /** ns in a device pixel. */
  readonly nsPerPixel: number;
}

export interface PointingHost {
  engine(): TimelineEngine | undefined;
  placeOf(point: Point): Place;
  /** What is missing at a point. */
  lossAt(point: Point): Loss | undefined;
  hovered(detail: HoverDetail): void;
  redraw(): void;
}

/** What lies under the pointer: its outline, and the card beside it. */
export class Pointing {
  readonly #host: PointingHost;
  readonly #card: HTMLElement;
  readonly #box: HTMLElement;
  readonly #probe: HoverProbe;
  #at: Point | undefined;
  #outline: Outline | undefined;

  /** `box` is the positioned element that the card lies in, of the size of the canvas. */
  constructor(host: PointingHost, card: HTMLElement, box: HTMLElement) {
    this.#host = host;
    this.#card = card;
    this.#box = box;
    this.#probe = new HoverProbe((hit) => this.#show(hit));
  }

  /** Where the pointer is; undefined while it is elsewhere or drags. */
  get at(): Point | undefined {
    return this.#at;
  }

  get outline(): Outline | undefined {
    return this.#outline;
  }

  point(at: Point | undefined): void {
    this.#at = at;
    const engine = this.#host.engine();
    if (engine === undefined) return;
    const place = at === undefined ? undefined : this.#host.placeOf(at);
    const track = place?.row?.kind === "track" ? place.row.track : undefined;
    const loss = at === undefined ? undefined : this.#host.lossAt(at);
    const probe =
      place === undefined || track === undefined || loss !== undefined
        ? undefined
        : { track, timeNs: place.time, nsPerPixel: place.nsPerPixel, level: place.level };
    this.#probe.point(engine, probe);
    if (loss !== undefined) {
      fillLossCard(this.#card, loss);
      this.#card.hidden = false;
    }
    this.#place();
    this.#host.redraw();
  }

  /** What was under the pointer has moved away. */
  forget(): void {
    this.#show(undefined);
  }

  #show(hit: Hit | undefined): void {
    const place = this.#at === undefined ? undefined : this.#host.placeOf(this.#at);
    const row = place?.row;
    const shown = hit !== undefined && row !== undefined;
    if (!shown && this.#outline === undefined && this.#card.hidden) return;
    this.#outline = shown ? { row, start: hit.start, end: hit.end, strong: false } : undefined;
    this.#card.hidden = !shown;
    if (shown) fillCard(this.#card, hit);
    this.#place();
    this.#host.hovered({ hit: shown ? hit : undefined, time: place?.time });
    this.#host.redraw();
  }

  #place(): void {
    if (this.#at === undefined || this.#card.hidden) return;
    placeCard(this.#card, this.#at.x, this.#at.y, this.#box.clientWidth, this.#box.clientHeight);
  }
}
