import type { FunctionFile, LineRow } from "../../src/engine/profiles/types.ts";

/** Source lines shown before the first and after the last that weighs. */
const MARGIN = 5;

/** A line of a listing; `text` is undefined where there is no source, or it has no such line. */
export interface SourceRow extends LineRow {
  readonly text: string | undefined;
}

/** A listing's rows: lines that weigh and, with the source, those around them, from where the function begins. */
export function sourceRows(
  { lines, startLine }: FunctionFile,
  source: readonly string[] | undefined,
): readonly SourceRow[] {
  if (source === undefined) return lines.map((row) => ({ ...row, text: undefined }));
  const weighs = new Map(lines.map((row) => [row.line, row]));
  const first = Math.max(1, startLine === 0 ? (lines[0]?.line ?? 1) - MARGIN : startLine);
  const last = Math.min(source.length, (lines.at(-1)?.line ?? 0) + MARGIN);
  const rows: SourceRow[] = [];
  for (let line = first; line <= last; line++) {
    rows.push({ ...(weighs.get(line) ?? { line, flat: 0, cum: 0 }), text: source[line - 1] });
    weighs.delete(line);
  }
  // What the source does not have, as another version of it would not, is told all the same.
  const missing = [...weighs.values()].map((row) => ({ ...row, text: source[row.line - 1] }));
  return [...rows, ...missing].sort((a, b) => a.line - b.line);
}

/** A source file's lines, a tab as four spaces. */
export function sourceLines(text: string): readonly string[] {
  return text.split(/\r?\n/u).map((line) => line.replaceAll("\t", "    "));
}
