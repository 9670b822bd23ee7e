import type { ScopeRequest } from "../engine/analyses/types.ts";
import type { ProfileFile } from "../engine/profiles/types.ts";
import type { Engine, OpenError, OpenSource, PauseList } from "../engine/protocol.ts";
import type { Marks } from "../engine/marks.ts";
import { withBookmark, type Bookmark } from "./bookmarks.ts";
import { fetchDetails } from "./details.ts";
import { isOnChain, windowOfChain } from "./chain.ts";
import { markTarget, neighbourMark } from "./mark-steps.ts";
import { placeHash, type Page, type Place } from "./place.ts";
import { NO_PROFILES, withoutProfile, withProfile, type ProfileChoices } from "./profiles.ts";
import { sameScope, WIDEST, type ScopeChoice } from "./scope.ts";
import { NOTHING, sameSelection, type Selection } from "./selection.ts";
import type { AppState, Details, OpenTrace, Target } from "./state.ts";
import { Store } from "./store.ts";
import { clampWindow, reveal, thirdOf, wholeTrace, type TimeWindow } from "./time-window.ts";

/** A source, and whether the URL may name it. */
export interface Opening {
  readonly source: OpenSource;
  readonly sample?: boolean;
  /** Where to go in it; without one the reader sees the whole trace. */
  readonly place?: Place;
  /** What to do with it if it is a profile: look at it, or compare with it. */
  readonly profile?: "shown" | "base";
}

/** How a change of place enters the history: as a step of its own, as part of a movement, or not at all. */
export type Step = "settled" | "moving" | "none";

/**
 * All that can be done with the page, on its one store. Views call these methods and show the state; nothing here
 * touches the DOM or the history, which `PlaceSync` follows by `onStep`.
 */
export class App {
  readonly engine: Engine;
  readonly store: Store<AppState>;
  /** Told after the place changed. */
  onStep: (step: Step) => void = () => {};
  /** Asked to go a step back (-1) or forward (1) in the history. */
  onTravel: (direction: 1 | -1) => void = () => {};
  /** Counts openings and selections, so that answers to outdated questions are dropped. */
  #opening = 0;
  #asked = 0;
  /** Where to go once a trace is open: what the URL said when the page was loaded. */
  #pending: Place | undefined;

  constructor(engine: Engine, place: Place) {
    this.engine = engine;
    this.#pending = place;
    this.store = new Store<AppState>({
      phase: { kind: "starting" },
      page: place.page,
      window: wholeTrace(0),
      selection: NOTHING,
      scope: WIDEST,
      causes: undefined,
      chain: undefined,
      marks: undefined,
      mark: -1,
      bright: new Set(),
      bookmarks: [],
      views: {},
      details: { kind: "none" },
      profiles: NO_PROFILES,
      fault: undefined,
    });
  }

  get state(): AppState {
    return this.store.state;
  }

  get trace(): OpenTrace | undefined {
    return this.state.phase.kind === "open" ? this.state.phase.trace : undefined;
  }

  /** Shows the start page, as there is nothing to open. */
  ready(): void {
    if (this.state.phase.kind === "starting") this.store.update({ phase: { kind: "empty" } });
  }

