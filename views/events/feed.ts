import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { EventRow, EventRows } from "../../src/engine/events/types.ts";

/** Rows that are asked for together; a screen holds about forty. */
const CHUNK_ROWS = 100;
/** Chunks that are kept; the rest is asked for again. */
const MOST_CHUNKS = 30;
/** While not all is found, what is in sight is asked for again so often. */
const AGAIN_MS = 150;

type Ask = (first: number, count: number) => Promise<EventRows>;

/** Rows of the events that match, fetched as they come into sight, and again while more are being found. */
export class EventFeed implements ReactiveController {
  #host: ReactiveControllerHost;
  #chunks = new Map<number, readonly EventRow[]>();
  #ask: Ask | undefined;
  #question = "";
  #sight: readonly [number, number] = [0, 0];
  #asking = new Set<number>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** How far things are; undefined before the first answer. */
  progress: Omit<EventRows, "rows" | "first"> | undefined;
  fault: string | undefined;
  /** The last answer was to another question. */
  stale = true;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    if (this.#ask) this.#look();
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }

  /** From now on this is asked; `question` tells it from others. */
  put(question: string, ask: Ask): void {
    this.#ask = ask;
    if (question === this.#question) return;
    this.#question = question;
    this.stale = true;
    this.#chunks = new Map();
    this.#asking = new Set();
    this.#look();
  }

  row(index: number): EventRow | undefined {
    return this.#chunks.get(Math.floor(index / CHUNK_ROWS))?.[index % CHUNK_ROWS];
  }

  /** These rows are in sight. */
  see(first: number, last: number): void {
    this.#sight = [first, Math.max(last, first)];
    this.#look();
  }

  #look(): void {
    clearTimeout(this.#timer);
    const [first, last] = this.#sight;
    for (let chunk = Math.floor(first / CHUNK_ROWS); chunk <= Math.floor(last / CHUNK_ROWS); chunk++) {
      const isFull = (this.#chunks.get(chunk)?.length ?? 0) === CHUNK_ROWS;
      if (!this.#asking.has(chunk) && !(isFull && this.progress?.isComplete === true)) void this.#fetch(chunk);
    }
  }

  async #fetch(chunk: number): Promise<void> {
    const question = this.#question;
    const asking = this.#asking;
    asking.add(chunk);
    try {
      const { rows, first: _, ...progress } = await this.#ask!(chunk * CHUNK_ROWS, CHUNK_ROWS);
      if (question !== this.#question) return;
      this.fault = undefined;
      this.stale = false;
      this.progress = progress;
      this.#keep(chunk, rows);
    } catch (error) {
      if (question !== this.#question) return;
      this.fault = error instanceof Error ? error.message : String(error);
    } finally {
      asking.delete(chunk);
    }
    this.#host.requestUpdate();
    if (this.fault !== undefined || this.progress?.isComplete === true) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), AGAIN_MS);
  }

  #keep(chunk: number, rows: readonly EventRow[]): void {
    this.#chunks.delete(chunk);
    this.#chunks.set(chunk, rows);
    const [oldest] = this.#chunks.keys();
    if (this.#chunks.size > MOST_CHUNKS && oldest !== undefined) this.#chunks.delete(oldest);
  }
}
