/** Bytes of a trace's header: "go 1.22 trace" and zeros up to here. */
export const HEADER_BYTES = 16;

/** Minor versions that a header may name. */
export const V1_VERSIONS: readonly number[] = [5, 7, 8, 9, 10, 11, 19, 21];
export const V2_VERSIONS: readonly number[] = [22, 23, 25, 26];

/** The minor version that a trace's header names, whether we read it or not; undefined if it is no trace's header. */
export function headerVersion(head: Uint8Array): number | undefined {
  const text = String.fromCharCode(...head.subarray(0, HEADER_BYTES));
  const match = /^go 1\.(\d{1,3}) trace\0+$/.exec(text);
  return match && text.length === HEADER_BYTES ? Number(match[1]) : undefined;
}
