import { MAX_BATCH_BYTES, Wire } from "../wire/events.ts";
import { readBatchHeader, type Batch } from "./batch-header.ts";

/** After a gap, a batch of one of the next so many generations is believed to be one. */
const NEAR_GENERATIONS = 2;
/** So many batches must follow upon each other: events look like a batch often, like two now and then. */
const CHAIN = 4;
/** More bytes than any such chain takes. */
const CHAIN_BYTES = CHAIN * (MAX_BATCH_BYTES + 64);

/** The bytes at hand, and what is known of the place in them. */
export interface Sight {
  readonly bytes: Uint8Array;
  readonly fileOffset: number;
  /** No more bytes come. */
  readonly ended: boolean;
  /** The generation that batches were of until here; 0 if none were. */
  readonly generation: number;
}

/** Tells where batches go on after bytes that made no sense. */
export class Resync {
  readonly #endsGeneration: (bytes: Uint8Array, at: number) => boolean;
  /** Places from which batches do not lead to the file's end. */
  readonly #deadEnds = new Set<number>();

  constructor(endsGeneration: (bytes: Uint8Array, at: number) => boolean) {
    this.#endsGeneration = endsGeneration;
  }

  /** Whether believable batches begin here, enough of them or up to the end. */
  follow(sight: Sight, at: number): boolean | "unknown" {
    const { bytes, ended } = sight;
    const first = bytes[at];
    if (first !== Wire.EventBatch && first !== Wire.ExperimentalBatch) return false;
    let from = sight.generation;
    let position = at;
    for (let found = 0; found < CHAIN;) {
      if (position === bytes.length) return ended || this.#unknown(sight, at);
      if (found > 0 && this.#endsGeneration(bytes, position)) {
        position++;
        continue;
      }
      const next = believable(sight, position, from);
      if (next === "incomplete") return ended ? false : this.#unknown(sight, at);
      if (next === undefined) return false;
      from = next.generation;
      position = next.batch.end;
      found++;
    }
    return true;
  }

  /** Whether at least one batch begins here, and batches follow one another up to the file's end. O(bytes) for all places together. */
  fillsFile(sight: Sight, at: number): boolean {
    const { bytes, fileOffset, generation } = sight;
    const visited: number[] = [];
    let position = at;
    while (position < bytes.length && !this.#deadEnds.has(fileOffset + position)) {
      visited.push(fileOffset + position);
      if (position > at && this.#endsGeneration(bytes, position)) {
        position++;
        continue;
      }
      const next = believable(sight, position, generation);
      if (next === undefined || next === "incomplete") break;
      position = next.batch.end;
    }
    if (position === bytes.length && position > at) return true;
    for (const place of visited) this.#deadEnds.add(place);
    return false;
  }

  /** More bytes may tell, unless there are enough of them for any chain. */
  #unknown({ bytes }: Sight, at: number): false | "unknown" {
    return bytes.length - at > CHAIN_BYTES ? false : "unknown";
  }
}

/** The batch that begins at a place, if it holds something and is of this generation or one of the next. */
function believable(
  { bytes, fileOffset }: Sight,
  at: number,
  from: number,
): { readonly generation: number; readonly batch: Batch } | "incomplete" | undefined {
  const header = readBatchHeader(bytes, at, fileOffset);
  if (header === "incomplete") return header;
  if ("fault" in header || header.batch.start === header.batch.end) return undefined;
  const isNear = from === 0 || (header.generation >= from && header.generation <= from + NEAR_GENERATIONS);
  return isNear ? header : undefined;
}
