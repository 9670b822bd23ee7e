/** Small random numbers that a seed repeats (mulberry32). */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** A whole number from 0 to n - 1. */
  below(n: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 0x1_0000_0000) * n);
  }
}

type Mutation = (bytes: Uint8Array, dice: Dice) => Uint8Array;

function flipBit(bytes: Uint8Array, dice: Dice): Uint8Array {
  const out = bytes.slice();
  const at = dice.below(out.length);
  out[at]! ^= 1 << dice.below(8);
  return out;
}

function setByte(bytes: Uint8Array, dice: Dice): Uint8Array {
  const out = bytes.slice();
  const telling = [0, 1, 0x7f, 0x80, 0xff, dice.below(256)];
  out[dice.below(out.length)] = telling[dice.below(telling.length)]!;
  return out;
}

function cut(bytes: Uint8Array, dice: Dice): Uint8Array {
  return bytes.slice(0, dice.below(bytes.length + 1));
}

/** Takes a stretch out. */
function remove(bytes: Uint8Array, dice: Dice): Uint8Array {
  const [from, to] = stretch(bytes, dice);
  return joined(bytes.subarray(0, from), bytes.subarray(to));
}

/** Says a stretch twice. */
function duplicate(bytes: Uint8Array, dice: Dice): Uint8Array {
  const [from, to] = stretch(bytes, dice);
  return joined(bytes.subarray(0, to), bytes.subarray(from));
}

/** Puts a stretch in another place. */
function splice(bytes: Uint8Array, dice: Dice): Uint8Array {
  const [from, to] = stretch(bytes, dice);
  const at = dice.below(bytes.length + 1);
  return joined(bytes.subarray(0, at), bytes.subarray(from, to), bytes.subarray(at));
}

/** Writes a number of ten bytes, the largest there is or one longer still, over what was there. */
function hugeNumber(bytes: Uint8Array, dice: Dice): Uint8Array {
  const out = bytes.slice();
  const at = dice.below(out.length);
  out.fill(0xff, at, Math.min(out.length, at + 9));
  if (at + 9 < out.length) out[at + 9] = dice.below(2) === 0 ? 0x01 : 0xff;
  return out;
}

const MUTATIONS: readonly Mutation[] = [flipBit, setByte, cut, remove, duplicate, splice, hugeNumber];

/** Damages a file in one to four ways; the first `spared` bytes are left as they are. */
export function mutate(bytes: Uint8Array, dice: Dice, spared: number): Uint8Array {
  let body = bytes.subarray(spared);
  const times = 1 + dice.below(4);
  for (let i = 0; i < times && body.length > 0; i++) body = MUTATIONS[dice.below(MUTATIONS.length)]!(body, dice);
  return joined(bytes.subarray(0, spared), body);
}

function stretch(bytes: Uint8Array, dice: Dice): [number, number] {
  const from = dice.below(bytes.length + 1);
  const most = dice.below(2) === 0 ? 32 : bytes.length;
  return [from, Math.min(bytes.length, from + dice.below(most + 1))];
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
