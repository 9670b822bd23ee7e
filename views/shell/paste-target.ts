import type { ReactiveController, ReactiveControllerHost } from "lit";
import { isPastedUrl } from "../../src/app/url-text.ts";

/** Takes files and URLs that are pasted anywhere in the window but into a field. */
export class PasteTarget implements ReactiveController {
  #pastedFile: (file: File) => void;
  #pastedUrl: (text: string) => void;
  #listening = new AbortController();

  constructor(host: ReactiveControllerHost, pastedFile: (file: File) => void, pastedUrl: (text: string) => void) {
    this.#pastedFile = pastedFile;
    this.#pastedUrl = pastedUrl;
    host.addController(this);
  }

  hostConnected(): void {
    this.#listening = new AbortController();
    window.addEventListener("paste", (event) => this.#paste(event), { signal: this.#listening.signal });
  }

  hostDisconnected(): void {
    this.#listening.abort();
  }

  #paste(event: ClipboardEvent): void {
    const data = event.clipboardData;
    if (event.defaultPrevented || data === null || event.composedPath().some(takesText)) return;
    const file = data.files[0];
    const text = data.getData("text/plain");
    if (file) this.#pastedFile(file);
    else if (isPastedUrl(text)) this.#pastedUrl(text);
    else return;
    event.preventDefault();
  }
}

function takesText(target: EventTarget): boolean {
  return (
    target instanceof HTMLInputElement ||
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLElement && target.isContentEditable)
  );
}
