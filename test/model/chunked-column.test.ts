import { describe, expect, it } from "vitest";
import { CHUNK_MASK, CHUNK_ROWS, ChunkedColumn } from "../../src/model/chunked-column.ts";

const ROWS = 4 * CHUNK_ROWS + 17;

function filled<T extends Float64Array | Int32Array | Uint32Array>(
  column: ChunkedColumn<T>,
  value: (row: number) => number,
  rows = ROWS,
): ChunkedColumn<T> {
  for (let row = 0; row < rows; row++) {
    if ((row & CHUNK_MASK) === 0) column.extend();
    column.current[row & CHUNK_MASK] = value(row);
  }
  return column;
}

/** Chunk by chunk: fits into 8 bits, into 16, into neither, is none; then a chunk that is not full. */
function index(row: number): number {
  return [row % 128, row % 32_768, row * 3, -1, 127][Math.floor(row / CHUNK_ROWS)]!;
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
    const column = filled(new ChunkedColumn(Int32Array), index);
    expect(column.largest(ROWS)).toBe(3 * (3 * CHUNK_ROWS - 1));
    expect(column.reordered(Int32Array, ROWS, places())).toEqual(Int32Array.from(placed(index)));
  });

  it("keeps times to the nanosecond", () => {
    const time = (row: number): number => 2 ** 52 + row;
    const out = filled(new ChunkedColumn(Float64Array), time).reordered(Float64Array, ROWS, places());
    expect(out).toEqual(Float64Array.from(placed(time)));
  });

  it.each([0, 1, CHUNK_ROWS - 1, CHUNK_ROWS, CHUNK_ROWS + 1])("knows the largest of %i indices", (rows) => {
    const column = filled(new ChunkedColumn(Int32Array), (row) => row * 2, rows);
    expect(column.largest(rows)).toBe(rows === 0 ? -1 : (rows - 1) * 2);
  });
});
