/** Whether a name contains the parts of a pattern between its stars, one after the other, in any case of letters. */
export function matches(name: string, pattern: string): boolean {
  const text = name.toLowerCase();
  let at = 0;
  for (const part of pattern.trim().toLowerCase().split("*")) {
    const found = text.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return true;
}
