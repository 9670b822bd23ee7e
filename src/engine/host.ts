import type { GoroutineIndex } from "../base/indices.ts";
import { procCount } from "../model/trace.ts";
import { hitTest } from "../timeline/hit.ts";
import { drawTileSteps } from "../timeline/tile.ts";
import { Timeline } from "../timeline/timeline.ts";
import { TraceAccounts } from "./accounts/accounts.ts";
import type {
  Arranged,
  Arrangement,
  GoroutineLanes,
  GroupMembers,
  GroupOrder,
  Hit,
  TaskMembers,
  Tile,
  TileRequest,
  TrackOutline,
  TrackRef,
} from "../timeline/types.ts";
import { TraceAnalyses } from "./analyses/analyses.ts";
import { Indexes } from "./analyses/indexes.ts";
import { bytesOf } from "./bytes.ts";
import { TraceEvents } from "./events/events.ts";
import { describeGoroutine } from "./details/goroutine-details.ts";
import { overviewOf } from "./details/overview.ts";
import { describeRange, listPauses } from "./details/range-details.ts";
import { describeCauses, describeChain } from "./details/span-causes.ts";
import { describeSpan, spanAlike } from "./details/span-details.ts";
import { Turns } from "./turns.ts";
import { type Loaded, loadTrace } from "./load.ts";
import { TraceSearch } from "./search/trace-search.ts";
import { openProfile, type ProfileResult } from "../../parsers/open-profile.ts";
import { ProfileFiles } from "./profiles/files.ts";
import { ProfileAnswers } from "./profiles/profiles.ts";
import type {
  Engine,
  GoroutineDetails,
  OpenError,
  OpenResult,
  OpenSource,
  Overview,
  PauseList,
  Progress,
  RangeDetails,
  SpanDetails,
  SpanRef,
  TraceSummary,
} from "./protocol.ts";

interface Opened {
  readonly timeline: Timeline;
  readonly accounts: TraceAccounts;
  readonly analyses: TraceAnalyses;
  readonly search: TraceSearch;
  readonly events: TraceEvents;
  overview: Overview | undefined;
}

/**
 * The engine itself, wherever it runs. Questions are answered from the trace that is open; without one they throw. Opening
 * one lets go of the trace before as soon as it is known to be none of the profiles, so that two are never held together.
 */
export class EngineHost implements Engine {
  #opened: Opened | undefined;
  readonly #files = new ProfileFiles();
  #profiles = new ProfileAnswers(this.#files, undefined);
  #opening: AbortController | undefined;
  readonly #turns = new Turns();

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

  async #load(source: OpenSource, onProgress: (progress: Progress) => void, signal: AbortSignal): Promise<OpenResult> {
    const bytes = await bytesOf(source, signal);
    if (!bytes.ok) return bytes;
    const { name, totalBytes } = bytes;
    const opened = await openProfile(bytes.chunks);
    if (opened.kind === "profile") return this.#addProfile(name, await opened.read(), signal);
    this.#opened?.events.close();
    this.#opened = undefined;
    this.#profiles = new ProfileAnswers(this.#files, undefined);
    const loaded = await loadTrace(opened.chunks, {
      signal,
      onProgress,
      ...(totalBytes === undefined ? {} : { totalBytes }),
    });
    if (signal.aborted) return { ok: false, error: CANCELLED };
    if (!loaded.ok) return loaded;
    const timeline = new Timeline(loaded.trace);
    const search = new TraceSearch(loaded.trace);
    const indexes = new Indexes(loaded.trace);
    const accounts = new TraceAccounts(timeline, indexes);
    const analyses = new TraceAnalyses(timeline, indexes);
    const events = new TraceEvents(timeline, source);
    this.#opened = { timeline, accounts, analyses, search, events, overview: undefined };
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

  async closeProfile(file: number): Promise<void> {
    this.#files.close(file);
    this.#profiles = this.#profiles.forget();
  }

  async cancel(): Promise<void> {
    this.#opening?.abort();
  }

  async outline(): Promise<TrackOutline> {
    return this.#timeline().outline();
  }

  async arrange(arrangement: Arrangement): Promise<Arranged> {
    return this.#timeline().arrangements.arrange(arrangement);
  }

