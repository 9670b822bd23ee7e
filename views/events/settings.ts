import { KIND_NAMES } from "../../src/model/vocabulary.ts";
import type { EventChoice } from "../../src/engine/events/types.ts";

/** Longer texts are cut: the URL holds them. */
const LONGEST_TEXT = 80;

/** Which events are listed, as the URL has it: "k12,g45,p3,t" and the text's bytes in hexadecimal. */
export function choiceText({ kind, goroutine, proc, text }: EventChoice): string {
  const parts: string[] = [];
  if (kind !== undefined) parts.push(`k${KIND_NAMES.indexOf(kind)}`);
  if (goroutine !== undefined) parts.push(`g${goroutine}`);
  if (proc !== undefined) parts.push(`p${proc}`);
  if (text) parts.push(`t${hexOf(text.slice(0, LONGEST_TEXT).toWellFormed())}`);
  return parts.join(",");
}

/** Reads what `choiceText` wrote; what it does not know narrows nothing. */
export function parseChoice(view: string): EventChoice {
  const part = (letter: string, form: RegExp): string | undefined =>
    view
      .split(",")
      .find((one) => one.startsWith(letter) && form.test(one.slice(1)))
      ?.slice(1);
  const kind = KIND_NAMES[Number(part("k", /^\d{1,2}$/u) ?? -1)];
  const goroutine = part("g", /^\d{1,19}$/u);
  const proc = part("p", /^\d{1,19}$/u);
  const text = textOf(part("t", /^(?:[0-9a-f]{2})+$/u) ?? "");
  return {
    ...(kind === undefined ? {} : { kind }),
    ...(goroutine === undefined ? {} : { goroutine }),
    ...(proc === undefined ? {} : { proc }),
    ...(text === "" ? {} : { text }),
  };
}

function hexOf(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function textOf(hex: string): string {
  const bytes = Uint8Array.from(hex.match(/../gu) ?? [], (pair) => Number.parseInt(pair, 16));
  return new TextDecoder().decode(bytes).slice(0, LONGEST_TEXT);
}
