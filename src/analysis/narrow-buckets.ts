/**
 * Numbers from 0 on, told apart by their size: 32 buckets for each power of two from 1 to 2^53, which an exponent and the
 * first five digits of a mantissa are, so that the bucket of a number costs a shift. What is below 1 is in the first, and
 * what is above 2^53 in the last.
 */
export const NARROW_BUCKETS = 53 * 32;

const MANTISSA_BITS = 5;
/** What the exponent of 1 is as IEEE 754 has it. */
const EXPONENT_OF_1 = 1023;

/** Which half of a double on this machine holds its exponent. */
const HIGH = new Uint32Array(Float64Array.of(1).buffer)[1] === 0 ? 0 : 1;

/** The bucket of each of some numbers. */
export function narrowBuckets(values: Float64Array): Uint16Array {
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length * 2);
  const least = EXPONENT_OF_1 << MANTISSA_BITS;
  const out = new Uint16Array(values.length);
  for (let row = 0, word = HIGH; row < out.length; row++, word += 2) {
    const bucket = (words[word]! >>> (20 - MANTISSA_BITS)) - least;
    out[row] = bucket < 0 ? 0 : bucket < NARROW_BUCKETS ? bucket : NARROW_BUCKETS - 1;
  }
  return out;
}

/** The least number of a bucket; of the first it is 0. */
export function narrowBucketFrom(bucket: number): number {
  const steps = 1 << MANTISSA_BITS;
  return bucket === 0 ? 0 : 2 ** (bucket >> MANTISSA_BITS) * (1 + (bucket % steps) / steps);
}
