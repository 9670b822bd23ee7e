import type { ByteReader } from "../wire/varint.ts";

/** More than a week of ticks at 47 a µs, which is what a processor counts: no time in a file is farther from the first. */
export const MAX_TICKS_APART = 2 ** 45;
/** Some 20 ms: by more than this, no clocks of one machine differ. */
export const MAX_TICKS_SKEW = 2 ** 20;

/** 64-bit values that ticks and sequence numbers are told from, so that doubles hold the differences. */
export class Origin {
  #ticksLow = 0;
  #ticksHigh = 0;
  #sequenceLow = 0;
  #sequenceHigh = 0;

  setTicks(low: number, high: number): void {
    this.#ticksLow = low;
    this.#ticksHigh = high;
  }

  setSequence(low: number, high: number): void {
    this.#sequenceLow = low;
    this.#sequenceHigh = high;
  }

  ticks(low: number, high: number): number {
    return difference(low, high, this.#ticksLow, this.#ticksHigh);
  }

  sequence(low: number, high: number): number {
    return difference(low, high, this.#sequenceLow, this.#sequenceHigh);
  }
}

/** The difference of two 64-bit numbers, modulo 2^64 and signed; exact to 2^53. */
function difference(low: number, high: number, fromLow: number, fromHigh: number): number {
  const borrow = low < fromLow ? 1 : 0;
  return ((high - fromHigh - borrow) | 0) * 0x1_0000_0000 + ((low - fromLow) >>> 0);
}

/** A varint just read, as a signed number: differences of times may be negative on machines with bad clocks. */
export function signed(reader: ByteReader): number {
  return (reader.high | 0) * 0x1_0000_0000 + reader.low;
}
