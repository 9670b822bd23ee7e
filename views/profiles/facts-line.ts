import { html, nothing, type TemplateResult } from "lit";
import { countOf } from "../../src/base/format.ts";
import type { ProfileReport, ProfileSource } from "../../src/engine/profiles/types.ts";
import type { TraceProfileType } from "../../src/profile/weigh-trace.ts";
import type { Set } from "./selects.ts";
import type { ProfileSettings } from "./settings.ts";
import { TYPE_ENTRIES } from "./types.ts";
import { signed, weight } from "./weights.ts";

/** What is asked about beside the profile itself. */
export interface Surroundings {
  readonly settings: ProfileSettings;
  readonly set: Set;
  /** A trace is open, and its scope is all of it. */
  readonly hasTrace: boolean;
  readonly isWhole: boolean;
}

/** What counts in a profile: how much, of how many, and where it differs from what `go tool trace` says. */
export function factsLine(source: ProfileSource, report: ProfileReport, around: Surroundings): TemplateResult {
  const { trace } = report;
  if (source.kind !== "trace" || !trace) return factsOfFile(report, around);
  return html`${
    report.compared ? comparison(report) : report.total === 0 ? nothing : ofTrace(source.type, trace.count, report)
  }${differences(source.type, trace.open, around)}`;
}

function ofTrace(type: TraceProfileType, count: number, report: ProfileReport): TemplateResult {
  const one = TYPE_ENTRIES[type].unit;
  const units = one === "stretch" ? "stretches" : `${one}s`;
  return html`<span>${shownOfTotal(report)} in ${countOf(count, one, units)}, ${stacksOf(report)}</span>`;
}

function factsOfFile(report: ProfileReport, { hasTrace }: Surroundings): TemplateResult {
  if (report.compared) return html`${comparison(report)}`;
  return html`<span>${shownOfTotal(report)}, ${stacksOf(report)}</span>${
      hasTrace ? html`<span title="The scope above is of the trace alone">of the file, whole</span>` : nothing
    }`;
}

function shownOfTotal({ total, shown, unit }: ProfileReport): TemplateResult {
  return html`${shown === total ? nothing : html`${weight(shown, unit)} of `}${weight(total, unit)}`;
}

function stacksOf({ stacks, stackless, unit }: ProfileReport): TemplateResult {
  const without = stackless > 0 ? html`; ${weight(stackless, unit)} without a stack, in no row` : nothing;
  return html`${countOf(stacks, "stack")}${without}`;
}

function comparison({ compared, shown, unit }: ProfileReport): unknown {
  if (!compared) return nothing;
  const { now, base } = compared;
  return html`<span title="Shares are of the base"
    >${weight(now, unit)} against ${weight(base, unit)} in the base; shown ${signed(shown, unit)}</span
  >`;
}

/** Where the numbers are not those of `go tool trace`; `open`: the waits that had not ended when the trace did. */
function differences(
  type: TraceProfileType,
  open: NonNullable<ProfileReport["trace"]>["open"],
  { settings, set, isWhole }: Surroundings,
): TemplateResult {
  if (type === "cpu") {
    return html`<span title="A trace does not tell its own rate; 100 samples a second is the usual one"
      >Each sample counts for 10 ms</span
    >`;
  }
  if (!TYPE_ENTRIES[type].inGo) {
    return html`<span title="go tool trace has no such profile">All states together</span>`;
  }
  if (open.count === 0) return html`<span>${isWhole ? html`As <code>go tool trace -pprof=${type}</code>` : ""}</span>`;
  const choose = (event: Event): void => set({ openAtEnd: (event.target as HTMLInputElement).checked });
  return html`<label title="go tool trace leaves out waits that had not ended when the trace did"
    ><input type="checkbox" .checked=${settings.openAtEnd} @change=${choose} />count waits still open at the end:
    ${countOf(open.count, "wait")}, ${weight(open.ns, "ns")}</label
  >`;
}
