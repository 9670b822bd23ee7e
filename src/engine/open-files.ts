import { openProfile, type ProfileResult } from "../../parsers/open-profile.ts";
import { procCount } from "../model/trace.ts";
import { Timeline } from "../timeline/timeline.ts";
import { TraceAccounts } from "./accounts/accounts.ts";
import { TraceAnalyses } from "./analyses/analyses.ts";
import { Indexes } from "./analyses/indexes.ts";
import { bytesOf } from "./bytes.ts";
import { TraceDetails } from "./details/details.ts";
import { TraceEvents } from "./events/events.ts";
import { type Loaded, loadTrace } from "./load.ts";
import { ProfileFiles } from "./profiles/files.ts";
import { ProfileAnswers } from "./profiles/profiles.ts";
import type { OpenError, OpenResult, OpenSource, Progress, TraceSummary } from "./protocol.ts";
import { TraceSearch } from "./search/trace-search.ts";
import { TraceTracks } from "./tracks/tracks.ts";

/** Who answers what is asked of the trace that is open. */
interface OpenTrace {
  readonly tracks: TraceTracks;
  readonly details: TraceDetails;
  readonly search: TraceSearch;
  readonly accounts: TraceAccounts;
  readonly analyses: TraceAnalyses;
  readonly events: TraceEvents;
}

/**
 * What is open: at most one trace, and any number of profiles. Opening a trace lets go of the one before as soon as the file
 * is known to be none of the profiles, so that two are never held together.
 */
export class OpenFiles {
  #trace: OpenTrace | undefined;
  readonly #files = new ProfileFiles();
  #profiles = new ProfileAnswers(this.#files, undefined);
  #opening: AbortController | undefined;

  /** Throws if there is none. */
  get trace(): OpenTrace {
    if (this.#trace === undefined) throw new Error("no trace is open");
    return this.#trace;
  }

  get profiles(): ProfileAnswers {
    return this.#profiles;
  }

  async open(source: OpenSource, onProgress: (progress: Progress) => void): Promise<OpenResult> {
    this.#opening?.abort();
    const opening = new AbortController();
    this.#opening = opening;
    try {
      return await this.#load(source, onProgress, opening.signal);
    } catch (error) {
      return { ok: false, error: opening.signal.aborted ? CANCELLED : sourceError(source, error) };
    } finally {
      if (this.#opening === opening) this.#opening = undefined;
    }
  }

  cancel(): void {
    this.#opening?.abort();
  }

  closeProfile(file: number): void {
    this.#files.close(file);
    this.#profiles = this.#profiles.forget();
  }

  /** Without a trace there is nothing to pause. */
  pauseEvents(paused: boolean): void {
    this.#trace?.events.pauseEvents(paused);
  }

  async #load(source: OpenSource, onProgress: (progress: Progress) => void, signal: AbortSignal): Promise<OpenResult> {
    const bytes = await bytesOf(source, signal);
    if (!bytes.ok) return bytes;
    const { name, totalBytes } = bytes;
    const opened = await openProfile(bytes.chunks);
    if (opened.kind === "profile") return this.#addProfile(name, await opened.read(), signal);
    this.#trace?.events.close();
    this.#trace?.tracks.close();
    this.#trace = undefined;
    this.#profiles = new ProfileAnswers(this.#files, undefined);
    const loaded = await loadTrace(opened.chunks, {
      signal,
      onProgress,
      ...(totalBytes === undefined ? {} : { totalBytes }),
    });
    if (signal.aborted) return { ok: false, error: CANCELLED };
    if (!loaded.ok) return loaded;
    const timeline = new Timeline(loaded.trace);
    const indexes = new Indexes(loaded.trace);
    this.#trace = {
      tracks: new TraceTracks(timeline),
      details: new TraceDetails(timeline),
      search: new TraceSearch(loaded.trace),
      accounts: new TraceAccounts(timeline, indexes),
      analyses: new TraceAnalyses(timeline, indexes),
      events: new TraceEvents(timeline, source),
    };
    this.#profiles = new ProfileAnswers(this.#files, { timeline, name });
    return { ok: true, summary: summarise(loaded, name) };
  }

  #addProfile(name: string, result: ProfileResult, signal: AbortSignal): OpenResult {
    if (signal.aborted) return { ok: false, error: CANCELLED };
    if (!result.ok) {
      const { message, byteOffset = 0 } = result.error;
      return { ok: false, error: { kind: "damaged-profile", message, byteOffset } };
    }
    const error: OpenError = { kind: "not-a-trace", message: "the file is a profile", found: "a pprof profile" };
    return { ok: false, error, profile: this.#files.add(name, result.byteLength, result.profile) };
  }
}

const CANCELLED: OpenError = { kind: "cancelled", message: "opening was cancelled" };

function sourceError(source: OpenSource, error: unknown): OpenError {
  const cause = error instanceof Error ? error.message : String(error);
  if (error instanceof RangeError)
    return { kind: "internal", message: `no memory for it, or a fault of this program: ${cause}` };
  return source.kind === "url"
    ? { kind: "network", message: `reading ${source.url} failed: ${cause}` }
    : { kind: "internal", message: `reading ${source.file.name} failed: ${cause}` };
}

function summarise({ trace, byteLength, inflatedLength }: Loaded, name: string): TraceSummary {
  const clock = trace.clocks[0];
  return {
    name,
    format: trace.format,
    byteLength,
    inflatedLength,
    durationNs: trace.durationNs,
    eventCount: trace.eventCount,
    goroutineCount: trace.goroutines.length,
    procCount: procCount(trace),
    threadCount: trace.threads.length,
    wallNs: clock === undefined ? undefined : clock.wallNs - clock.traceNs,
    damage: trace.damage,
  };
}
