import type { ReactiveController, ReactiveControllerHost } from "lit";
import { Latest } from "../../src/app/latest.ts";

/** What a question can do while it is answered in steps. */
export interface Asking<Answer> {
  /** Whether the answer is still waited for. */
  readonly isCurrent: () => boolean;
  /** Shows what there is so far. */
  readonly show: (soFar: Answer) => void;
}

/**
 * What the engine answers to the question of now, which is looked at whenever its element updates. While the answer to
 * a new one is on its way the last stays, and `stale` says so. Questions that were superseded before they were asked are
 * dropped, and so are their answers.
 */
export class Question<Asked, Answer> implements ReactiveController {
  #host: ReactiveControllerHost;
  #current: () => Asked | undefined;
  #ask: (asked: Asked, asking: Asking<Answer>) => Promise<Answer>;
  #latest = new Latest();
  #asked = "";
  /** Counts questions. */
  #ticket = 0;
  answer: Answer | undefined;
  /** Why there is no answer. */
  fault: string | undefined;
  stale = true;

  /** `current`: what is asked now, in values that JSON tells apart; undefined: nothing, and what was answered stays. */
  constructor(
    host: ReactiveControllerHost,
    current: () => Asked | undefined,
    ask: (asked: Asked, asking: Asking<Answer>) => Promise<Answer>,
  ) {
    this.#host = host;
    this.#current = current;
    this.#ask = ask;
    host.addController(this);
  }

  hostUpdate(): void {
    this.look();
  }

  protected look(): void {
    const asked = this.#current();
    if (asked === undefined) return;
    const question = JSON.stringify(asked);
    if (question === this.#asked) return;
    if (this.stale && this.#asked !== "") this.superseded();
    this.#asked = question;
    this.stale = true;
    this.#host.requestUpdate();
    const ticket = ++this.#ticket;
    this.#latest.run(() => this.#fetch(ticket, asked));
  }

  /** Told when what was asked is not waited for any more. */
  protected superseded(): void {}

  async #fetch(ticket: number, asked: Asked): Promise<void> {
    let answer: Answer | undefined;
    let fault: string | undefined;
    const isCurrent = (): boolean => ticket === this.#ticket;
    const show = (soFar: Answer): void => {
      if (!isCurrent()) return;
      this.answer = soFar;
      this.fault = undefined;
      this.#host.requestUpdate();
    };
    try {
      answer = await this.#ask(asked, { isCurrent, show });
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