  /** Opens a trace in place of whatever is open or on its way; or a profile, beside what is open. */
  async open({ source, sample = false, place, profile = "shown" }: Opening): Promise<void> {
    const { phase } = this.state;
    const before = (phase.kind === "failed" && phase.behind) || this.state;
    if (place) this.#pending = place;
    const opening = ++this.#opening;
    const name = source.kind === "file" ? source.file.name : source.name;
    const startedMs = performance.now();
    const previous = this.state.phase.kind;
    this.#asked++;
    this.store.update({
      phase: { kind: "opening", name, startedMs, progress: undefined },
      selection: NOTHING,
      scope: WIDEST,
      causes: undefined,
      chain: undefined,
      marks: undefined,
      mark: -1,
      bright: new Set(),
      bookmarks: [],
      views: {},
      details: { kind: "none" },
      fault: undefined,
    });
    if (previous === "opening") await this.engine.cancel();
    try {
      const result = await this.engine.open(source, (progress) => {
        if (opening === this.#opening) this.store.update({ phase: { kind: "opening", name, startedMs, progress } });
      });
      if (opening !== this.#opening) return;
      if (!result.ok) {
        if (result.profile) return this.#openedProfile(result.profile, profile, before);
        return this.#failed(name, result.error, before);
      }
      const [outline, pauses, overview] = await Promise.all([
        this.engine.outline(),
        this.engine.pauses(),
        this.engine.overview(),
      ]);
      if (opening !== this.#opening) return;
      // Without a trace there was but this page.
      if (before.phase.kind === "profiles") this.store.update({ page: "timeline" });
      this.#opened({ summary: result.summary, outline, pauses, overview, sample });
    } catch (error) {
      if (opening === this.#opening) this.#failed(name, { kind: "internal", message: messageOf(error) });
    }
  }

  /** Gives up the opening under way; the page then stands as it does when nothing was opened. */
  async cancel(): Promise<void> {
    if (this.state.phase.kind !== "opening") return;
    this.#opening++;
    this.store.update({ phase: { kind: "empty" } });
    await this.engine.cancel();
  }

  /** From a file that could not be opened back to what was open before, if it still is. */
  back(): void {
    const { phase } = this.state;
    if (phase.kind === "failed" && phase.behind) this.store.update(phase.behind);
  }

  /** What the timeline shows now. While it moves, `step` is "moving"; the last one is "settled". */
  setWindow(window: TimeWindow, step: Step): void {
    const trace = this.trace;
    if (!trace) return;
    const clamped = clampWindow(window, trace.summary.durationNs);
    if (clamped.from !== this.state.window.from || clamped.to !== this.state.window.to) {
      this.store.update({ window: clamped });
    } else if (step === "moving") return;
    this.onStep(step);
  }

  select(selection: Selection): void {
    this.go({ selection });
  }

  /** A pause, or a cycle, selected and zoomed to so that it fills a third of the width. */
  pauseTarget(pause: PauseList["cycles"][number]): Target {
    const durationNs = this.trace?.summary.durationNs ?? 0;
    const window = thirdOf(pause.start, pause.start + pause.ns, durationNs);
    return { selection: { kind: "range", range: pause.range }, window };
  }

  /** Follows a link: one step of the history. */
  go(target: Target): void {
    const trace = this.trace;
    if (!trace) return;
    const { selection = this.state.selection, scope = this.state.scope } = target;
    const page = this.#targetPage(target);
    const window = this.#targetWindow(target, trace);
    const moved = window.from !== this.state.window.from || window.to !== this.state.window.to;
    const selected = !sameSelection(selection, this.state.selection);
    const turned = page !== this.state.page || !sameScope(scope, this.state.scope);
    if (!moved && !selected && !turned) return;
    this.store.update({ page, scope, selection, window });
    if (selected) void this.#fetchDetails(selection).then((details) => this.#revealGoroutine(details));
    this.onStep("settled");
  }

  /** Goes where the history or the URL says. An index that the trace does not hold is answered by the details panel. */
  arrive(place: Place, step: Step = "none"): void {
    const trace = this.trace;
    if (!trace) {
      if (this.state.phase.kind === "profiles") this.store.update({ views: { profiles: place.view } });
      else {
        this.#pending = place;
        this.store.update({ page: place.page });
      }
      return;
    }
    const window = place.window
      ? clampWindow(place.window, trace.summary.durationNs)
      : wholeTrace(trace.summary.durationNs);
    const selected = !sameSelection(place.selection, this.state.selection);
    const views = { ...this.state.views, [place.page]: place.view };
    this.store.update({ page: place.page, window, selection: place.selection, scope: place.scope, views });
    if (selected) void this.#fetchDetails(place.selection);
    this.onStep(step);
  }

  /** Goes to the timeline and points at these there; at the first of them, if none is in sight. */
  showMarks(marks: Marks): void {
    const trace = this.trace;
    if (!trace) return;
    const { from, to } = this.state.window;
    const isInSight = marks.start.some((start, mark) => start < to && marks.end[mark]! >= from);
    const [start, end] = [marks.start[0] ?? 0, marks.end[0] ?? 0];
    const window =
      isInSight || marks.start.length === 0 ? this.state.window : this.#targetWindow({ at: { start, end } }, trace);
    this.store.update({ marks, mark: -1, page: "timeline", window });
    this.onStep("settled");
  }

  clearMarks(): void {
    this.store.update({ marks: undefined, mark: -1 });
  }

  /** Goes to one of the marks that are shown. */
  goToMark(mark: number): void {
    const { marks } = this.state;
    if (!marks || !(mark >= 0 && mark < marks.start.length)) return;
    this.store.update({ mark });
    this.go(markTarget(marks, mark));
  }

  stepMark(direction: 1 | -1): void {
    const { marks, mark, window } = this.state;
    const next = marks && neighbourMark(marks, mark, window, direction);
    if (next !== undefined) this.goToMark(next);
  }

  /** Goes to the timeline and keeps these styles bright there beside those that are, or no longer, if all of them were. */
  toggleBright(styles: readonly number[]): void {
    if (!this.trace) return;
    const bright = new Set(this.state.bright);
    if (styles.every((style) => bright.has(style))) for (const style of styles) bright.delete(style);
    else for (const style of styles) bright.add(style);
    const turned = this.state.page !== "timeline";
    this.store.update({ bright, page: "timeline" });
    if (turned) this.onStep("settled");
  }

  /** Dims nothing any more. */
  clearBright(): void {
    if (this.state.bright.size > 0) this.store.update({ bright: new Set() });
  }

  /** Notes a point in time; an empty note is one, too. */
  addBookmark(bookmark: Bookmark): void {
    this.setBookmarks(withBookmark(this.state.bookmarks, bookmark));
  }

  removeBookmark(time: number): void {
    this.setBookmarks(this.state.bookmarks.filter((other) => other.time !== time));
  }

  setBookmarks(bookmarks: readonly Bookmark[]): void {
    this.store.update({ bookmarks });
  }

  /** Draws the chain of wakes that led to the selected span, and brings all of it into the window. */
  async followChain(): Promise<void> {
    const { selection } = this.state;
    const trace = this.trace;
    if (selection.kind !== "span" || !trace) return;
    const chain = await this.engine.chain(selection.span);
    if (trace !== this.trace || !sameSelection(selection, this.state.selection)) return;
    this.store.update({ chain });
    if (chain) this.go({ page: "timeline", window: windowOfChain(chain, this.state.window, trace.summary.durationNs) });
  }

  endChain(): void {
    this.store.update({ chain: undefined });
  }

  showPage(page: Page): void {
    this.store.update({ page });
    this.onStep("settled");
  }

  /** What the analyses are to look at from now on. */
  setScope(scope: ScopeChoice, step: Step = "settled"): void {
    if (sameScope(scope, this.state.scope) && step !== "settled") return;
    this.store.update({ scope });
    this.onStep(step);
  }

  /** How the page that is shown is set. It takes no step of its own in the history. */
  setView(view: string): void {
    const { page, views } = this.state;
    this.store.update({ views: { ...views, [page]: view } });
    this.onStep("none");
  }

  /** Which of the profiles are looked at and compared. */
  chooseProfiles(change: Partial<ProfileChoices>): void {
    this.store.update({ profiles: { ...this.state.profiles, ...change } });
  }

  /** Lets go of a file. Without the last one, and without a trace, the page is as at first. */
  async closeProfile(file: number): Promise<void> {
    const profiles = withoutProfile(this.state.profiles, file, this.trace !== undefined);
    this.store.update({ profiles });
    if (this.state.phase.kind === "profiles" && profiles.files.length === 0) {
      this.store.update({ phase: { kind: "empty" }, page: "timeline" });
    }
    await this.engine.closeProfile(file);
  }

  /** The scope in numbers. */
  scopeRequest(): ScopeRequest {
    const { scope, window } = this.state;
    const all = wholeTrace(this.trace?.summary.durationNs ?? 0);
    const { from, to } =
      scope.window.kind === "fixed" ? scope.window.window : scope.window.kind === "view" ? window : all;
    return { from, to, goroutines: scope.goroutines };
  }

  /** The place as it is now. */
  place(page: Page = this.state.page): Place {
    const { window, selection, scope, views } = this.state;
    const view = views[page] ?? "";
    const trace = this.trace;
    if (this.state.phase.kind === "profiles") {
      return { page: "profiles", sample: false, window: undefined, selection: NOTHING, scope: WIDEST, view };
    }
    if (!trace) return this.#pending ?? { page, sample: false, window: undefined, selection: NOTHING, scope, view };
    const all = wholeTrace(trace.summary.durationNs);
    const whole = window.from === all.from && window.to === all.to;
    return { page, sample: trace.sample, window: whole ? undefined : window, selection, scope, view };
  }

  /** The URL of what a link leads to, for copying and for new tabs. */
  href(target: Target): string {
    const place = this.place(this.#targetPage(target));
    const trace = this.trace;
    if (!trace) return placeHash(place);
    return placeHash({
      ...place,
      scope: target.scope ?? place.scope,
      selection: target.selection ?? place.selection,
      window: target.window ?? (target.at ? this.#targetWindow(target, trace) : place.window),
    });
  }

  /** The engine will not answer any more; what is being opened has failed. */
  engineFailed(error: Error): void {
    const { phase } = this.state;
    if (phase.kind !== "opening") return this.fault(error);
    this.#opening++;
    this.#failed(phase.name, { kind: "internal", message: error.message });
  }

  fault(error: unknown): void {
    this.store.update({ fault: messageOf(error) });
  }

  dismissFault(): void {
    this.store.update({ fault: undefined });
  }

  #targetPage(target: Target): Page {
    if (target.page) return target.page;
    const isThing = target.selection !== undefined || target.scope !== undefined;
    return isThing && target.window === undefined ? this.state.page : "timeline";
  }

  #targetWindow(target: Target, trace: OpenTrace): TimeWindow {
    const duration = trace.summary.durationNs;
    if (target.window) return clampWindow(target.window, duration);
    return target.at ? reveal(this.state.window, target.at.start, target.at.end, duration) : this.state.window;
  }

  /** A profile that cannot be read has taken the place of nothing. */
  #failed(name: string, error: OpenError, before?: AppState): void {
    if (error.kind === "cancelled") return this.store.update({ phase: { kind: "empty" } });
    const kept =
      error.kind === "damaged-profile" && (before?.phase.kind === "open" || before?.phase.kind === "profiles");
    const behind = kept ? { behind: before } : {};
    this.store.update({ phase: { kind: "failed", name, error, ...behind } });
  }

  #opened(trace: OpenTrace): void {
    const pending = this.#pending;
    this.#pending = undefined;
    // Another trace has other scopes; the files stay.
    const { files, base, normalize } = this.state.profiles;
    const profiles = { files, shown: undefined, base: base?.kind === "file" ? base : undefined, normalize };
    this.store.update({ phase: { kind: "open", trace }, window: wholeTrace(trace.summary.durationNs), profiles });
    if (pending) this.arrive(pending, "none");
    this.onStep("none");
  }

  /** A trace that was open still is, and comes back as it was; the reader sees the page of profiles. */
  #openedProfile(file: ProfileFile, as: "shown" | "base", before: AppState): void {
    const profiles = withProfile(this.state.profiles, file, as);
    if (before.phase.kind === "open") {
      this.store.update({ ...before, profiles, page: "profiles" });
      return this.onStep("settled");
    }
    const view = before.views.profiles ?? this.#pending?.view ?? "";
    this.#pending = undefined;
    this.store.update({ phase: { kind: "profiles" }, page: "profiles", views: { profiles: view }, profiles });
    this.onStep("none");
  }

  /** Answers undefined if something else was selected meanwhile. */
  async #fetchDetails(selection: Selection): Promise<Details | undefined> {
    const asked = ++this.#asked;
    const details = await fetchDetails(this.engine, selection);
    if (asked !== this.#asked) return undefined;
    const { chain } = this.state;
    this.store.update({ details, causes: undefined, chain: chain && isOnChain(chain, selection) ? chain : undefined });
    if (details.kind === "span") void this.#fetchCauses(details.value.span, asked);
    return details;
  }

  async #fetchCauses(span: number, asked: number): Promise<void> {
    const causes = await this.engine.causes(span);
    if (asked === this.#asked) this.store.update({ causes });
  }

  /** When a goroutine lived is known with its details only; on the timeline, a link to one that did not live in the window moves it. */
  #revealGoroutine(details: Details | undefined): void {
    const trace = this.trace;
    if (details?.kind !== "goroutine" || !trace || this.state.page !== "timeline") return;
    const { created, ended = trace.summary.durationNs } = details.value;
    const window = reveal(this.state.window, created, ended, trace.summary.durationNs);
    if (window === this.state.window) return;
    this.store.update({ window });
    this.onStep("none");
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
