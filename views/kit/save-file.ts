/** Letters, digits and what stands in a shell as it is: the name of a trace is anyone's. */
const UNSAFE = /[^\p{L}\p{N}_.@+=-]+/gu;
const LONGEST = 120;

/** Lets the browser save what the page made. */
export function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const anchor = document.createElement("a");
  anchor.href = url;
  anchor.download = name
    .replaceAll(UNSAFE, "_")
    .replace(/^[.-]+/u, "")
    .slice(-LONGEST);
  anchor.click();
  URL.revokeObjectURL(url);
}
