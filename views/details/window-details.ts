import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import type { ScopeChoice } from "../../src/app/scope.ts";
import type { OpenTrace } from "../../src/app/state.ts";
import type { Target } from "../../src/app/targets.ts";
import type { TimeWindow } from "../../src/app/time-window.ts";
import { exactNs, formatCount, formatNs, formatShare } from "../../src/base/format.ts";
import type { GoroutineChoice, GroupReport, GroupReportRow } from "../../src/engine/analyses/types.ts";
import type { ProfileRequest, StackPage } from "../../src/engine/profiles/types.ts";
import { cssProperties } from "../kit/css-properties.ts";
import { duration, instant, link, swatch } from "../kit/links.ts";
import { styleColour } from "../kit/palette.ts";
import { Question } from "../kit/question.ts";
import { baseStyles, detailStyles } from "../kit/shared-styles.ts";
import { shownText } from "../kit/shown-text.ts";
import { timeTableStyles } from "../kit/time-table.ts";
import { NO_FILTERS, parseSettings, settingsText } from "../profiles/settings.ts";

/** A wait for which the runtime gives no reason. */
const NO_REASON = "blocked, no reason given";
const MOST_GROUPS = 8;
const MOST_STACKS = 5;
const MOST_FRAMES = 4;

interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly group: number | undefined;
}

interface Found {
  readonly report: GroupReport;
  readonly stacks: StackPage;
}

/** A stretch of time, of all goroutines or of a group: what they did in it, which groups, where; and the ways to look closer. */
export class WindowDetailsElement extends LitElement {
  static override properties = {
    app: { attribute: false },
    trace: { attribute: false },
    stretch: { attribute: false },
  };
  static override styles = [
    baseStyles,
    detailStyles,
    timeTableStyles,
    css`
      .stale {
        opacity: 0.5;
      }
      .ways {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 14px;
      }
      .stack {
        padding: 3px 0;
        border-bottom: 1px solid var(--gs-line);
      }
      .stack:last-child {
        border: none;
      }
      .stack div {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
    `,
  ];
  declare app: App;
  declare trace: OpenTrace;
  declare stretch: Stretch;
  protected readonly question = new Question<Stretch, Found>(
    this,
    () => this.stretch,
    async (stretch) => {
      const goroutines = goroutinesOf(stretch);
      const scope = { from: stretch.start, to: stretch.end, goroutines };
      const report = await this.app.engine.goroutineGroups(scope);
      const stacks = await this.app.engine.stacks(wallRequest(scope), 0, MOST_STACKS);
      return { report, stacks };
    },
  );

  override render(): TemplateResult {
    const { start, end, group } = this.stretch;
    const { answer, fault, stale } = this.question;
    const named = group === undefined ? undefined : this.trace.outline.groups[group];
    return html`
      <div class="title">
        <h2>${duration(end - start)}</h2>
        <p class=${named ? "mono" : "dim"}>
          ${named ? shownText(named.name) || "start function not known" : "of all goroutines"}
        </p>
      </div>
      <section>
        <dl>
          <dt>From</dt>
          <dd>${instant(start, Math.max(1, (end - start) / 1000))}</dd>
          <dt>To</dt>
          <dd>${instant(end, Math.max(1, (end - start) / 1000))}</dd>
        </dl>
      </section>
      <section>
        <h3>Look closer</h3>
        <div class="ways">${this.#ways()}</div>
      </section>
      ${fault === undefined ? nothing : html`<section><p>What happened then cannot be told: ${fault}</p></section>`}
      <div class=${stale ? "stale" : ""} aria-busy=${stale}>
        ${answer === undefined ? nothing : [this.#states(answer.report), this.#groups(answer.report), this.#stacks(answer)]}
      </div>
    `;
  }

