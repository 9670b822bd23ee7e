import type { Damage } from "../../../src/model/damage.ts";

interface Entry {
  readonly kind: Damage["kind"];
  readonly what: string;
  readonly byteOffset: number | undefined;
  count: number;
  bytesLost: number;
}

/** What is wrong with a file, each kind of fault once with how often it occurs, so that a broken file is not a million entries. */
export class DamageLog {
  #entries = new Map<string, Entry>();

  /** `what` names the fault without saying where: it is what faults are counted by. */
  note(kind: Damage["kind"], what: string, byteOffset?: number, bytesLost = 0): void {
    let entry = this.#entries.get(what);
    if (entry === undefined) {
      entry = { kind, what, byteOffset, count: 0, bytesLost: 0 };
      this.#entries.set(what, entry);
    }
    entry.count++;
    entry.bytesLost += bytesLost;
  }

  list(): Damage[] {
    return [...this.#entries.values()].map(({ kind, what, byteOffset, count, bytesLost }) => ({
      kind,
      message:
        what +
        (count > 1 ? `, ${count} times` : "") +
        (byteOffset === undefined ? "" : `${count > 1 ? ", first" : ""} at byte ${byteOffset}`),
      ...(byteOffset === undefined ? {} : { byteOffset }),
      ...(bytesLost === 0 ? {} : { bytesLost }),
    }));
  }
}
