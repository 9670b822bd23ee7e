import { binarySearchLast } from "../../base/search.ts";
import { Growable } from "../../base/growable.ts";
import type { EventCursor } from "../../model/event.ts";
import { PAGE_EVENTS, type EventLog } from "./event-log.ts";
import type { EventMatcher } from "./matcher.ts";

/**
 * Which events of a log match. It goes through the log page by page as that grows, and keeps how many match in each: rows
 * are looked up in their pages anew, so that it takes the same memory however many there are.
 */
export class EventSearch {
  readonly #log: EventLog;
  readonly #matcher: EventMatcher;
  /** By page that was searched: how many match in those before it; and last, in all. */
  readonly #before = new Growable(Float64Array);

  constructor(log: EventLog, matcher: EventMatcher) {
    this.#log = log;
    this.#matcher = matcher;
    this.#before.push(0);
  }

  get pagesSearched(): number {
    return this.#before.length - 1;
  }

  get found(): number {
    return this.#before.get(this.pagesSearched);
  }

  /** Searches the next page, if it is there and full or the log's last. False: there is none, now. */
  async step(isWhole: boolean): Promise<boolean> {
    const page = this.pagesSearched;
    if (page >= this.#log.pages || (!isWhole && this.#log.eventsOf(page) < PAGE_EVENTS)) return false;
    this.#before.push(this.found + (await this.#count(page)));
    return true;
  }

  /** Nothing that is yet to be searched, or read, can match. */
  isComplete(isWhole: boolean): boolean {
    const next = this.pagesSearched;
    if (next >= this.#log.pages) return isWhole;
    return this.#log.firstTime(next) > this.#matcher.to;
  }

  /** Visits matching events from the `first`-th on, at most `count`, with their number in the trace. */
  async visit(first: number, count: number, visit: (event: EventCursor, number: number) => void): Promise<void> {
    const before = this.#before.finish();
    let page = binarySearchLast(before, first, 0, this.pagesSearched);
    let skip = first - (before[page] ?? 0);
    let left = Math.min(count, this.found - first);
    for (; left > 0 && page < before.length - 1; page++) {
      if (before[page + 1] === before[page]) continue;
      const reader = await this.#log.open(page);
      for (let number = page * PAGE_EVENTS; left > 0 && reader.next(); number++) {
        if (!this.#matcher.matches(reader.event) || skip-- > 0) continue;
        visit(reader.event, number);
        left--;
      }
      skip = 0;
    }
  }

  /** How many matching events, of those found, come before a time. */
  async countBefore(time: number): Promise<number> {
    let low = 0;
    let high = this.pagesSearched;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#log.firstTime(middle) < time) low = middle + 1;
      else high = middle;
    }
    if (low === 0) return 0;
    const page = low - 1;
    const reader = await this.#log.open(page);
    let count = this.#before.get(page);
    while (reader.next() && reader.event.time < time) if (this.#matcher.matches(reader.event)) count++;
    return count;
  }

  async #count(page: number): Promise<number> {
    const { from, to, kinds, isOpen } = this.#matcher;
    const [first, last] = [this.#log.firstTime(page), this.#log.lastTime(page)];
    if (first > to || last < from || (this.#log.kindsOf(page) & kinds) === 0) return 0;
    const hasAllKinds = (this.#log.kindsOf(page) & ~kinds) === 0;
    if (isOpen && hasAllKinds && first >= from && last <= to) return this.#log.eventsOf(page);
    const reader = await this.#log.open(page);
    let count = 0;
    while (reader.next()) if (this.#matcher.matches(reader.event)) count++;
    return count;
  }
}
