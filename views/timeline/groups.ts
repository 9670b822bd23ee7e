import type { TimelineEngine } from "./timeline-engine.ts";
import type { GroupMembers } from "../../src/timeline/types.ts";

/** Which groups are open, with the goroutines in them. A group opens when its members are here, so that nothing jumps twice. */
export class Groups {
  readonly #open = new Map<number, GroupMembers>();
  #epoch = 0;

  get open(): ReadonlyMap<number, GroupMembers> {
    return this.#open;
  }

  clear(): void {
    this.#epoch++;
    this.#open.clear();
  }

  close(group: number): void {
    this.#open.delete(group);
  }

  /** Resolves to whether the group is open now; not if another trace came meanwhile. */
  async expand(engine: TimelineEngine, group: number): Promise<boolean> {
    if (this.#open.has(group)) return true;
    const epoch = this.#epoch;
    const members = await engine.members(group);
    if (epoch !== this.#epoch) return false;
    this.#open.set(group, members);
    return true;
  }
}
