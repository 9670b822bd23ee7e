import type { Damage, Gap } from "../../src/model/damage.ts";

/** Faults of one sort. What more is found lost because of them may be added. */
export interface Entry {
  readonly kind: Damage["kind"];
  readonly what: string;
  readonly byteOffset: number | undefined;
  readonly generation: number | undefined;
  count: number;
  bytesLost: number;
  /** undefined: not known yet; null: none. */
  gap: Gap | undefined | null;
}

const MAX_ENTRIES = 64;

/**
 * What is wrong with a file: each sort of fault once per generation with how often it occurs, so that a broken file is
 * not a million entries. Faults whose messages differ in their numbers alone are of one sort.
 */
export class DamageLog {
  #entries = new Map<string, Entry>();
  #latest: Entry | undefined;

  /** `what` states the fault without saying where. */
  note(kind: Damage["kind"], what: string, byteOffset?: number, bytesLost = 0, generation?: number): Entry {
    let entry = this.#latest;
    // Faults come in millions of the same sort: what was said last is looked up no more.
    if (entry === undefined || entry.what !== what || entry.generation !== generation) {
      entry = this.#entryOf(kind, what, byteOffset, generation);
      this.#latest = entry;
    }
    entry.count++;
    entry.bytesLost += bytesLost;
    return entry;
  }

  #entryOf(kind: Damage["kind"], what: string, byteOffset: number | undefined, generation: number | undefined): Entry {
    const sort = sortOf(what, generation);
    let entry = this.#entries.get(sort);
    if (entry === undefined) {
      const full = this.#entries.size >= MAX_ENTRIES;
      const key = full ? "other faults" : sort;
      entry = this.#entries.get(key) ?? {
        kind,
        what: full ? key : what,
        byteOffset,
        generation,
        count: 0,
        bytesLost: 0,
        gap: undefined,
      };
      this.#entries.set(key, entry);
    }
    return entry;
  }

  /** Takes over what another log holds. */
  absorb(other: DamageLog): void {
    for (const [sort, entry] of other.#entries) {
      const known = this.#entries.get(sort);
      if (known === undefined) this.#entries.set(sort, entry);
      else known.count += entry.count;
    }
  }

  /**
   * Says where events are missing because of what was noted of generations up to this one, or of none, and has not been
   * told before; null: nowhere.
   */
  settle(generation: number, gap: Gap | null): void {
    for (const entry of this.#entries.values())
      if (entry.gap === undefined && (entry.generation ?? 0) <= generation) entry.gap = gap;
  }

  list(): Damage[] {
    return Array.from(this.#entries.values(), ({ kind, what, byteOffset, generation, count, bytesLost, gap }) => ({
      kind,
      message: count > 1 ? `${what} (the first of ${count})` : what,
      ...(byteOffset === undefined ? {} : { byteOffset }),
      ...(generation === undefined ? {} : { generation }),
      ...(bytesLost === 0 ? {} : { bytesLost }),
      ...(gap ? { gap } : {}),
    }));
  }
}

function sortOf(what: string, generation: number | undefined): string {
  return `${generation ?? ""}/${what.replaceAll(/\d+/g, "#")}`;
}
