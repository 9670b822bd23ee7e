import { readdirSync, readFileSync } from "node:fs";
import { pid } from "node:process";

import { descendants, readOf } from "./processes.ts";

const SAMPLE_MS = 25;

/** The process that holds the page and its worker, as Linux tells of it. */
export class PageProcess {
  readonly #pid: number;
  readonly #blank: number;
  #peak = 0;
  readonly #timer: ReturnType<typeof setInterval>;

  private constructor(found: number) {
    this.#pid = found;
    this.#blank = this.residentBytes();
    this.#timer = setInterval(() => (this.#peak = Math.max(this.#peak, this.residentBytes())), SAMPLE_MS);
  }

  /** The descendant of this process that renders and has a worker; undefined where that cannot be told. */
  static find(): PageProcess | undefined {
    if (process.platform !== "linux") return undefined;
    const found = descendants(pid).find((child) => isRenderer(child) && hasWorker(child));
    return found === undefined ? undefined : new PageProcess(found);
  }

  /** Bytes resident at most since this was found, beyond what was then. */
  get peakBytes(): number {
    return Math.max(this.#peak, this.residentBytes()) - this.#blank;
  }

  residentBytes(): number {
    const match = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${this.#pid}/status`, "utf8"));
    return Number(match?.[1] ?? 0) * 1024;
  }

  /** ms that its threads have used, main, worker and helpers. */
  processorMs(): number {
    const tasks = `/proc/${this.#pid}/task`;
    return readdirSync(tasks).reduce((sum, task) => sum + threadMs(`${tasks}/${task}/schedstat`), 0);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}

function threadMs(path: string): number {
  return Number(readFileSync(path, "utf8").split(" ")[0]) / 1e6;
}

function isRenderer(child: number): boolean {
  return readOf(`/proc/${child}/cmdline`).includes("--type=renderer");
}

function hasWorker(child: number): boolean {
  return readdirSync(`/proc/${child}/task`).some((task) =>
    readOf(`/proc/${child}/task/${task}/comm`).startsWith("Dedicated"),
  );
}
