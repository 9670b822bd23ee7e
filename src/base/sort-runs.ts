/**
 * Sorts rows by their keys, and where these are equal by number: a merge sort of the ascending runs that are there
 * already, which for a few sorted lists one after the other costs a few passes and no call a comparison.
 */
export function sortRuns(rows: Int32Array, key: Float64Array): void {
  let edges = ascendingRuns(rows, key);
  let from: Int32Array = rows;
  let to: Int32Array = new Int32Array(edges.length > 2 ? rows.length : 0);
  while (edges.length > 2) {
    const merged = [0];
    for (let run = 0; run + 1 < edges.length; run += 2) {
      const end = edges[run + 2] ?? edges[run + 1]!;
      merge(from, to, key, edges[run]!, edges[run + 1]!, end);
      merged.push(end);
    }
    [from, to] = [to, from];
    edges = merged;
  }
  if (from !== rows) rows.set(from);
}

/** Where runs begin, and the end of the last. */
function ascendingRuns(rows: Int32Array, key: Float64Array): number[] {
  const edges = [0];
  for (let i = 1; i < rows.length; i++) if (!inOrder(key, rows[i - 1]!, rows[i]!)) edges.push(i);
  edges.push(rows.length);
  return edges;
}

function merge(from: Int32Array, to: Int32Array, key: Float64Array, start: number, middle: number, end: number): void {
  let left = start;
  let right = middle;
  for (let at = start; at < end; at++) {
    const takesLeft = right >= end || (left < middle && inOrder(key, from[left]!, from[right]!));
    to[at] = takesLeft ? from[left++]! : from[right++]!;
  }
}

function inOrder(key: Float64Array, a: number, b: number): boolean {
  const difference = key[a]! - key[b]!;
  return difference < 0 || (difference === 0 && a <= b);
}