  #ways(): TemplateResult {
    const { app, stretch } = this;
    const window: TimeWindow = { from: stretch.start, to: stretch.end };
    const scope: ScopeChoice = { window: { kind: "fixed", window }, goroutines: goroutinesOf(stretch) };
    const to = (target: Target, name: string, title: string): TemplateResult => link(app, target, name, title);
    const profile = (view: string, name: string): TemplateResult =>
      html`<a
        href=${app.href({ page: "profiles", scope })}
        @click=${(event: MouseEvent) => this.#profile(event, scope, view)}
        >${name}</a
      >`;
    return html`${to({ page: "timeline", window }, "Zoom to it", "F does so, too")}
    ${to({ scope }, "Scope of all pages", "All pages look at this alone")} ${profile("top", "Profile")}
    ${profile("flame", "Flame graph")} ${to({ page: "goroutines", scope }, "Goroutines", "Every group in this time")}
    ${to({ page: "scheduler", scope }, "Scheduler", "Who waited for a proc")}`;
  }

  /** Goes to the profile of where time went, seen as the page of profiles calls `view`. */
  #profile(event: MouseEvent, scope: ScopeChoice, view: string): void {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    this.app.go({ page: "profiles", scope });
    const settings = parseSettings(this.app.state.views.profiles ?? "");
    this.app.setView(settingsText({ ...settings, type: "wall", view }));
  }

  #states({ columns, lifetimeNs }: GroupReport): TemplateResult {
    const states = columns
      .filter(({ kind, totalNs }) => kind !== "range" && totalNs > 0)
      .toSorted((a, b) => b.totalNs - a.totalNs);
    const most = states[0]?.totalNs ?? 1;
    return html`<section>
      <h3>By state</h3>
      <table aria-label="Time of goroutines by state">
        <tbody>
          ${states.map(
            ({ name, style, totalNs }) =>
              html`<tr>
                <td class="bar" title=${shownText(name) || NO_REASON}>
                  <i ${cssProperties({ "--share": `${(totalNs / most) * 100}%`, "--swatch": styleColour(style) })}></i>
                  <span>${swatch(style)} ${shownText(name) || NO_REASON}</span>
                </td>
                <td class="number time" title=${exactNs(totalNs)}>${formatNs(totalNs)}</td>
                <td class="number share">${formatShare(totalNs, lifetimeNs)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
      ${states.length === 0 ? html`<p class="dim">No goroutine was there then.</p>` : nothing}
    </section>`;
  }

  /** Those that ran, waited for a proc or were in a syscall the longest. */
  #groups({ rows, columns }: GroupReport): TemplateResult | typeof nothing {
    if (this.stretch.group !== undefined || rows.length === 0) return nothing;
    const active = columns.map(({ kind }) => kind === "state");
    const activeNs = (row: GroupReportRow): number =>
      row.times.reduce((sum, { total }, column) => (active[column] === true ? sum + total : sum), 0);
    const shown = rows
      .map((row) => ({ row, ns: activeNs(row) }))
      .filter(({ ns }) => ns > 0)
      .toSorted((a, b) => b.ns - a.ns)
      .slice(0, MOST_GROUPS);
    return html`<section>
      <h3>Busiest groups</h3>
      <table aria-label="Groups by time not spent blocked">
        <tbody>
          ${shown.map(
            ({ row, ns }) =>
              html`<tr>
                <td>${this.#group(row)}</td>
                <td class="number time" title=${`${exactNs(ns)} not blocked`}>${formatNs(ns)}</td>
                <td class="number share dim" title="Goroutines">${formatCount(row.count)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </section>`;
  }

  #group({ group, name }: GroupReportRow): TemplateResult {
    const window = { from: this.stretch.start, to: this.stretch.end };
    const target: Target = { selection: { kind: "window", window, group } };
    return link(this.app, target, html`<span class="mono">${shownText(name) || "start function not known"}</span>`);
  }

  #stacks({ stacks }: Found): TemplateResult | typeof nothing {
    if (stacks.rows.length === 0) return nothing;
    return html`<section>
      <h3>Where most time went</h3>
      ${stacks.rows.map(
        ({ weight, frames }) =>
          html`<div class="stack">
            ${duration(weight)}
            ${frames
              .slice(0, MOST_FRAMES)
              .map(
                ({ name, file, line }) =>
                  html`<div class="mono" title=${`${shownText(name)} ${shownText(file)}:${line}`}>
                    ${shownText(name)}
                  </div>`,
              )}
            ${frames.length > MOST_FRAMES ? html`<div class="dim">and ${frames.length - MOST_FRAMES} more frames</div>` : nothing}
          </div>`,
      )}
    </section>`;
  }
}

function goroutinesOf({ group }: Stretch): GoroutineChoice {
  return group === undefined ? { kind: "all" } : { kind: "group", group };
}

function wallRequest(scope: {
  readonly from: number;
  readonly to: number;
  readonly goroutines: GoroutineChoice;
}): ProfileRequest {
  return {
    source: { kind: "trace", type: "wall", scope, openAtEnd: true, splitBy: undefined },
    sampleType: "",
    filters: NO_FILTERS,
    granularity: "",
    base: undefined,
  };
}

customElements.define("gs-window-details", WindowDetailsElement);
