const HEADER = /^goroutine \d+ (?:gp=\S+ m=\S+ (?:mp=\S+ )?)?\[[^\]\n]+\]/mu;
const COUNTS = /^\w+ profile: total \d+\r?\n/u;

/** Whether text begins with the stacks of goroutines; before them may stand why the program ended. */
export function looksLikeDump(head: Uint8Array): boolean {
  const text = plain(head);
  return text !== undefined && HEADER.test(text);
}

/** Whether text begins as counts of stacks do: "goroutine profile: total 12". */
export function looksLikeCounts(head: Uint8Array): boolean {
  const text = plain(head);
  return text !== undefined && COUNTS.test(text);
}

/** undefined: these bytes are no text. */
function plain(head: Uint8Array): string | undefined {
  const text = new TextDecoder().decode(head.subarray(0, 512));
  return /[\0-\u0008\u000e-\u001a\u001c-\u001f]/u.test(text) ? undefined : text;
}
