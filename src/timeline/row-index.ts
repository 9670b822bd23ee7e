/** Rows of a table by what they belong to: those of k are rows offsets[k] to offsets[k+1], in the table's order. */
export interface RowIndex {
  readonly offsets: Uint32Array;
  readonly rows: Int32Array;
}

/** `keyOf`: what each row belongs to, from 0 to below `keys`; others belong to nothing. O(rows + keys). */
export function indexRows(keyOf: ArrayLike<number>, length: number, keys: number): RowIndex {
  const offsets = new Uint32Array(keys + 1);
  const isOne = (key: number): boolean => key >= 0 && key < keys;
  for (let row = 0; row < length; row++) if (isOne(keyOf[row]!)) offsets[keyOf[row]! + 1]!++;
  for (let key = 0; key < keys; key++) offsets[key + 1]! += offsets[key]!;
  const rows = new Int32Array(offsets[keys]!);
  const next = offsets.slice();
  for (let row = 0; row < length; row++) if (isOne(keyOf[row]!)) rows[next[keyOf[row]!]!++] = row;
  return { offsets, rows };
}

export function rowsOf({ offsets, rows }: RowIndex, key: number): Int32Array {
  return rows.subarray(offsets[key], offsets[key + 1]);
}
