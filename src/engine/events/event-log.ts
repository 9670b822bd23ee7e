import { Growable } from "../../base/growable.ts";
import { EventCursor } from "../../model/event.ts";
import { EventCode, MOST_EVENT_BYTES } from "./event-code.ts";
import { Shapes } from "./shapes.ts";

/** Events that are read together: what it costs to come to any one of them. */
export const PAGE_EVENTS = 1 << 13;
/** Pages are handed over in pieces of so many bytes. */
const PIECE_BYTES = 1 << 20;
/** Pieces that are kept at hand. */
const PIECES_AT_HAND = 4;

/** The events of one page, one after the other. */
export interface PageReader {
  readonly event: EventCursor;
  /** Moves to the next; false after the last. */
  next(): boolean;
}

/**
 * A trace's events in their order, to be read from anywhere: pages of events in few bytes, kept as blobs, which the
 * browser may put on disk. What stays in memory is an index of pages, and some pieces at hand.
 */
export class EventLog {
  readonly shapes = new Shapes();
  readonly #writer = new EventCode(this.shapes);
  readonly #blobs: Blob[] = [];
  readonly #atHand = new Map<number, Uint8Array>();
  /** By page: the piece it lies in, where it begins there, when its first event was, and the kinds in the page before. */
  readonly #piece = new Growable(Uint32Array);
  readonly #offset = new Growable(Uint32Array);
  readonly #time = new Growable(Float64Array);
  readonly #kinds = new Growable(Uint16Array);
  #bytes = new Uint8Array(PIECE_BYTES);
  #used = 0;
  #length = 0;
  #lastTime = 0;
  #kindsSoFar = 0;

  /** How many events are in it. */
  get length(): number {
    return this.#length;
  }

  get pages(): number {
    return this.#piece.length;
  }

  /** How many events a page holds; of the last one so far. */
  eventsOf(page: number): number {
    return Math.min(PAGE_EVENTS, this.#length - page * PAGE_EVENTS);
  }

  /** When a page's first event was, and that of the page after it, or the last event so far. */
  firstTime(page: number): number {
    return this.#time.get(page);
  }

  lastTime(page: number): number {
    return page + 1 < this.pages ? this.#time.get(page + 1) : this.#lastTime;
  }

  /** A bit for each kind of event in the page. */
  kindsOf(page: number): number {
    return page + 1 < this.pages ? this.#kinds.get(page + 1) : this.#kindsSoFar;
  }

  append(event: EventCursor): void {
    if (this.#length % PAGE_EVENTS === 0) this.#beginPage(event.time);
    this.#writer.write(event);
    this.#used = this.#writer.position;
    this.#length++;
    this.#lastTime = event.time;
    this.#kindsSoFar |= 1 << event.kind;
  }

  /** No more events come: gives back what only appending needs. */
  finish(): void {
    this.#handOver();
    this.#bytes = new Uint8Array(0);
  }

  #beginPage(time: number): void {
    this.#kinds.push(this.#kindsSoFar);
    this.#kindsSoFar = 0;
    // A page never lies in two pieces.
    if (this.#used + PAGE_EVENTS * MOST_EVENT_BYTES > PIECE_BYTES) this.#handOver();
    this.#piece.push(this.#blobs.length);
    this.#offset.push(this.#used);
    this.#time.push(time);
    this.#writer.restart(this.#bytes, this.#used);
  }

  #handOver(): void {
    this.#blobs.push(new Blob([this.#bytes.subarray(0, this.#used)]));
    this.#used = 0;
  }

  /** A page that there is, with as many events as it has now. */
  async open(page: number): Promise<PageReader> {
    const events = this.eventsOf(page);
    const bytes = await this.#pieceAt(this.#piece.get(page));
    return new Page(this.shapes, bytes, this.#offset.get(page), events);
  }

  async #pieceAt(piece: number): Promise<Uint8Array> {
    const blob = this.#blobs[piece];
    if (blob === undefined) return this.#bytes.slice(0, this.#used);
    const bytes = this.#atHand.get(piece) ?? new Uint8Array(await blob.arrayBuffer());
    this.#atHand.delete(piece);
    this.#atHand.set(piece, bytes);
    const [oldest] = this.#atHand.keys();
    if (this.#atHand.size > PIECES_AT_HAND && oldest !== undefined) this.#atHand.delete(oldest);
    return bytes;
  }
}

class Page implements PageReader {
  readonly event = new EventCursor();
  readonly #code: EventCode;
  #left: number;

  constructor(shapes: Shapes, bytes: Uint8Array, at: number, events: number) {
    this.#code = new EventCode(shapes);
    this.#code.restart(bytes, at);
    this.#left = events;
  }

  next(): boolean {
    if (this.#left === 0) return false;
    this.#left--;
    this.#code.read(this.event);
    return true;
  }
}
