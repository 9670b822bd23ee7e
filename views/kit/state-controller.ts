import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { App } from "../../src/app/app.ts";
import type { AppState } from "../../src/app/state.ts";

/** Renders its element anew when one of the named fields of the app's state is replaced. */
export class StateController implements ReactiveController {
  #host: ReactiveControllerHost & { readonly app: App };
  #fields: readonly (keyof AppState)[];
  #seen: readonly unknown[] = [];
  #stop: (() => void) | undefined;

  constructor(host: ReactiveControllerHost & { readonly app: App }, ...fields: (keyof AppState)[]) {
    this.#host = host;
    this.#fields = fields;
    host.addController(this);
  }

  hostConnected(): void {
    this.#stop = this.#host.app.store.subscribe(() => {
      const now = this.#read();
      if (now.every((value, i) => Object.is(value, this.#seen[i]))) return;
      this.#seen = now;
      this.#host.requestUpdate();
    });
    this.#seen = this.#read();
  }

  hostDisconnected(): void {
    this.#stop?.();
  }

  #read(): readonly unknown[] {
    const { state } = this.#host.app;
    return this.#fields.map((field) => state[field]);
  }
}
