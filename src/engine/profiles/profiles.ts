import { gzip } from "../../../parsers/gzip.ts";
import { renderSvg } from "../../export/graphviz.ts";
import { encodePprof } from "../../export/pprof.ts";
import type { StringIndex } from "../../base/indices.ts";
import type { Steps } from "../../base/steps.ts";
import type { Profile } from "../../model/profile.ts";
import type { Trace } from "../../model/trace.ts";
import { BASE_COLUMN, NOW_COLUMN } from "../../profile/compare.ts";
import type { StackChoice } from "../../profile/contributions.ts";
import { callGraphDrawing } from "../../profile/dot.ts";
import { flameTree, type FlameTree } from "../../profile/flame-tree.ts";
import { traceProfileSteps } from "../../profile/from-trace.ts";
import { buildGraph, type GraphNode } from "../../profile/graph.ts";
import { openWaits } from "../../profile/open-waits.ts";
import { compareText, sortNodes } from "../../profile/order.ts";
import type { Report } from "../../profile/report.ts";
import { topReport } from "../../profile/text-reports.ts";
import type { Timeline } from "../../timeline/timeline.ts";
import { Recent } from "../analyses/recent.ts";
import { scopeOf } from "../analyses/scope.ts";
import type { Marks } from "../marks.ts";
import type { Answers } from "../questions.ts";
import { profileComments } from "./comments.ts";
import type { ProfileFiles } from "./files.ts";
import { functionRows, peekOf } from "./function-rows.ts";
import { functionFiles, lineNodes, type LineNodes } from "./line-rows.ts";
import { profileMarks } from "./profile-marks.ts";
import { heaviestSamples, stackPage } from "./stack-rows.ts";
import type {
  CallGraphLimits,
  CallGraphPicture,
  FunctionFile,
  StackPage,
  ProfilePeek,
  ProfileReport,
  ProfileRequest,
  ProfileSource,
  Profiles,
  TraceFacts,
} from "./types.ts";
import { weighOptions } from "./weigh-options.ts";
import { WeighedProfiles } from "./weighed.ts";

/** Graphs hold each function once: small beside the trace. */
const KEPT = 8;

const MOST_REGIONS = 500;

/** What `go tool pprof` leaves out unless asked otherwise, as shares of the total. */
const AS_PPROF = { nodeCount: 0, nodeFraction: 0.005, edgeFraction: 0.001 };

/** By name, heaviest flat first, and of those without any the heaviest cum. */
type Nodes = ReadonlyMap<string, GraphNode>;

/** The trace that is open. */
export interface ProfiledTrace {
  readonly timeline: Timeline;
  readonly name: string;
}

/** What is answered on the profiles of a trace, if one is open, and on files; the last answers are kept by request. */
export class ProfileAnswers implements Answers<Profiles> {
  readonly #trace: ProfiledTrace | undefined;
  readonly #files: ProfileFiles;
  readonly #weighed = new WeighedProfiles((source) => this.#profile(source));
  readonly #nodes = new Recent<Nodes>(KEPT);
  readonly #lines = new Recent<LineNodes>(KEPT);
  readonly #orders = new Recent<Uint32Array>(KEPT);
  #regions: readonly string[] | undefined;
  readonly #reports = new Recent<ProfileReport>(KEPT);

  constructor(files: ProfileFiles, trace: ProfiledTrace | undefined) {
    this.#files = files;
    this.#trace = trace;
  }

