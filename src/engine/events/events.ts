import { nextTask } from "../../base/next-task.ts";
import type { Timeline } from "../../timeline/timeline.ts";
import { Recent } from "../analyses/recent.ts";
import { scopeKey, scopeOf } from "../analyses/scope.ts";
import type { ScopeRequest } from "../analyses/types.ts";
import type { OpenSource } from "../protocol.ts";
import type { Answers } from "../questions.ts";
import { EventLog } from "./event-log.ts";
import { readEvents } from "./event-reading.ts";
import { EventSpeller } from "./event-rows.ts";
import { EventSearch } from "./event-search.ts";
import { EventMatcher } from "./matcher.ts";
import type { EventChoice, EventRow, EventRows, Events } from "./types.ts";

/** Searches that are kept: what a page needs to go to and fro. */
const SEARCHES = 4;
const SLICE_MS = 8;
/** A question waits so long for the rows it asks for. */
const PATIENCE_MS = 100;

/** The events of one trace. Whoever lets go of it has to `close` it. */
export class TraceEvents implements Answers<Events> {
  readonly #timeline: Timeline;
  readonly #source: OpenSource;
  readonly #closed = new AbortController();
  readonly #searches = new Recent<EventSearch>(SEARCHES);
  readonly #speller: EventSpeller;
  readonly #log = new EventLog();
  #reading: AsyncGenerator<void> | undefined;
  #isRead = false;
  #current: EventSearch | undefined;
  #fault: Error | undefined;
  #paused = false;
  #isWorking = false;

  /** `source` is read again when events are first asked for. */
  constructor(timeline: Timeline, source: OpenSource) {
    this.#timeline = timeline;
    this.#source = source;
    this.#speller = new EventSpeller(timeline.trace);
  }

  close(): void {
    this.#closed.abort();
  }

  pauseEvents(paused: boolean): void {
    this.#paused = paused;
    if (!paused) this.#work();
  }

  async events(request: ScopeRequest, choice: EventChoice, first: number, count: number): Promise<EventRows> {
    const search = await this.#found(request, choice, first + count);
    const rows: EventRow[] = [];
    await search.visit(first, count, (event, number) => rows.push(this.#speller.row(event, number)));
    return {
      total: this.#timeline.trace.eventCount,
      read: this.#log.length,
      searched: this.#searchedOf(search),
      found: search.found,
      isComplete: search.isComplete(this.#isRead),
      first,
      rows,
    };
  }

  async eventLines(request: ScopeRequest, choice: EventChoice, count: number): Promise<string> {
    const search = await this.#found(request, choice, 0);
    const lines: string[] = [];
    await search.visit(0, count, (event) => lines.push(`${this.#speller.line(event)}\n`));
    return lines.join("");
  }

  async eventAt(request: ScopeRequest, choice: EventChoice, timeNs: number): Promise<number> {
    return (await this.#found(request, choice, 0)).countBefore(timeNs);
  }

  /** The search that is asked for, from now on the one that is worked on; it may wait a little for so many rows. */
  async #found(request: ScopeRequest, choice: EventChoice, rows: number): Promise<EventSearch> {
    const { kind, goroutine, proc, text } = choice;
    const search = this.#searches.get(`${scopeKey(request)} ${JSON.stringify([kind, goroutine, proc, text])}`, () => {
      const scope = scopeOf(this.#timeline, request);
      return new EventSearch(this.#log, new EventMatcher(this.#timeline.trace.symbols, scope, choice));
    });
    this.#current = search;
    this.#work();
    const until = performance.now() + PATIENCE_MS;
    while (search.found < rows && !search.isComplete(this.#isRead) && !this.#paused && performance.now() < until) {
      if (this.#fault) break;
      await nextTask();
    }
    if (this.#fault) throw this.#fault;
    return search;
  }

  #searchedOf(search: EventSearch): number {
    const { pagesSearched } = search;
    if (search.isComplete(this.#isRead)) return this.#timeline.trace.eventCount;
    return pagesSearched === 0
      ? 0
      : (pagesSearched - 1) * this.#log.eventsOf(0) + this.#log.eventsOf(pagesSearched - 1);
  }

  /** Goes on reading and searching, unless that is under way. */
  #work(): void {
    if (this.#isWorking) return;
    this.#isWorking = true;
    void this.#workOn()
      .catch((error: unknown) => {
        this.#fault = error instanceof Error ? error : new Error(String(error));
      })
      .finally(() => (this.#isWorking = false));
  }

  async #workOn(): Promise<void> {
    const { signal } = this.#closed;
    while (!this.#paused && !signal.aborted && !this.#fault) {
      const isSearching = await this.#searchOn();
      if (!this.#isRead) await this.#readOn(signal);
      else if (!isSearching) return;
      await nextTask();
    }
  }

  async #readOn(signal: AbortSignal): Promise<void> {
    this.#reading ??= readEvents(this.#source, this.#log, this.#timeline.trace, signal);
    this.#isRead = (await this.#reading.next()).done === true && !signal.aborted;
    if (this.#isRead) this.#reading = undefined;
  }

  /** A slice of searching. False: there is nothing more to search, now. */
  async #searchOn(): Promise<boolean> {
    const until = performance.now() + SLICE_MS;
    do {
      const search = this.#current;
      if (search === undefined || search.isComplete(this.#isRead) || !(await search.step(this.#isRead))) return false;
    } while (performance.now() < until);
    return true;
  }
}
