import type { StringIndex } from "../base/indices.ts";
import { NO_LABELS, type ProfileLabel } from "../model/profile.ts";
import type { Trace } from "../model/trace.ts";
import { SPAN_STATE_NAMES, SpanState } from "../model/vocabulary.ts";

/** What a profile may be split by: the state and reason of a wait, or the function that its goroutine started in. */
export type SplitBy = "reason" | "group";

export const SPLITS: readonly SplitBy[] = ["reason", "group"];

/** Samples that belong together: they share labels, and a frame at their root. */
export interface Part {
  /** "" for the only part of a profile that is not split. */
  readonly name: string;
  readonly labels: readonly ProfileLabel[];
}

/** The parts that a profile falls into, numbered as they are met. */
export interface Partition {
  readonly parts: readonly Part[];
  /** Part of a wait, or of a CPU sample (span -1); `goroutine` -1 for none. */
  readonly of: (goroutine: number, span: number) => number;
}

export function partition(trace: Trace, by: SplitBy | undefined): Partition {
  if (by === undefined) return { parts: [{ name: "", labels: NO_LABELS }], of: () => 0 };
  return by === "reason" ? byReason(trace) : byGroup(trace);
}

function byReason({ spans, symbols }: Trace): Partition {
  const numbered = new Numbered((key) => {
    const state = SPAN_STATE_NAMES[key % SPAN_STATE_NAMES.length]!;
    const reason = symbols.strings.get(spans.reasons[Math.floor(key / SPAN_STATE_NAMES.length)] as StringIndex);
    const labels = [{ key: "state", text: state }];
    return reason === ""
      ? { name: state, labels }
      : { name: `${state}: ${reason}`, labels: [...labels, { key: "reason", text: reason }] };
  });
  const of = (_: number, span: number): number =>
    numbered.of(span === -1 ? SpanState.Running : spans.reason[span]! * SPAN_STATE_NAMES.length + spans.state[span]!);
  return { parts: numbered.parts, of };
}

function byGroup({ goroutines, symbols }: Trace): Partition {
  const numbered = new Numbered((key) => {
    const name = key === -1 ? "" : symbols.strings.get(key as StringIndex);
    return name === ""
      ? { name: "goroutines of unknown start", labels: NO_LABELS }
      : { name, labels: [{ key: "group", text: name }] };
  });
  return {
    parts: numbered.parts,
    of: (goroutine) => numbered.of(goroutine === -1 ? -1 : goroutines.name[goroutine]!),
  };
}

class Numbered {
  readonly parts: Part[] = [];
  readonly #numbers = new Map<number, number>();
  readonly #describe: (key: number) => Part;

  constructor(describe: (key: number) => Part) {
    this.#describe = describe;
  }

  of(key: number): number {
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.parts.push(this.#describe(key)) - 1;
      this.#numbers.set(key, number);
    }
    return number;
  }
}
