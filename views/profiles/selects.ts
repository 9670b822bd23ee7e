import { html, nothing, type TemplateResult } from "lit";
import type { SplitBy } from "../../src/profile/partition.ts";
import { shownText } from "../kit/shown-text.ts";
import { GRANULARITIES, type ProfileSettings } from "./settings.ts";

/** What a choice does to the page's settings. */
export type Set = (change: Partial<ProfileSettings>) => void;

/** What stacks may be split by, and what the page calls it. */
const SPLITS: readonly (readonly [SplitBy | "", string])[] = [
  ["", "Not split"],
  ["reason", "Split by state and reason"],
  ["group", "Split by start function"],
];

/** Which regions' time counts; `names`: those of the trace. Nothing where there is nothing to choose. */
export function regionSelect({ region }: ProfileSettings, names: readonly string[], set: Set): unknown {
  if (names.length === 0 && region === "") return nothing;
  const offered = region === "" || names.includes(region) ? names : [region, ...names];
  return html`<select
    aria-label="Regions"
    title="Only time within user regions of this name, of each goroutine the outermost ones"
    @change=${(event: Event) => set({ region: valueOf(event) })}
  >
    <option value="" .selected=${region === ""}>All time</option>
    ${offered.map(
      (name) => html`<option value=${name} .selected=${name === region}>In region ${shownText(name)}</option>`,
    )}
  </select>`;
}

export function splitSelect({ splitBy }: ProfileSettings, set: Set): TemplateResult {
  const choose = (value: string): void => set({ splitBy: value === "" ? undefined : (value as SplitBy) });
  return html`<select
    aria-label="Split"
    title="Splits each stack: by what its goroutine was in or waited for, or by where it started. The part stands at the root."
    @change=${(event: Event) => choose(valueOf(event))}
  >
    ${SPLITS.map(
      ([value, name]) => html`<option value=${value} .selected=${value === (splitBy ?? "")}>${name}</option>`,
    )}
  </select>`;
}

export function granularitySelect({ granularity }: ProfileSettings, set: Set): TemplateResult {
  const choose = (value: string): void => set({ granularity: value as ProfileSettings["granularity"] });
  return html`<select
    aria-label="Granularity"
    title="What a row is"
    @change=${(event: Event) => choose(valueOf(event))}
  >
    ${GRANULARITIES.map(([value, name]) => html`<option value=${value} .selected=${value === granularity}>${name}</option>`)}
  </select>`;
}

function valueOf(event: Event): string {
  return (event.target as HTMLSelectElement).value;
}
