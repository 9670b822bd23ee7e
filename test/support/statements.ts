import { NONE } from "./trace-wire.ts";

/** One line of a trace written as text: a word, and what follows it. */
export interface Statement {
  readonly line: number;
  /** `+3` or `@100` before the word or after it: a time, relative or absolute. */
  readonly time: Time | undefined;
  readonly word: string;
  readonly args: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
}

export interface Time {
  readonly absolute: boolean;
  readonly ticks: bigint;
}

/** A value, and whether it stood in quotes. */
export interface Value {
  readonly text: string;
  readonly quoted: boolean;
}

const TOKEN = /\s*(?:(#.*)|(?:([a-z]+)=)?(?:"((?:[^"\\]|\\.)*)"|([^\s"#]+)))/y;

/** The statements of a text, a line each. Indentation and what follows a `#` mean nothing. */
export function statements(text: string): Statement[] {
  return text
    .split("\n")
    .map((source, i) => statement(source.trim(), i + 1))
    .filter((s) => s !== undefined);
}

function statement(source: string, line: number): Statement | undefined {
  let time: Time | undefined;
  let word: string | undefined;
  const args: Value[] = [];
  const named = new Map<string, Value>();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const match = TOKEN.exec(source);
    if (match === null) throw new SyntaxError(`line ${line}: cannot read ${JSON.stringify(source)}`);
    const [, comment, name, quoted, bare] = match;
    if (comment !== undefined) break;
    const value =
      quoted !== undefined
        ? { text: JSON.parse(`"${quoted}"`) as string, quoted: true }
        : { text: bare!, quoted: false };
    if (name !== undefined) named.set(name, value);
    else if (!value.quoted && /^[+@]\d/.test(value.text))
      time = { absolute: value.text.startsWith("@"), ticks: BigInt(value.text.slice(1)) };
    else if (word === undefined) word = value.text;
    else args.push(value);
  }
  if (word !== undefined) return { line, time, word, args, named };
  if (time !== undefined || named.size > 0) throw new SyntaxError(`line ${line}: no word in ${JSON.stringify(source)}`);
  return undefined;
}

/** A number, decimal or hexadecimal, or `none`. */
export function numberOf(value: Value): bigint {
  if (value.text === "none") return NONE;
  if (!/^(0x[0-9a-f]+|\d+)$/.test(value.text)) throw new Error(`${JSON.stringify(value.text)} is no number`);
  return BigInt(value.text);
}

/** The argument of that name or at that position. */
export function required(s: Statement, position: number, name: string): Value {
  const value = s.named.get(name) ?? s.args[position];
  if (value === undefined) throw new Error(`${s.word} needs ${name}`);
  return value;
}

export function optional(s: Statement, name: string): bigint | undefined {
  const value = s.named.get(name);
  return value === undefined ? undefined : numberOf(value);
}

/** Bytes written in hexadecimal. */
export function hex(values: readonly Value[]): Uint8Array {
  return Uint8Array.from(values, ({ text }) => {
    if (!/^[0-9a-f]{1,2}$/.test(text)) throw new Error(`${JSON.stringify(text)} is no byte in hexadecimal`);
    return parseInt(text, 16);
  });
}
