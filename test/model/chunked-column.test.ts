import { describe, expect, it } from "vitest";
import { CHUNK_MASK, CHUNK_ROWS, ChunkedColumn, narrowest } from "../../src/model/chunked-column.ts";

const ROWS = 4 * CHUNK_ROWS + 17;

function filled<T extends Float64Array | Int32Array | Uint32Array>(
  column: ChunkedColumn<T>,
  value: (row: number) => number,
  bound?: (row: number) => number,
): ChunkedColumn<T> {
  for (let row = 0; row < ROWS; row++) {
    if ((row & CHUNK_MASK) === 0) column.extend(bound?.(row));
    column.current[row & CHUNK_MASK] = value(row);
  }
  return column;
}

/** Chunk by chunk: fits into 8 bits, into 16, into neither, is none; then a chunk that is not full. */
function index(row: number): number {
  return [row % 128, row % 32_768, row * 3, -1, 127][Math.floor(row / CHUNK_ROWS)]!;
}

/** What all indices before a row are less than. */
function below(row: number): number {
  return [0, 128, 32_768, ROWS * 3, ROWS * 3][row / CHUNK_ROWS]!;
}

/** Where a row goes: 7 shares no factor with the number of rows, so each place is taken once. */
function place(row: number): number {
  return (row * 7) % ROWS;
}

function places(): ChunkedColumn<Uint32Array> {
  return filled(new ChunkedColumn(Uint32Array), place);
}

/** The values of all rows, each in its place. */
function placed(value: (row: number) => number): number[] {
  const values: number[] = Array.from({ length: ROWS });
  for (let row = 0; row < ROWS; row++) values[place(row)] = value(row);
  return values;
}

describe("a column in chunks", () => {
  it("keeps indices of any size through narrow and wide chunks", () => {
    const column = filled(new ChunkedColumn(Int32Array), index, below);
    const width = (chunk: number): number => column.chunk(chunk).BYTES_PER_ELEMENT;
    expect([0, 1, 2, 3, 4].map(width)).toEqual([1, 2, 4, 4, 4]);
    const room = new Int32Array(CHUNK_ROWS);
    expect(column.wide(0, room)).toEqual(Int32Array.from({ length: CHUNK_ROWS }, (_, row) => index(row)));
    expect(column.reordered(Int32Array, ROWS, places())).toEqual(Int32Array.from(placed(index)));
  });

  it.each([
    [Int8Array, 128],
    [Int16Array, 32_768],
    [Int32Array, 2 ** 31 - 1],
  ])("gives them as %o where they are less than %i", (Column, limit) => {
    const value = (row: number): number => (row % (limit + 1)) - 1;
    const column = filled(new ChunkedColumn(Int32Array), value, () => limit);
    expect(narrowest(limit)).toBe(Column);
    expect(column.reordered(narrowest(limit), ROWS, places())).toEqual(Column.from(placed(value)));
  });

  it("keeps times to the nanosecond", () => {
    const time = (row: number): number => 2 ** 52 + row;
    const out = filled(new ChunkedColumn(Float64Array), time).reordered(Float64Array, ROWS, places());
    expect(out).toEqual(Float64Array.from(placed(time)));
  });
});
