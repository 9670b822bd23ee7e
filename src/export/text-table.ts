/** Rows as lines with columns that stand under one another; a column given as "right" is aligned to the right. */
export function textTable(
  rows: readonly (readonly string[])[],
  alignment: readonly ("left" | "right")[],
  indent = "  ",
): string[] {
  const widths = alignment.map((_, column) => Math.max(0, ...rows.map((row) => width(row[column] ?? ""))));
  return rows.map((row) => {
    const cells = alignment.map((align, column) => {
      const cell = row[column] ?? "";
      const padding = " ".repeat(widths[column]! - width(cell));
      return align === "right" ? padding + cell : cell + padding;
    });
    return `${indent}${cells.join("  ")}`.trimEnd();
  });
}

/** Code points: good enough for function names and units. */
function width(text: string): number {
  return [...text].length;
}

/** Text from a trace, fit for a line of a terminal: control and bidirectional characters are shown as escapes, and long text is cut. */
export function plain(text: string, limit = 100): string {
  const safe = text.replaceAll(
    /[\p{C}\u2028\u2029]/gu,
    (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`,
  );
  return safe.length <= limit ? safe : `${safe.slice(0, limit - 1)}…`;
}
