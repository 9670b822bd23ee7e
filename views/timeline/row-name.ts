/**
 * A function's name as short as it stays clear: the path before its package is left out, as are the generic
 * arguments: "net/http.(*conn).serve" is "http.(*conn).serve". Empty names say so.
 */
export function shortFunction(name: string): string {
  if (name === "") return "(unknown)";
  const plain = name.replace(/\[\.\.\.\]/g, "");
  const dot = plain.indexOf(".", Math.max(0, plain.search(/[^/]*$/)));
  const slash = plain.lastIndexOf("/", dot === -1 ? plain.length : dot);
  return plain.slice(slash + 1);
}
