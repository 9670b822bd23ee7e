import type { ProfileFile } from "../engine/profiles/types.ts";
import type { Engine, OpenError, OpenSource, TraceSummary } from "../engine/protocol.ts";
import type { Place } from "./place.ts";
import { ofAnotherTrace, withProfile } from "./profiles.ts";
import { UNTOUCHED, type AppState, type OpenTrace } from "./state.ts";
import type { Store } from "./store.ts";
import { wholeTrace } from "./time-window.ts";

/** A source, and whether the URL may name it. */
export interface Opening {
  readonly source: OpenSource;
  readonly sample?: boolean;
  /** Where to go in it; without one the reader sees the whole trace. */
  readonly place?: Place;
  /** What to do with it if it is a profile: look at it, or compare with it. */
  readonly profile?: "shown" | "base";
}

/** Who hears of what the opener did, after the store was changed. */
export interface OpenerListener {
  /** What was open is shown no more; all that was asked of it is void. */
  began(): void;
  /** All of a trace is shown; `pending` is where the reader wanted to go in it. */
  openedTrace(pending: Place | undefined): void;
  /** The page of profiles is shown, in place of the start page or beside the trace that is open. */
  openedProfile(hasTrace: boolean): void;
}

/**
 * Opens one file at a time: a trace in place of whatever is open or on its way, or a profile beside what is open. The
 * last one that was asked for counts; whatever the ones before come to is dropped.
 */
export class Opener {
  readonly #engine: Engine;
  readonly #store: Store<AppState>;
  readonly #listener: OpenerListener;
  /** Counts openings, so that outdated ones are told apart. */
  #last = 0;

  constructor(engine: Engine, store: Store<AppState>, listener: OpenerListener) {
    this.#engine = engine;
    this.#store = store;
    this.#listener = listener;
  }

  /** Never rejects: what goes wrong is the phase "failed". */
  async open(opening: Opening): Promise<void> {
    const before = whatIsOpen(this.#store.state);
    const wasOpening = this.#store.state.phase.kind === "opening";
    const own = ++this.#last;
    const { source } = opening;
    const name = source.kind === "file" ? source.file.name : source.name;
    const phase = { kind: "opening", name, startedMs: performance.now(), progress: undefined } as const;
    this.#store.update({ phase, ...UNTOUCHED, ...(opening.place ? { pending: opening.place } : {}) });
    this.#listener.began();
    if (wasOpening) await this.#engine.cancel();
    try {
      const result = await this.#engine.open(source, (progress) => {
        if (own === this.#last) this.#store.update({ phase: { ...phase, progress } });
      });
      if (own !== this.#last) return;
      if (!result.ok) {
        if (result.profile) return this.#openedProfile(result.profile, opening.profile ?? "shown", before);
        return this.#failed(name, result.error, before);
      }
      const trace = await this.#firstSight(result.summary, opening.sample ?? false);
      if (own === this.#last) this.#openedTrace(trace, before);
    } catch (error) {
      if (own === this.#last) this.#failed(name, { kind: "internal", message: messageOf(error) }, before);
    }
  }

  /** Gives up the opening under way; the page then stands as it does when nothing was opened. */
  async cancel(): Promise<void> {
    if (this.#store.state.phase.kind !== "opening") return;
    this.#last++;
    this.#store.update({ phase: { kind: "empty" } });
    await this.#engine.cancel();
  }

  /** From a file that could not be opened back to what was open before, if it still is. */
  back(): void {
    const { phase } = this.#store.state;
    if (phase.kind === "failed" && phase.behind) this.#store.update(phase.behind);
  }

  /** The engine will not answer any more. False: nothing was being opened, so that nothing has failed here. */
  engineFailed(error: Error): boolean {
    const { phase } = this.#store.state;
    if (phase.kind !== "opening") return false;
    this.#last++;
    this.#failed(phase.name, { kind: "internal", message: error.message }, undefined);
    return true;
  }

  async #firstSight(summary: TraceSummary, sample: boolean): Promise<OpenTrace> {
    const [outline, pauses] = await Promise.all([this.#engine.outline(), this.#engine.pauses()]);
    return { summary, outline, pauses, sample };
  }

  /** A profile that cannot be read has taken the place of nothing. */
  #failed(name: string, error: OpenError, before: AppState | undefined): void {
    if (error.kind === "cancelled") return this.#store.update({ phase: { kind: "empty" } });
    const kept =
      error.kind === "damaged-profile" && (before?.phase.kind === "open" || before?.phase.kind === "profiles");
    this.#store.update({ phase: { kind: "failed", name, error, ...(kept ? { behind: before } : {}) } });
  }

  #openedTrace(trace: OpenTrace, before: AppState): void {
    const { pending, profiles } = this.#store.state;
    this.#store.update({
      phase: { kind: "open", trace },
      window: wholeTrace(trace.summary.durationNs),
      profiles: ofAnotherTrace(profiles),
      pending: undefined,
      // Without a trace there was but the page of profiles.
      ...(before.phase.kind === "profiles" ? { page: "timeline" } : {}),
    });
    this.#listener.openedTrace(pending);
  }

  /** A trace that was open still is, and comes back as it was; the reader sees the page of profiles. */
  #openedProfile(file: ProfileFile, as: "shown" | "base", before: AppState): void {
    const { pending, profiles: choices } = this.#store.state;
    const profiles = withProfile(choices, file, as);
    const hasTrace = before.phase.kind === "open";
    if (hasTrace) this.#store.update({ ...before, profiles, page: "profiles" });
    else {
      const view = before.views.profiles ?? pending?.view ?? "";
      const views = { profiles: view };
      this.#store.update({ phase: { kind: "profiles" }, page: "profiles", views, profiles, pending: undefined });
    }
    this.#listener.openedProfile(hasTrace);
  }
}

/** The state as it stood before a file that could not be opened, if that left something open. */
function whatIsOpen(state: AppState): AppState {
  return (state.phase.kind === "failed" && state.phase.behind) || state;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
