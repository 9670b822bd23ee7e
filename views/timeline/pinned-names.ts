import type { GoroutineIndex } from "../../src/base/indices.ts";
import type { TrackRow } from "./layout.ts";
import { shortFunction } from "./row-name.ts";
import type { Subject } from "./subject.ts";

/** So many are asked for at a time. */
const MOST = 50;

type Named = Pick<TrackRow, "name" | "life">;

/** What pinned goroutines and tasks are called, and when they lived: a layout knows it only of those in open groups. */
export class PinnedNames {
  readonly #known = new Map<string, Named>();

  get known(): ReadonlyMap<string, Named> {
    return this.#known;
  }

  clear(): void {
    this.#known.clear();
  }

  /** Asks for those that are not known yet. One that there is not is never named. */
  async ask(subject: Subject, pinned: readonly string[]): Promise<void> {
    const unknown = pinned.filter((key) => !this.#known.has(key)).slice(0, MOST);
    await Promise.all(
      unknown.map(async (key) => {
        const [kind = "", number = ""] = key.split(":");
        const named = await NAME[kind]?.(subject, Number(number)).catch(() => undefined);
        if (named !== undefined) this.#known.set(key, named);
      }),
    );
  }
}

const NAME: Readonly<Record<string, (subject: Subject, index: number) => Promise<Named>>> = {
  goroutine: async ({ engine, durationNs }, index) => {
    const { id, name, created, ended = durationNs } = await engine.goroutine(index as GoroutineIndex);
    return { name: `G${id} ${shortFunction(name)}`, life: { from: created, to: ended } };
  },
  task: async ({ engine }, index) => {
    const { id, name, start, end } = await engine.task(index);
    return { name: `${name} #${id}`, life: { from: start, to: end } };
  },
};
