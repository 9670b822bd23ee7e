import { gzip } from "../../../parsers/gzip.ts";
import { encodePprof } from "../../export/pprof.ts";
import type { Profile } from "../../model/profile.ts";
import { traceProfile } from "../../profile/from-trace.ts";
import { buildGraph, type GraphNode } from "../../profile/graph.ts";
import { openWaits } from "../../profile/open-waits.ts";
import { sortNodes } from "../../profile/order.ts";
import { prepareReport, type Report } from "../../profile/report.ts";
import { topReport } from "../../profile/text-reports.ts";
import type { Timeline } from "../../timeline/timeline.ts";
import { Recent } from "../analyses/recent.ts";
import { scopeKey, scopeOf } from "../analyses/scope.ts";
import type { ScopeRequest } from "../analyses/types.ts";
import { profileComments } from "./comments.ts";
import { functionRows, peekOf } from "./function-rows.ts";
import type { ProfileChoice, ProfilePeek, ProfileReport } from "./types.ts";

/** A profile holds each stack once, a graph each function: small beside the trace. */
const KEPT = 8;

/** What `go tool pprof` leaves out unless asked otherwise, as shares of the total. */
const AS_PPROF = { nodeCount: 0, nodeFraction: 0.005, edgeFraction: 0.001 };

/** A profile with the functions that it weighs. */
interface Weighed {
  readonly profile: Profile;
  readonly report: Report;
  /** By name, heaviest flat first, and of those without any the heaviest cum. */
  readonly nodes: ReadonlyMap<string, GraphNode>;
}

/** The profiles of one trace; the last ones are kept by scope. */
export class TraceProfiles {
  readonly #timeline: Timeline;
  readonly #traceName: string;
  readonly #weighed = new Recent<Weighed>(KEPT);
  readonly #reports = new Recent<ProfileReport>(KEPT);

  constructor(timeline: Timeline, traceName: string) {
    this.#timeline = timeline;
    this.#traceName = traceName;
  }

  profile(request: ScopeRequest, choice: ProfileChoice): ProfileReport {
    return this.#reports.get(keyOf(request, choice), () => this.#report(request, choice));
  }

  peek(request: ScopeRequest, choice: ProfileChoice, functionName: string): ProfilePeek | undefined {
    const node = this.#weigh(request, choice).nodes.get(functionName);
    return node === undefined ? undefined : peekOf(node);
  }

  pprof(request: ScopeRequest, choice: ProfileChoice): Uint8Array {
    return gzip(encodePprof(this.#weigh(request, choice).profile));
  }

  topText(request: ScopeRequest, choice: ProfileChoice, sort: "flat" | "cum"): string {
    const lines = topReport(this.#weigh(request, choice).report, { ...AS_PPROF, sort });
    return lines.map((line) => `${harmless(line)}\n`).join("");
  }

  #report(request: ScopeRequest, choice: ProfileChoice): ProfileReport {
    const { trace } = this.#timeline;
    const { profile, report, nodes } = this.#weigh(request, choice);
    const { samples } = profile;
    const functions = functionRows(profile, report, [...nodes.values()]);
    const sumOf = (type: number): number => samples.values.reduce((sum, v, i) => (i % 2 === type ? sum + v : sum), 0);
    return {
      totalNs: report.total,
      stacklessNs: report.total - functions.reduce((sum, { flat }) => sum + flat, 0),
      count: sumOf(0),
      stacks: samples.length,
      functions,
      open: openWaits(trace, choice.type, scopeOf(this.#timeline, request)),
      traceSamples: trace.samples.length,
    };
  }

  #weigh(request: ScopeRequest, choice: ProfileChoice): Weighed {
    return this.#weighed.get(keyOf(request, choice), () => {
      const { trace } = this.#timeline;
      const scope = scopeOf(this.#timeline, request);
      const comments = profileComments(this.#timeline, this.#traceName, request, scope, choice);
      const profile = traceProfile(trace, choice.type, scope, comments, { openAtEnd: choice.openAtEnd });
      const prepared = prepareReport(profile, {});
      if (!prepared.ok) throw new Error(prepared.message);
      const { report } = prepared;
      const nodes = sortNodes(buildGraph(report.profile, { sampleIndex: report.sampleIndex }), "cum");
      nodes.sort((a, b) => b.flat - a.flat);
      return { profile, report, nodes: new Map(nodes.map((node) => [node.name, node])) };
    });
  }
}

function keyOf(request: ScopeRequest, { type, openAtEnd }: ProfileChoice): string {
  return `${type} ${openAtEnd} ${scopeKey(request)}`;
}

/** Names come from the trace; a line of text stays one, and steers no terminal that it is pasted into. */
function harmless(line: string): string {
  return line.replaceAll(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/gu, "\ufffd");
}
