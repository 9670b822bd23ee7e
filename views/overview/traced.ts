import { html, type TemplateResult } from "lit";
import type { OpenTrace } from "../../src/app/state.ts";
import {
  countOf,
  exactBytes,
  exactCount,
  exactNs,
  formatBytes,
  formatCount,
  formatNs,
  formatShare,
} from "../../src/base/format.ts";
import { shownText } from "../kit/shown-text.ts";

/** What was traced: of the whole trace, whatever the scope. `gomaxprocs`: its settings, one after the other. */
export function traced({ summary }: OpenTrace, gomaxprocs: readonly number[]): TemplateResult {
  const { name, format, byteLength, inflatedLength, damage } = summary;
  const bytes =
    byteLength === inflatedLength
      ? html`<span title=${exactBytes(byteLength)}>${formatBytes(byteLength)}</span>`
      : html`<span title=${`${exactBytes(byteLength)}; ${exactBytes(inflatedLength)} uncompressed`}
          >${formatBytes(byteLength)}, ${formatBytes(inflatedLength)} uncompressed</span
        >`;
  return html`<dl class="traced" aria-label="What was traced">
    ${pair("Trace", html`<span title=${shownText(name)}>${shownText(name)}</span>`)}
    ${pair("Format", html`<span title="The version of the format, which changes less often than Go">${format}</span>`)}
    ${pair("Duration", html`<span title=${exactNs(summary.durationNs)}>${formatNs(summary.durationNs)}</span>`)}
    ${pair("Began", began(summary.wallNs))} ${pair("Goroutines", count(summary.goroutineCount))}
    ${pair("Procs", html`${count(summary.procCount)}<span class="dim">${gomaxprocsWords(gomaxprocs)}</span>`)}
    ${pair("Threads", count(summary.threadCount))} ${pair("Events", count(summary.eventCount))} ${pair("Size", bytes)}
    ${pair("Damage", damageWords(damage, inflatedLength))}
  </dl>`;
}

function pair(name: string, value: unknown): TemplateResult {
  return html`<div>
    <dt>${name}</dt>
    <dd class="cut">${value}</dd>
  </div>`;
}

function count(value: number): TemplateResult {
  return html`<span title=${exactCount(value)}>${formatCount(value)}</span>`;
}

function gomaxprocsWords(settings: readonly number[]): string {
  return settings.length === 0 ? "" : `, GOMAXPROCS ${settings.join(", then ")}`;
}

function began(wallNs: number | undefined): TemplateResult {
  if (wallNs === undefined) {
    return html`<span class="dim" title="Traces tell the time of day from Go 1.25 on">not recorded</span>`;
  }
  const date = new Date(wallNs / 1e6);
  return html`<span title=${`${date.toISOString()} (UTC)`}>${date.toLocaleString()}</span>`;
}

function damageWords(damage: OpenTrace["summary"]["damage"], length: number): TemplateResult {
  if (damage.length === 0) return html`<span class="dim">none</span>`;
  // Two faults may give up the same bytes.
  const lost = Math.min(
    damage.reduce((sum, { bytesLost = 0 }) => sum + bytesLost, 0),
    length,
  );
  const words = lost === 0 ? "nothing lost" : `${formatShare(lost, length)} lost`;
  return html`<span class="bad" title=${shownText(damage[0]!.message)}
    >${countOf(damage.length, "fault")}, ${words}</span
  >`;
}
