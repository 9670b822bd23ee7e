import { taskIndex, type TaskIndex } from "../../analysis/task-index.ts";
import { timeIndex, type TimeIndex } from "../../analysis/time-columns.ts";
import type { Trace } from "../../model/trace.ts";

/** What all that is asked of a trace looks up, built when the first asks for it. */
export class Indexes {
  readonly #trace: Trace;
  #times: TimeIndex | undefined;
  #tasks: TaskIndex | undefined;

  constructor(trace: Trace) {
    this.#trace = trace;
  }

  times(): TimeIndex {
    return (this.#times ??= timeIndex(this.#trace));
  }

  tasks(): TaskIndex {
    return (this.#tasks ??= taskIndex(this.#trace));
  }
}
