import type { ReactiveController, ReactiveControllerHost } from "lit";

/** Takes files that are dropped anywhere in the window. `over` is true while one hovers. */
export class DropTarget implements ReactiveController {
  over = false;
  #host: ReactiveControllerHost;
  #dropped: (file: File) => void;
  #listening = new AbortController();

  constructor(host: ReactiveControllerHost, dropped: (file: File) => void) {
    this.#host = host;
    this.#dropped = dropped;
    host.addController(this);
  }

  hostConnected(): void {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    window.addEventListener("dragover", (event) => this.#hover(event), { signal });
    window.addEventListener("dragleave", (event) => event.relatedTarget === null && this.#show(false), { signal });
    window.addEventListener("drop", (event) => this.#drop(event), { signal });
  }

  hostDisconnected(): void {
    this.#listening.abort();
  }

  #hover(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    this.#show(true);
  }

  #drop(event: DragEvent): void {
    const file = event.dataTransfer?.files[0];
    this.#show(false);
    if (!file) return;
    event.preventDefault();
    this.#dropped(file);
  }

  #show(over: boolean): void {
    if (over === this.over) return;
    this.over = over;
    this.#host.requestUpdate();
  }
}
