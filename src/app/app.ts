import type { ScopeRequest } from "../engine/analyses/types.ts";
import type { Engine, PauseList } from "../engine/protocol.ts";
import type { Marks } from "../engine/marks.ts";
import { withBookmark, type Bookmark } from "./bookmarks.ts";
import { windowOfChain } from "./chain.ts";
import { placeHere, placeThere, scopeHere, traceOf } from "./here.ts";
import { markTarget, neighbourMark } from "./mark-steps.ts";
import { messageOf, Opener, type Opening } from "./opener.ts";
import { placeHash, type Page, type Place } from "./place.ts";
import { withoutProfile, type ProfileChoices } from "./profiles.ts";
import { sameScope, type ScopeChoice } from "./scope.ts";
import { SelectionDetails } from "./selection-details.ts";
import { sameSelection, type Selection } from "./selection.ts";
import { firstState, type AppState, type Details, type OpenTrace } from "./state.ts";
import { Store } from "./store.ts";
import { pauseTarget, targetPage, targetWindow, type Target } from "./targets.ts";
import { clampWindow, reveal, wholeTrace, type TimeWindow } from "./time-window.ts";

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
  readonly #opener: Opener;
  readonly #details: SelectionDetails;

  constructor(engine: Engine, place: Place) {
    this.engine = engine;
    this.store = new Store(firstState(place));
    this.#details = new SelectionDetails(engine, this.store);
    this.#opener = new Opener(engine, this.store, {
      began: () => this.#details.drop(),
      openedTrace: (pending) => {
        if (pending) this.arrive(pending, "none");
        this.onStep("none");
      },
      openedProfile: (hasTrace) => this.onStep(hasTrace ? "settled" : "none"),
    });
  }

  get state(): AppState {
    return this.store.state;
  }

  get trace(): OpenTrace | undefined {
    return traceOf(this.state);
  }

  /** Shows the start page, as there is nothing to open. */
  ready(): void {
    if (this.state.phase.kind === "starting") this.store.update({ phase: { kind: "empty" } });
  }

  /** Opens a trace in place of whatever is open or on its way; or a profile, beside what is open. */
  async open(opening: Opening): Promise<void> {
    await this.#opener.open(opening);
  }

  /** Gives up the opening under way; the page then stands as it does when nothing was opened. */
  async cancel(): Promise<void> {
    await this.#opener.cancel();
  }

  /** From a file that could not be opened back to what was open before, if it still is. */
  back(): void {
    this.#opener.back();
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
    return pauseTarget(pause, this.trace?.summary.durationNs ?? 0);
  }

  /** Follows a link: one step of the history. */
  go(target: Target): void {
    const trace = this.trace;
    if (!trace) return;
    const { selection = this.state.selection, scope = this.state.scope } = target;
    const page = targetPage(target, this.state.page);
    const window = targetWindow(target, this.state.window, trace.summary.durationNs);
    const moved = window.from !== this.state.window.from || window.to !== this.state.window.to;
    const selected = !sameSelection(selection, this.state.selection);
    const turned = page !== this.state.page || !sameScope(scope, this.state.scope);
    if (!moved && !selected && !turned) return;
    this.store.update({ page, scope, selection, window });
    if (selected) void this.#details.fetch(selection).then((details) => this.#revealGoroutine(details));
    this.onStep("settled");
  }

  /** Goes where the history or the URL says. An index that the trace does not hold is answered by the details panel. */
  arrive(place: Place, step: Step = "none"): void {
    const trace = this.trace;
    if (!trace) {
      const hasProfiles = this.state.phase.kind === "profiles";
      const change = hasProfiles ? { views: { profiles: place.view } } : { pending: place, page: place.page };
      return this.store.update(change);
    }
    const window = place.window
      ? clampWindow(place.window, trace.summary.durationNs)
      : wholeTrace(trace.summary.durationNs);
    const selected = !sameSelection(place.selection, this.state.selection);
    const views = { ...this.state.views, [place.page]: place.view };
    const bookmarks = (place.bookmarks ?? []).reduce(withBookmark, this.state.bookmarks);
    this.store.update({ page: place.page, window, selection: place.selection, scope: place.scope, views, bookmarks });
    if (selected) void this.#details.fetch(place.selection);
    this.onStep(step);
  }

  /** Goes to the timeline and points at these there; at the first of them, if none is in sight. */
  showMarks(marks: Marks): void {
    const trace = this.trace;
    if (!trace) return;
    const { from, to } = this.state.window;
    const isInSight = marks.start.some((start, mark) => start < to && marks.end[mark]! >= from);
    const at = { start: marks.start[0] ?? 0, end: marks.end[0] ?? 0 };
    const stays = isInSight || marks.start.length === 0;
    const window = targetWindow(stays ? {} : { at }, this.state.window, trace.summary.durationNs);
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

  /** Draws the chain of wakes that led to the selected span, and brings all of it into the window, if the reader has not moved on. */
  async followChain(): Promise<void> {
    const { selection, window } = this.state;
    const trace = this.trace;
    if (selection.kind !== "span" || !trace) return;
    const chain = await this.engine.chain(selection.span);
    if (trace !== this.trace || !sameSelection(selection, this.state.selection)) return;
    this.store.update({ chain });
    if (chain && window === this.state.window)
      this.go({ page: "timeline", window: windowOfChain(chain, this.state.window, trace.summary.durationNs) });
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

  /** How a page is set. It takes no step of its own in the history. */
  setView(view: string, page: Page = this.state.page): void {
    this.store.update({ views: { ...this.state.views, [page]: view } });
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
    return scopeHere(this.state);
  }

  /** The place as it is now. */
  place(page: Page = this.state.page): Place {
    return placeHere(this.state, page);
  }

  /** The URL of what is shown, with the bookmarks, for whoever has the same trace. */
  link(): string {
    return placeHash({ ...this.place(), bookmarks: this.state.bookmarks });
  }

  /** The URL of what a link leads to, for copying and for new tabs. */
  href(target: Target): string {
    return placeHash(placeThere(this.state, target));
  }

  /** The engine will not answer any more; what is being opened has failed. */
  engineFailed(error: Error): void {
    if (!this.#opener.engineFailed(error)) this.fault(error);
  }

  fault(error: unknown): void {
    this.store.update({ fault: messageOf(error) });
  }

  dismissFault(): void {
    this.store.update({ fault: undefined });
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
