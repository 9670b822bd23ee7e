/**
 * Decodes the bytes of a string. Go strings need not be UTF-8: a byte that is not becomes a lone surrogate, U+DC00 plus
 * the byte, so that nothing is lost and the listing can spell it out.
 */
export class TextReader {
  readonly #strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

  read(bytes: Uint8Array, start: number, end: number): string {
    const part = bytes.subarray(start, end);
    try {
      return this.#strict.decode(part);
    } catch {
      return this.#readBroken(part);
    }
  }

  #readBroken(part: Uint8Array): string {
    let text = "";
    for (let i = 0; i < part.length;) {
      const length = this.#validLength(part, i);
      text += length === 0 ? String.fromCharCode(0xdc00 + part[i]!) : this.#strict.decode(part.subarray(i, i + length));
      i += Math.max(1, length);
    }
    return text;
  }

  /** How many bytes from `at` are one good UTF-8 sequence, or 0. */
  #validLength(part: Uint8Array, at: number): number {
    const length = sequenceLength(part[at]!);
    if (length === 0 || at + length > part.length) return 0;
    try {
      this.#strict.decode(part.subarray(at, at + length));
      return length;
    } catch {
      return 0;
    }
  }
}

function sequenceLength(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}
