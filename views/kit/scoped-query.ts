import type { ReactiveControllerHost } from "lit";
import type { App } from "../../src/app/app.ts";
import type { ScopeRequest } from "../../src/engine/analyses/types.ts";
import { Question, type Asking } from "./question.ts";

/** What the engine answers on the scope of now; see `Question`. */
export class ScopedQuery<Answer> extends Question<readonly [ScopeRequest, unknown], Answer> {
  #app: () => App;
  readonly #id: string;
  #stop: (() => void) | undefined;

  /** `details`: what the question depends on beside the scope. */
  constructor(
    host: ReactiveControllerHost & { readonly app: App },
    ask: (scope: ScopeRequest, asking: Asking<Answer>) => Promise<Answer>,
    details: () => unknown = () => undefined,
  ) {
    const id = newAsker();
    super(
      host,
      () => (host.app.trace ? [host.app.scopeRequest(), details()] : undefined),
      ([scope], asking) => ask({ ...scope, asker: id }, asking),
    );
    this.#id = id;
    this.#app = () => host.app;
  }

  /** The engine need not go on with it. */
  protected override superseded(): void {
    void this.#app().engine.giveUp(this.#id);
  }

  hostConnected(): void {
    this.#stop = this.#app().store.subscribe(() => this.look());
  }

  hostDisconnected(): void {
    this.#stop?.();
  }
}

/** A name that no other query has. */
function newAsker(): string {
  return `${performance.now()} ${Math.random()}`;
}
