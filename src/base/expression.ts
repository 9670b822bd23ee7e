/** A regular expression, or why a text is none. */
export type Expression =
  | { readonly ok: true; readonly expression: RegExp }
  | { readonly ok: false; readonly message: string };

/** Spellings of Go's that JavaScript writes otherwise. */
const SPELLINGS: readonly (readonly [go: RegExp, script: string])[] = [
  [/(?<!\\)((?:\\\\)*)\(\?P</gu, "$1(?<"],
  [/(?<!\\)((?:\\\\)*)\\A/gu, "$1^"],
  [/(?<!\\)((?:\\\\)*)\\z/gu, "$1$$"],
];

/** Reads a regular expression of JavaScript's; flags may stand before it as in Go, "(?i)handler". */
export function readExpression(text: string): Expression {
  const [, flags = "", source = text] = /^\(\?([ims]+)\)(.*)$/su.exec(text) ?? [];
  const script = SPELLINGS.reduce((so, [go, spelled]) => so.replaceAll(go, spelled), source);
  try {
    return { ok: true, expression: new RegExp(script, [...new Set(flags)].join("")) };
  } catch (error) {
    // The engine's words begin with what it was given, which the reader has in sight.
    const message = error instanceof Error ? error.message : String(error);
    return { ok: false, message: message.replace(/^Invalid regular expression: \/.*\/\w*: /su, "") };
  }
}

/** An expression that matches a text as it stands, whole. */
export function exactly(text: string): string {
  return `^${text.replaceAll(/[$()*+.?[\\\]^{|}]/gu, String.raw`\$&`)}$`;
}
