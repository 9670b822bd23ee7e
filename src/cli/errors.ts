/** Nothing could be read: one line on standard error, exit 1. */
export class ReadError extends Error {
  override readonly name = "ReadError";
}

/** The command was called wrongly: one line on standard error, exit 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** The code of a system error ("ENOENT"), or "" for anything else. */
export function systemCode(error: unknown): string {
  if (error instanceof Error && "code" in error && typeof error.code === "string") return error.code;
  return "";
}

/**
 * Text from outside (a response body, a system message) made fit for one line of a terminal:
 * control characters become spaces, runs of blanks one, and what is over `limit` characters is cut.
 */
export function oneLine(text: string, limit = 200): string {
  const flat = text.replaceAll(/\p{C}/gu, " ").replaceAll(/\s+/g, " ").trim();
  return flat.length <= limit ? flat : `${flat.slice(0, limit - 1)}…`;
}
