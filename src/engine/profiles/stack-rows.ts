import type { ProfileLabel } from "../../model/profile.ts";
import { NOW_COLUMN } from "../../profile/compare.ts";
import { frameInfo, printableName } from "../../profile/frame-info.ts";
import type { Report } from "../../profile/report.ts";
import type { StackFrame, StackPage, StackRow } from "./types.ts";
import type { Weighed } from "./weighed.ts";

/** Samples that weigh, heaviest first; in a comparison those that changed most. */
export function heaviestSamples({ profile, sampleIndex }: Report): Uint32Array {
  const types = profile.sampleTypes.length;
  const { length, values } = profile.samples;
  const weight = (sample: number): number => Math.abs(values[sample * types + sampleIndex]!);
  const rows = new Uint32Array(length).map((_, row) => row).filter((row) => weight(row) !== 0);
  return rows.sort((a, b) => weight(b) - weight(a) || a - b);
}

/** Some of the samples in that order, with their stacks as the granularity has them. */
export function stackPage({ report, compared }: Weighed, order: Uint32Array, first: number, count: number): StackPage {
  const rows = Array.from(order.subarray(first, first + count), (sample) =>
    stackRow(report, sample, compared !== undefined),
  );
  return { total: order.length, first, rows };
}

function stackRow(report: Report, sample: number, compared: boolean): StackRow {
  const { profile, sampleIndex } = report;
  const { values, labels } = profile.samples;
  const at = sample * profile.sampleTypes.length;
  return {
    weight: values[at + sampleIndex]!,
    now: values[at + (compared ? NOW_COLUMN : sampleIndex)]!,
    labels: labels[sample]!.map(labelText),
    frames: framesOf(report, sample),
  };
}

/** Leaf first. Where functions are told apart by name alone, their lines come from what the granularity dropped. */
function framesOf({ profile, filtered }: Report, sample: number): readonly StackFrame[] {
  const { stackOffsets, stacks } = profile.samples;
  const frames: StackFrame[] = [];
  for (let i = stackOffsets[sample]!; i < stackOffsets[sample + 1]!; i++) {
    const row = stacks[i]!;
    const [location, detailed] = [profile.locations[row]!, filtered.locations[row]!];
    const lines = location.lines.length === 0 ? [undefined] : location.lines;
    lines.forEach((line, k) => {
      const { file, line: at } = frameInfo(filtered, detailed, detailed.lines[k], false);
      const name = printableName(frameInfo(profile, location, line, false));
      frames.push({ name, file, line: at, inline: k < lines.length - 1 });
    });
  }
  return frames;
}

function labelText(label: ProfileLabel): string {
  if ("text" in label) return `${label.key}: ${label.text}`;
  return `${label.key}: ${label.number}${label.unit === "" ? "" : ` ${label.unit}`}`;
}
