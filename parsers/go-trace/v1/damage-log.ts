import type { Damage } from "../../../src/model/damage.ts";

interface Entry {
  readonly kind: Damage["kind"];
  readonly what: string;
  readonly byteOffset: number | undefined;
  count: number;
  bytesLost: number;
}

const MAX_ENTRIES = 32;

/** What is wrong with a file, each kind of fault once with how often it occurs, so that a broken file is not a million entries. */
export class DamageLog {
  #entries = new Map<string, Entry>();

  /** `what` names the fault without saying where: it is what faults are counted by. */
  note(kind: Damage["kind"], what: string, byteOffset?: number, bytesLost = 0): void {
    let entry = this.#entries.get(what);
    if (entry === undefined) {
      // Messages that state values may be many.
      const text = this.#entries.size < MAX_ENTRIES ? what : "other faults";
      entry = this.#entries.get(text) ?? { kind, what: text, byteOffset, count: 0, bytesLost: 0 };
      this.#entries.set(text, entry);
    }
    entry.count++;
    entry.bytesLost += bytesLost;
  }

  /** Takes over what another log holds. */
  absorb(other: DamageLog): void {
    for (const [what, entry] of other.#entries) {
      const known = this.#entries.get(what);
      if (known === undefined) this.#entries.set(what, entry);
      else known.count += entry.count;
    }
  }

  list(): Damage[] {
    return [...this.#entries.values()].map(({ kind, what, byteOffset, count, bytesLost }) => ({
      kind,
      message: count > 1 ? `${what} (the first of ${count})` : what,
      ...(byteOffset === undefined ? {} : { byteOffset }),
      ...(bytesLost === 0 ? {} : { bytesLost }),
    }));
  }
}
