import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { App } from "../../src/app/app.ts";
import { Latest } from "../../src/app/latest.ts";
import type { ScopeRequest } from "../../src/engine/analyses/types.ts";

/** What a question can do while it is answered in steps. */
export interface Asking<Answer> {
  /** Whether the answer is still waited for. */
  readonly isCurrent: () => boolean;
  /** Shows what there is so far. */
  readonly show: (soFar: Answer) => void;
}

/**
 * What the engine answers on the scope of now. While the answer to a new question is on its way the last one stays, and
 * `stale` says so. Questions that were superseded before they were asked are dropped, and so are their answers.
 */
export class ScopedQuery<Answer> implements ReactiveController {
  #host: ReactiveControllerHost & { readonly app: App };
  #ask: (scope: ScopeRequest, asking: Asking<Answer>) => Promise<Answer>;
  /** What the question depends on beside the scope. */
  #details: () => unknown;
  #latest = new Latest();
  #asked = "";
  #stop: (() => void) | undefined;
  answer: Answer | undefined;
  /** Why there is no answer. */
  fault: string | undefined;
  stale = true;

  constructor(
    host: ReactiveControllerHost & { readonly app: App },
    ask: (scope: ScopeRequest, asking: Asking<Answer>) => Promise<Answer>,
    details: () => unknown = () => undefined,
  ) {
    this.#host = host;
    this.#ask = ask;
    this.#details = details;
    host.addController(this);
  }

  hostConnected(): void {
    this.#stop = this.#host.app.store.subscribe(() => this.#look());
  }

  hostDisconnected(): void {
    this.#stop?.();
  }

  hostUpdate(): void {
    this.#look();
  }

  #look(): void {
    const { app } = this.#host;
    if (!app.trace) return;
    const scope = app.scopeRequest();
    const question = JSON.stringify([scope, this.#details()]);
    if (question === this.#asked) return;
    this.#asked = question;
    this.stale = true;
    this.#host.requestUpdate();
    this.#latest.run(() => this.#fetch(question, scope));
  }

  async #fetch(question: string, scope: ScopeRequest): Promise<void> {
    let answer: Answer | undefined;
    let fault: string | undefined;
    const isCurrent = (): boolean => question === this.#asked;
    const show = (soFar: Answer): void => {
      if (!isCurrent()) return;
      this.answer = soFar;
      this.fault = undefined;
      this.#host.requestUpdate();
    };
    try {
      answer = await this.#ask(scope, { isCurrent, show });
    } catch (error) {
      fault = error instanceof Error ? error.message : String(error);
    }
    if (!isCurrent()) return;
    this.answer = answer;
    this.fault = fault;
    this.stale = false;
    this.#host.requestUpdate();
  }
}
