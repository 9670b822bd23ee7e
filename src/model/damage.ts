/**
 * Something wrong in a file. It is a value that travels with what could be read: the message states what was
 * found, what was expected and where; each front end adds its own advice.
 */
export interface Damage {
  readonly kind: "truncated" | "malformed" | "inconsistent" | "limit" | "unsupported" | "clock";
  readonly message: string;
  /** Where in the uncompressed bytes, if known. */
  readonly byteOffset?: number;
  /** The generation it belongs to, for Go 1.22 and newer. */
  readonly generation?: number;
  /** How many bytes were given up because of it, if known. */
  readonly bytesLost?: number;
}
