import type { Engine } from "../engine/protocol.ts";
import { isOnChain } from "./chain.ts";
import { fetchDetails } from "./details.ts";
import type { Selection } from "./selection.ts";
import type { AppState, Details } from "./state.ts";
import type { Store } from "./store.ts";

/** Brings into the store what is known of the selection. Only the last one asked for counts. */
export class SelectionDetails {
  readonly #engine: Engine;
  readonly #store: Store<AppState>;
  #last = 0;

  constructor(engine: Engine, store: Store<AppState>) {
    this.#engine = engine;
    this.#store = store;
  }

  /** Answers undefined if another was asked for meanwhile. The chain that is followed ends where it does not go through. */
  async fetch(selection: Selection): Promise<Details | undefined> {
    const own = ++this.#last;
    const details = await fetchDetails(this.#engine, selection);
    if (own !== this.#last) return undefined;
    const { chain } = this.#store.state;
    this.#store.update({ details, causes: undefined, chain: chain && isOnChain(chain, selection) ? chain : undefined });
    if (details.kind === "span") void this.#fetchCauses(details.value.span, own);
    return details;
  }

  /** What is still to come is of a trace that is gone. */
  drop(): void {
    this.#last++;
  }

  async #fetchCauses(span: number, own: number): Promise<void> {
    const causes = await this.#engine.causes(span);
    if (own === this.#last) this.#store.update({ causes });
  }
}