  async members(group: number, order: GroupOrder): Promise<GroupMembers> {
    return this.#timeline().members(group, order);
  }

  async lanes(goroutine: GoroutineIndex): Promise<GoroutineLanes> {
    return this.#timeline().lanesOf(goroutine);
  }

  async taskMembers(type: number): Promise<TaskMembers> {
    return this.#timeline().taskMembers(type);
  }

  async groupOf(arrangement: Arrangement, goroutine: GoroutineIndex): Promise<number> {
    return this.#timeline().arrangements.groupOf(arrangement, goroutine);
  }

  async groupsOf(goroutines: Int32Array, arrangement?: Arrangement): Promise<Int32Array> {
    const { arrangements, groups } = this.#timeline();
    if (arrangement === undefined) return goroutines.map((goroutine) => groups.of[goroutine] ?? -1);
    return arrangements.groupsOf(arrangement, goroutines);
  }

  async tile(request: TileRequest): Promise<Tile> {
    return this.#turns.take(undefined, drawTileSteps(this.#timeline(), request));
  }

  async hit(track: TrackRef, timeNs: number, nsPerPixel: number, level?: number): Promise<Hit | undefined> {
    return hitTest(this.#timeline(), track, timeNs, nsPerPixel, level);
  }

  async span(span: number): Promise<SpanDetails> {
    return describeSpan(this.#timeline(), span);
  }

  async causes(span: number): ReturnType<Engine["causes"]> {
    return describeCauses(this.#timeline(), span);
  }

  async chain(span: number): ReturnType<Engine["chain"]> {
    return describeChain(this.#timeline(), span);
  }

  async spanAlike(span: number, direction: 1 | -1): Promise<SpanRef | undefined> {
    return spanAlike(this.#timeline(), span, direction);
  }

  async range(range: number): Promise<RangeDetails> {
    return describeRange(this.#timeline(), range);
  }

  async goroutine(goroutine: GoroutineIndex): Promise<GoroutineDetails> {
    return describeGoroutine(this.#timeline(), goroutine);
  }

  async search(text: string): ReturnType<Engine["search"]> {
    return this.#open().search.search(text);
  }

  async places(...asked: Parameters<Engine["places"]>): ReturnType<Engine["places"]> {
    return this.#open().search.places(...asked);
  }

  async giveUp(asker: string): Promise<void> {
    this.#turns.giveUp(asker);
  }

  async pauses(): Promise<PauseList> {
    return listPauses(this.#timeline());
  }

  async overview(): Promise<Overview> {
    const opened = this.#open();
    return (opened.overview ??= overviewOf(opened.timeline));
  }

  async scopeOverview(...asked: Parameters<Engine["scopeOverview"]>): ReturnType<Engine["scopeOverview"]> {
    return this.#turns.take(asked[0].asker, this.#open().analyses.scopeOverview(...asked));
  }

  async task(...asked: Parameters<Engine["task"]>): ReturnType<Engine["task"]> {
    return this.#open().accounts.task(...asked);
  }

  async taskEvents(...asked: Parameters<Engine["taskEvents"]>): ReturnType<Engine["taskEvents"]> {
    return this.#open().accounts.taskEvents(...asked);
  }

  async region(...asked: Parameters<Engine["region"]>): ReturnType<Engine["region"]> {
    return this.#open().accounts.region(...asked);
  }

  async gc(...asked: Parameters<Engine["gc"]>): ReturnType<Engine["gc"]> {
    return this.#open().analyses.gc(...asked);
  }

  async goroutineGroups(...asked: Parameters<Engine["goroutineGroups"]>): ReturnType<Engine["goroutineGroups"]> {
    return this.#open().analyses.goroutineGroups(...asked);
  }

  async goroutineRows(...asked: Parameters<Engine["goroutineRows"]>): ReturnType<Engine["goroutineRows"]> {
    return this.#open().analyses.goroutineRows(...asked);
  }

  async goroutineSpread(...asked: Parameters<Engine["goroutineSpread"]>): ReturnType<Engine["goroutineSpread"]> {
    return this.#open().analyses.goroutineSpread(...asked);
  }

  async creationStacks(...asked: Parameters<Engine["creationStacks"]>): ReturnType<Engine["creationStacks"]> {
    return this.#open().analyses.creationStacks(...asked);
  }

  async goroutineAccount(...asked: Parameters<Engine["goroutineAccount"]>): ReturnType<Engine["goroutineAccount"]> {
    return this.#open().accounts.goroutineAccount(...asked);
  }

  async goroutineSpans(...asked: Parameters<Engine["goroutineSpans"]>): ReturnType<Engine["goroutineSpans"]> {
    return this.#open().accounts.goroutineSpans(...asked);
  }

  async mmu(...asked: Parameters<Engine["mmu"]>): ReturnType<Engine["mmu"]> {
    return this.#turns.take(asked[0].asker, this.#open().analyses.mmu(...asked));
  }

  async worstWindows(...asked: Parameters<Engine["worstWindows"]>): ReturnType<Engine["worstWindows"]> {
    return this.#open().analyses.worstWindows(...asked);
  }

  async scheduler(...asked: Parameters<Engine["scheduler"]>): ReturnType<Engine["scheduler"]> {
    return this.#turns.take(asked[0].asker, this.#open().analyses.scheduler(...asked));
  }

  async tasks(...asked: Parameters<Engine["tasks"]>): ReturnType<Engine["tasks"]> {
    return this.#open().analyses.tasks(...asked);
  }

  async taskRows(...asked: Parameters<Engine["taskRows"]>): ReturnType<Engine["taskRows"]> {
    return this.#open().analyses.taskRows(...asked);
  }

  async regions(...asked: Parameters<Engine["regions"]>): ReturnType<Engine["regions"]> {
    return this.#open().analyses.regions(...asked);
  }

  async regionRows(...asked: Parameters<Engine["regionRows"]>): ReturnType<Engine["regionRows"]> {
    return this.#open().analyses.regionRows(...asked);
  }

  async csv(...asked: Parameters<Engine["csv"]>): ReturnType<Engine["csv"]> {
    return this.#open().analyses.csv(...asked);
  }

  async profile(...asked: Parameters<Engine["profile"]>): ReturnType<Engine["profile"]> {
    return this.#profiles.profile(...asked);
  }

  async peek(...asked: Parameters<Engine["peek"]>): ReturnType<Engine["peek"]> {
    return this.#profiles.peek(...asked);
  }

  async pprof(...asked: Parameters<Engine["pprof"]>): ReturnType<Engine["pprof"]> {
    return this.#profiles.pprof(...asked);
  }

  async flameGraph(...asked: Parameters<Engine["flameGraph"]>): ReturnType<Engine["flameGraph"]> {
    return this.#profiles.flameGraph(...asked);
  }

  async callGraph(...asked: Parameters<Engine["callGraph"]>): ReturnType<Engine["callGraph"]> {
    return this.#profiles.callGraph(...asked);
  }

  async profileMarks(...asked: Parameters<Engine["profileMarks"]>): ReturnType<Engine["profileMarks"]> {
    return this.#profiles.marks(...asked);
  }

  async stacks(...asked: Parameters<Engine["stacks"]>): ReturnType<Engine["stacks"]> {
    return this.#profiles.stacks(...asked);
  }

  async functionLines(...asked: Parameters<Engine["functionLines"]>): ReturnType<Engine["functionLines"]> {
    return this.#profiles.functionLines(...asked);
  }

  async topText(...asked: Parameters<Engine["topText"]>): ReturnType<Engine["topText"]> {
    return this.#profiles.topText(...asked);
  }

  async events(...asked: Parameters<Engine["events"]>): ReturnType<Engine["events"]> {
    return this.#open().events.events(...asked);
  }

  async eventLines(...asked: Parameters<Engine["eventLines"]>): ReturnType<Engine["eventLines"]> {
    return this.#open().events.lines(...asked);
  }

  async eventAt(...asked: Parameters<Engine["eventAt"]>): ReturnType<Engine["eventAt"]> {
    return this.#open().events.eventAt(...asked);
  }

  async pauseEvents(paused: boolean): Promise<void> {
    this.#opened?.events.pause(paused);
  }

  #timeline(): Timeline {
    return this.#open().timeline;
  }

  #open(): Opened {
    if (this.#opened === undefined) throw new Error("no trace is open");
    return this.#opened;
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
