/** The function in a name that says lines or addresses too. */
export function functionOf(name: string): string {
  return name.replace(/^[0-9a-f]{16} (?=.)/u, "").replace(/(?<=.) \S+:\d+(?::\d+)?$/u, "");
}
