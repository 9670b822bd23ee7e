import type { TimelineEngine } from "./timeline-engine.ts";
import type { GroupMembers, GroupOrder } from "../../src/timeline/types.ts";

/** Which groups are open, with the goroutines in them. A group opens when its members are here, so that nothing jumps twice. */
export class Groups {
  #open: ReadonlyMap<number, GroupMembers> = new Map();
  #epoch = 0;

  get open(): ReadonlyMap<number, GroupMembers> {
    return this.#open;
  }

  clear(): void {
    this.#epoch++;
    this.#open = new Map();
  }

  close(groups: readonly number[]): void {
    const gone = new Set(groups);
    this.#open = new Map([...this.#open].filter(([group]) => !gone.has(group)));
  }

  /** Resolves to whether the groups are open now; not if others were asked for since that leave none of these. */
  async expand(engine: TimelineEngine, groups: readonly number[], order: GroupOrder): Promise<boolean> {
    const missing = groups.filter((group) => !this.#open.has(group));
    if (missing.length === 0) return true;
    const epoch = this.#epoch;
    const members = await Promise.all(missing.map((group) => engine.members(group, order)));
    if (epoch !== this.#epoch) return false;
    this.#open = new Map([...this.#open, ...members.map((one) => [one.group, one] as const)]);
    return true;
  }

  /** Opens just these groups, with members in this order, once they are all here. */
  async replace(engine: TimelineEngine, groups: readonly number[], order: GroupOrder): Promise<boolean> {
    const epoch = ++this.#epoch;
    const members = await Promise.all(groups.map((group) => engine.members(group, order)));
    if (epoch !== this.#epoch) return false;
    this.#open = new Map(members.map((one) => [one.group, one]));
    return true;
  }
}
