import { html, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import type { Page } from "../../src/app/place.ts";
import { countOf, exactNs, formatNs, formatShare, timeAt } from "../../src/base/format.ts";
import type { FactRow, ScopeOverview } from "../../src/engine/analyses/overview-types.ts";
import { duration, link, stateText } from "../kit/links.ts";
import { shownText } from "../kit/shown-text.ts";

type FactOf<Kind extends FactRow["kind"]> = Extract<FactRow, { kind: Kind }>;
type Seen = FactOf<"latency">["at"];

interface Telling<Kind extends FactRow["kind"]> {
  /** What the fact is about, in a word or two. */
  readonly about: string;
  /** Where more of its kind is. */
  readonly page: Page;
  readonly tell: (app: App, fact: FactOf<Kind>) => TemplateResult;
}

const TELLINGS: { readonly [Kind in FactRow["kind"]]: Telling<Kind> } = {
  pause: {
    about: "Pause",
    page: "gc",
    tell: (app, fact) =>
      html`the world stood still for
      ${link(app, app.pauseTarget(fact), html`<strong>${formatNs(fact.ns)}</strong>`, `${exactNs(fact.ns)}: show it on the timeline`)}
      at ${timeAt(fact.start, 1000)}: ${shownText(fact.reason) || "reason not recorded"}`,
  },
  assists: {
    about: "Mark assists",
    page: "gc",
    tell: (_, { ns, shareOfRunning }) =>
      html`<strong>${formatShare(shareOfRunning, 1)}</strong> of the time that goroutines ran, ${duration(ns)}, went
        into helping the collector`,
  },
  latency: {
    about: "Latency",
    page: "scheduler",
    tell: (app, { latency, at }) =>
      html`goroutines waited for a proc: p50 ${duration(latency.p50)}, p99 ${duration(latency.p99)}, at most
      ${spanOf(app, at)}`,
  },
  "idle-while-waiting": {
    about: "Idle procs",
    page: "scheduler",
    tell: (app, { ns, waits, at }) =>
      html`${countOf(waits, "wait")} of 100 µs or more for a proc went on while one was idle, ${duration(ns)} in all;
      the worst took ${spanOf(app, at)}`,
  },
  blocked: {
    about: "Blocked",
    page: "goroutines",
    tell: (app, { group, groupIndex, reason, ns, goroutines }) => {
      const scope = { window: app.state.scope.window, goroutines: { kind: "group", group: groupIndex } as const };
      const name = shownText(group) || "start function not known";
      return html`${countOf(goroutines, "goroutine")} of
      ${link(app, { page: "goroutines", scope }, html`<span class="mono">${name}</span>`, `${name}: its goroutines`)}
      were blocked for ${duration(ns)} in all: ${shownText(reason) || "reason unknown"}`;
    },
  },
  stuck: {
    about: "Never again",
    page: "goroutines",
    tell: (app, { goroutines, at }) =>
      html`${countOf(goroutines, "goroutine")} blocked and did not run again; longest ${spanOf(app, at)},
      ${stateText(at)}`,
  },
};

/** How long a span took, as a link to it on the timeline, and whose it is. */
function spanOf(app: App, { span, start, end, goroutine }: Seen): TemplateResult {
  const target = { page: "timeline", selection: { kind: "span", span }, at: { start, end } } as const;
  const text = html`<strong>${formatNs(end - start)}</strong>`;
  return html`${link(app, target, text, `${exactNs(end - start)}: show it on the timeline`)}
    <span title=${shownText(goroutine.name)}>(G${goroutine.id})</span>`;
}

/** The facts, each with links to where it happened and to the page that tells more of its kind. */
export function factList(app: App, { facts }: ScopeOverview): TemplateResult {
  if (facts.length === 0)
    return html`<p class="empty">Nothing stands out in this scope: no pause, no wait for a proc, nobody blocked.</p>`;
  return html`<ol class="facts">
    ${facts.map((fact, i) => factRow(app, fact, facts[i - 1]?.kind !== fact.kind))}
  </ol>`;
}

function factRow<Kind extends FactRow["kind"]>(app: App, fact: FactOf<Kind>, isFirst: boolean): TemplateResult {
  const { about, page, tell } = TELLINGS[fact.kind as Kind];
  return html`<li>
    <span class="about">${isFirst ? link(app, { page }, about, "More of this kind") : ""}</span
    ><span>${tell(app, fact)}</span>
  </li>`;
}
