/**
 * Something wrong in a file. It is a value that travels with what could be read: the message states what was
 * found, what was expected and where; each front end adds its own advice.
 */
export interface Damage {
  readonly kind: "truncated" | "malformed" | "inconsistent" | "limit" | "unsupported" | "clock";
  readonly message: string;
  /** Where in the uncompressed bytes, or in the gzip if it speaks of that; if known. */
  readonly byteOffset?: number;
  /** The generation it belongs to, for Go 1.22 and newer. */
  readonly generation?: number;
  /** How many bytes were given up because of it, if known. */
  readonly bytesLost?: number;
  /** Between which times it leaves events missing; absent where it leaves none missing, or nothing tells when. */
  readonly gap?: Gap;
}

/** A stretch of a trace in which events are missing, in ns since the first event. */
export interface Gap {
  /** The last event before it; 0 where the trace would have begun earlier. */
  readonly from: number;
  /** From where on everything is there again. Absent: never; the trace ends early. */
  readonly to?: number;
}

/** How many bytes of a file's were given up, and which share of it that is; `length` is that of the file, uncompressed. */
export function lossOf(damage: readonly Damage[], length: number): { readonly bytes: number; readonly share: number } {
  const sum = damage.reduce((total, { bytesLost = 0 }) => total + bytesLost, 0);
  // Two faults may give up the same bytes.
  const bytes = Math.min(sum, length);
  return { bytes, share: length === 0 ? 0 : bytes / length };
}
