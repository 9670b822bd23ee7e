import { proxy, wrap } from "comlink";
import type { Engine } from "./protocol.ts";

/**
 * Starts the engine in a worker of its own. If the worker cannot start, `onFault` is told: nothing will be answered then.
 * The worker lives as long as the page.
 */
export function startEngine(onFault: (error: Error) => void): Engine {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "engine" });
  worker.addEventListener("error", (event) =>
    onFault(new Error(`the engine failed: ${event.message || "its worker did not start"}`)),
  );
  return connectEngine(worker);
}

/** An engine at the other end of a message port. */
export function connectEngine(endpoint: Parameters<typeof wrap>[0]): Engine {
  const remote = wrap<Engine>(endpoint);
  return {
    open: (source, onProgress) => remote.open(source, proxy(onProgress)),
    cancel: () => remote.cancel(),
    outline: () => remote.outline(),
    groupsOf: (goroutines, arrangement) => remote.groupsOf(goroutines, arrangement),
    arrange: (arrangement) => remote.arrange(arrangement),
    members: (group, order) => remote.members(group, order),
    lanes: (goroutine) => remote.lanes(goroutine),
    taskMembers: (type) => remote.taskMembers(type),
    groupOf: (arrangement, goroutine) => remote.groupOf(arrangement, goroutine),
    tile: (request) => remote.tile(request),
    hit: (track, timeNs, nsPerPixel, level) => remote.hit(track, timeNs, nsPerPixel, level),
    span: (span) => remote.span(span),
    causes: (span) => remote.causes(span),
    chain: (span) => remote.chain(span),
    spanAlike: (span, direction) => remote.spanAlike(span, direction),
    range: (range) => remote.range(range),
    goroutine: (goroutine) => remote.goroutine(goroutine),
    search: (text) => remote.search(text),
    places: (title, hits) => remote.places(title, hits),
    task: (task) => remote.task(task),
    taskEvents: (task, text, first, count) => remote.taskEvents(task, text, first, count),
    region: (region) => remote.region(region),
    pauses: () => remote.pauses(),
    overview: () => remote.overview(),
    giveUp: (asker) => remote.giveUp(asker),
    scopeOverview: (scope) => remote.scopeOverview(scope),
    gc: (scope) => remote.gc(scope),
    goroutineGroups: (scope) => remote.goroutineGroups(scope),
    goroutineRows: (scope, order, first, count, filter) => remote.goroutineRows(scope, order, first, count, filter),
    goroutineSpread: (scope, filter) => remote.goroutineSpread(scope, filter),
    creationStacks: (scope) => remote.creationStacks(scope),
    goroutineAccount: (goroutine, from, to) => remote.goroutineAccount(goroutine, from, to),
    goroutineSpans: (goroutine, from, to, first, count) => remote.goroutineSpans(goroutine, from, to, first, count),
    mmu: (scope, flags, windows, shares) => remote.mmu(scope, flags, windows, shares),
    worstWindows: (scope, flags, windowNs) => remote.worstWindows(scope, flags, windowNs),
    scheduler: (scope) => remote.scheduler(scope),
    tasks: (scope) => remote.tasks(scope),
    taskRows: (scope, choice, order, first, count) => remote.taskRows(scope, choice, order, first, count),
    regions: (scope) => remote.regions(scope),
    regionRows: (scope, choice, order, first, count) => remote.regionRows(scope, choice, order, first, count),
    csv: (table, scope, format) => remote.csv(table, scope, format),
    closeProfile: (file) => remote.closeProfile(file),
    events: (scope, choice, first, count) => remote.events(scope, choice, first, count),
    eventLines: (scope, choice, count) => remote.eventLines(scope, choice, count),
    eventAt: (scope, choice, timeNs) => remote.eventAt(scope, choice, timeNs),
    pauseEvents: (paused) => remote.pauseEvents(paused),
    profile: (request) => remote.profile(request),
    peek: (request, functionName) => remote.peek(request, functionName),
    pprof: (source) => remote.pprof(source),
    flameGraph: (request, inverted) => remote.flameGraph(request, inverted),
    callGraph: (request, limits) => remote.callGraph(request, limits),
    profileMarks: (request, choice) => remote.profileMarks(request, choice),
    stacks: (request, first, count) => remote.stacks(request, first, count),
    functionLines: (request, functionName) => remote.functionLines(request, functionName),
    topText: (request, sort) => remote.topText(request, sort),
  };
}