  /** The same, without what was kept. */
  forget(): ProfileAnswers {
    return new ProfileAnswers(this.#files, this.#trace);
  }

  profile(request: ProfileRequest): Steps<ProfileReport> {
    return this.#reports.steps(JSON.stringify(request), () => this.#report(request));
  }

  *peek(request: ProfileRequest, functionName: string): Steps<ProfilePeek | undefined> {
    const node = (yield* this.#nodesOf(request)).get(functionName);
    return node === undefined ? undefined : peekOf(node);
  }

  *pprof(source: ProfileSource): Steps<Uint8Array> {
    return gzip(encodePprof(yield* this.#weighed.source(source)));
  }

  /** Built anew for each question: its columns are handed over. */
  *flameGraph(request: ProfileRequest, inverted: boolean): Steps<FlameTree> {
    const { report, compared } = yield* this.#weighed.weighed(request);
    const columns = compared ? { total: NOW_COLUMN, base: BASE_COLUMN } : { total: report.sampleIndex };
    return flameTree(report.profile, columns, inverted);
  }

  *callGraph(request: ProfileRequest, limits: CallGraphLimits): Steps<Promise<CallGraphPicture>> {
    const { report } = yield* this.#weighed.weighed(request);
    // In a drawing each number stands for itself: one unit for all would be too small for the large ones.
    const { dot, names } = callGraphDrawing({ ...report, unit: "auto" }, limits, "blue");
    return renderSvg(dot).then((svg) => ({ svg, names }));
  }

  profileMarks(request: ProfileRequest, choice: StackChoice): Steps<Marks> {
    return profileMarks(this.#opened().timeline, request, choice);
  }

  *stacks(request: ProfileRequest, first: number, count: number): Steps<StackPage> {
    const weighed = yield* this.#weighed.weighed(request);
    const order = this.#orders.get(JSON.stringify(request), () => heaviestSamples(weighed.report));
    return stackPage(weighed, order, first, count);
  }

  *functionLines(request: ProfileRequest, functionName: string): Steps<readonly FunctionFile[]> {
    const { report } = yield* this.#weighed.weighed(request);
    return functionFiles(
      this.#lines.get(JSON.stringify(request), () => lineNodes(report)),
      functionName,
    );
  }

  *topText(request: ProfileRequest, sort: "flat" | "cum"): Steps<string> {
    const lines = topReport((yield* this.#weighed.weighed(request)).report, { ...AS_PPROF, sort });
    return lines.map((line) => `${harmless(line)}\n`).join("");
  }

  *#report(request: ProfileRequest): Steps<ProfileReport> {
    const { report, compared } = yield* this.#weighed.weighed(request);
    const nodes = yield* this.#nodesOf(request);
    const source = yield* this.#weighed.source(request.source);
    const shown = shownWeight(report);
    return {
      sampleTypes: source.sampleTypes,
      sampleIndex: compared ? indexOfType(source, report.sampleType) : report.sampleIndex,
      unit: report.sampleUnit,
      total: report.total,
      shown,
      stackless: shown - [...nodes.values()].reduce((sum, { flat }) => sum + flat, 0),
      stacks: report.profile.samples.length,
      functions: functionRows(report, request.granularity, [...nodes.values()]),
      unmatched: report.unmatched,
      compared,
      trace: this.#facts(request.source, source),
    };
  }

  #facts(source: ProfileSource, { samples, sampleTypes }: Profile): TraceFacts | undefined {
    if (source.kind !== "trace") return undefined;
    const { timeline } = this.#opened();
    const { trace } = timeline;
    const scope = scopeOf(timeline, source.scope);
    let count = 0;
    for (let at = 0; at < samples.values.length; at += sampleTypes.length) count += samples.values[at]!;
    return {
      count,
      open: openWaits(trace, source.type, scope, weighOptions(trace, source, scope).windows),
      samples: trace.samples.length,
      regions: (this.#regions ??= regionNames(trace)),
    };
  }

  #nodesOf(request: ProfileRequest): Steps<Nodes> {
    return this.#nodes.steps(JSON.stringify(request), () => this.#buildNodes(request));
  }

  *#buildNodes(request: ProfileRequest): Steps<Nodes> {
    const { report } = yield* this.#weighed.weighed(request);
    yield;
    const nodes = sortNodes(buildGraph(report.profile, { sampleIndex: report.sampleIndex }), "cum");
    nodes.sort((a, b) => Math.abs(b.flat) - Math.abs(a.flat));
    return new Map(nodes.map((node) => [node.name, node]));
  }

  *#profile(source: ProfileSource): Steps<Profile> {
    if (source.kind === "file") return this.#files.profile(source.file);
    const { timeline, name } = this.#opened();
    const scope = scopeOf(timeline, source.scope);
    const comments = profileComments(timeline, name, scope, source);
    const options = weighOptions(timeline.trace, source, scope);
    return yield* traceProfileSteps(timeline.trace, source.type, scope, comments, options);
  }

  #opened(): ProfiledTrace {
    if (this.#trace === undefined) throw new Error("no trace is open");
    return this.#trace;
  }
}

/** The first ones by name, for a list to choose from. */
function regionNames({ regions, symbols }: Trace): readonly string[] {
  const rows = new Set(regions.name.filter((_, row) => regions.inherited[row] === 0));
  const names = Array.from(rows, (row) => symbols.strings.get(row as StringIndex));
  return names.sort(compareText).slice(0, MOST_REGIONS);
}

function shownWeight({ profile, sampleIndex }: Report): number {
  const { values } = profile.samples;
  let sum = 0;
  for (let at = sampleIndex; at < values.length; at += profile.sampleTypes.length) sum += values[at]!;
  return sum;
}

function indexOfType({ sampleTypes }: Profile, name: string): number {
  return sampleTypes.findIndex(({ type }) => type === name);
}

/** Names come from the trace; a line of text stays one, and steers no terminal that it is pasted into. */
function harmless(line: string): string {
  return line.replaceAll(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/gu, "\ufffd");
}
