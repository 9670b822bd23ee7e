import { describe, expect, it } from "vitest";
import { sourceLines, sourceRows } from "../../../views/profiles/source-rows.ts";

const FILE = {
  file: "main.go",
  startLine: 8,
  lines: [
    { line: 10, flat: 1, cum: 3 },
    { line: 12, flat: 0, cum: 2 },
  ],
};
const source = Array.from({ length: 15 }, (_, i) => `line ${i + 1}`);

describe("a listing", () => {
  it("without its source is of the lines that weigh", () => {
    expect(sourceRows(FILE, undefined)).toEqual(FILE.lines.map((row) => ({ ...row, text: undefined })));
  });

  it("with it begins where the function does, and ends soon after the last line that weighs", () => {
    const rows = sourceRows(FILE, source);
    expect(rows.map(({ line }) => line)).toEqual([8, 9, 10, 11, 12, 13, 14, 15]);
    expect(rows[2]).toEqual({ line: 10, flat: 1, cum: 3, text: "line 10" });
    expect(rows[3]).toEqual({ line: 11, flat: 0, cum: 0, text: "line 11" });
  });

  it("of a function whose begin is not known begins a little before the first line that weighs", () => {
    expect(sourceRows({ ...FILE, startLine: 0 }, source)[0]!.line).toBe(5);
  });

  it("keeps lines that the file does not have", () => {
    const rows = sourceRows(FILE, source.slice(0, 10));
    expect(rows.at(-1)).toEqual({ line: 12, flat: 0, cum: 2, text: undefined });
    expect(rows.filter(({ cum }) => cum > 0)).toHaveLength(2);
    expect(sourceRows({ ...FILE, lines: [{ line: 0, flat: 1, cum: 1 }] }, source)).toContainEqual({
      line: 0,
      flat: 1,
      cum: 1,
      text: undefined,
    });
  });

  it("is read from files of any system", () => {
    expect(sourceLines("a\r\n\tb\nc")).toEqual(["a", "    b", "c"]);
  });
});
