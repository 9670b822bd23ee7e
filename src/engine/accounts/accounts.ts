import { spansInWindow } from "../../analysis/goroutine-account.ts";
import { taskEvents, type TaskEvent } from "../../analysis/task-account.ts";
import type { GoroutineIndex } from "../../base/indices.ts";
import type { Timeline } from "../../timeline/timeline.ts";
import type { Indexes } from "../analyses/indexes.ts";
import { Recent } from "../analyses/recent.ts";
import { checkRow } from "../details/refs.ts";
import type { Answers } from "../questions.ts";
import { describeAccount, spanPage } from "./goroutine-account.ts";
import { describeRegion } from "./region-details.ts";
import { describeTask, eventsThatMention, taskEventPage } from "./task-details.ts";
import type { Accounts, GoroutineAccounts, RegionDetails, SpanPage, TaskDetails, TaskEventPage } from "./types.ts";

/** Enough for a list that is scrolled while another is searched. */
const EVENT_LISTS = 4;

const ACCOUNTS = 4;

/** What the trace tells of single tasks, regions and goroutines. */
export class TraceAccounts implements Answers<Accounts> {
  readonly #timeline: Timeline;
  readonly #indexes: Indexes;
  readonly #events = new Recent<readonly TaskEvent[]>(EVENT_LISTS);
  readonly #accounts = new Recent<GoroutineAccounts>(ACCOUNTS);

  constructor(timeline: Timeline, indexes: Indexes) {
    this.#timeline = timeline;
    this.#indexes = indexes;
  }

  task(task: number): TaskDetails {
    checkRow("task", task, this.#timeline.trace.tasks.length);
    return describeTask(this.#timeline, this.#indexes.times(), this.#indexes.tasks(), task);
  }

  taskEvents(task: number, text: string, first: number, count: number): TaskEventPage {
    const { trace } = this.#timeline;
    checkRow("task", task, trace.tasks.length);
    const all = (): readonly TaskEvent[] =>
      this.#events.get(`${task}`, () => taskEvents(trace, this.#indexes.tasks(), task));
    const events = text === "" ? all() : this.#events.get(`${task} ${text}`, () => eventsThatMention(all(), text));
    return taskEventPage(trace, events, first, count);
  }

  goroutineAccount(goroutine: GoroutineIndex, from: number, to: number): GoroutineAccounts {
    checkRow("goroutine", goroutine, this.#timeline.trace.goroutines.length);
    return this.#accounts.get(`${goroutine} ${from} ${to}`, () =>
      describeAccount(this.#timeline, this.#indexes.times(), goroutine, { from, to }),
    );
  }

  goroutineSpans(goroutine: GoroutineIndex, from: number, to: number, first: number, count: number): SpanPage {
    checkRow("goroutine", goroutine, this.#timeline.trace.goroutines.length);
    const spans = spansInWindow(this.#timeline.trace, goroutine, { from, to });
    return spanPage(this.#timeline, goroutine, spans, first, count);
  }

  region(region: number): RegionDetails {
    checkRow("region", region, this.#timeline.trace.regions.length);
    return describeRegion(this.#timeline, this.#indexes.times(), region);
  }
}
