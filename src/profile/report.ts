import type { Profile } from "../model/profile.ts";
import { BASE_LABEL } from "./combine.ts";
import { filterFrames, type FrameFilter } from "./filter.ts";
import { aggregate, type Granularity } from "./granularity.ts";
import type { GraphNode } from "./graph.ts";
import { formatValue, scale } from "./units.ts";

/** What every report on a profile can be asked. */
export interface ReportOptions {
  /** Number or name of the sample type; absent: the profile's own choice, or else its last. */
  readonly sampleIndex?: string;
  readonly filter?: FrameFilter;
  /** Absent: functions; of a profile without symbols, addresses. */
  readonly granularity?: Granularity;
  /** False: of inlined calls only the outermost counts. */
  readonly inlines?: boolean;
  /** Unit of the numbers; absent or "minimum": one for the whole report, that suits them; "auto": one for each. */
  readonly unit?: string;
}

/** A profile made ready for a report: filtered, aggregated, with what its numbers mean. */
export interface Report {
  readonly profile: Profile;
  /** As it was before the granularity dropped anything. */
  readonly filtered: Profile;
  readonly sampleIndex: number;
  readonly sampleType: string;
  readonly sampleUnit: string;
  /** "minimum" until a report has chosen. */
  readonly unit: string;
  /** What shares refer to: the weight of all samples, before any filter. */
  readonly total: number;
  readonly filter: FrameFilter;
  /** Filters that matched nothing. */
  readonly unmatched: readonly (keyof FrameFilter)[];
}

export type ReportResult =
  | { readonly ok: true; readonly report: Report }
  | { readonly ok: false; readonly message: string };

export function prepareReport(profile: Profile, options: ReportOptions): ReportResult {
  const index = findSampleIndex(profile, options.sampleIndex);
  if (typeof index === "string") return { ok: false, message: index };
  const filter = options.filter ?? {};
  const filtered = filterFrames(profile, filter);
  const type = profile.sampleTypes[index]!;
  return {
    ok: true,
    report: {
      filtered: filtered.profile,
      profile: aggregate(filtered.profile, options.granularity ?? usualGranularity(profile), options.inlines ?? true),
      sampleIndex: index,
      sampleType: type.type,
      sampleUnit: type.unit,
      unit: options.unit ?? "minimum",
      total: totalWeight(profile, index),
      filter,
      unmatched: filtered.unmatched,
    },
  };
}

/** Without symbols all of a binary would be one row: here, unlike in pprof, its addresses are told apart. */
function usualGranularity(profile: Profile): Granularity {
  return profile.locations.some(({ lines }) => lines.length > 0) ? "functions" : "addresses";
}

/** A weight as the report writes it. */
export function reportValue(report: Report, value: number): string {
  return formatValue(value, report.sampleUnit, report.unit);
}

/**
 * The report with one unit for all its numbers: that of the smallest, unless the total's is another and it is more
 * than a hundred times as large; then one in which the smallest is at least 0.01.
 */
export function withCommonUnit(report: Report, nodes: readonly GraphNode[]): Report {
  if (report.unit !== "minimum" || nodes.length === 0) return report;
  let least = 0;
  for (const node of nodes) {
    const value = Math.abs(node.flat) || Math.abs(node.cum);
    if (value > 0 && (least === 0 || value < least)) least = value;
  }
  if (least === 0) least = report.total;
  const unitOf = (value: number): string => scale(value, report.sampleUnit, "minimum").unit;
  const small = unitOf(least);
  const apart = small !== unitOf(report.total) && least * 100 < report.total;
  return { ...report, unit: (apart ? unitOf(100 * least) : small) || report.sampleUnit };
}

/** Row of the sample type asked for, or what is wrong with the question. */
export function findSampleIndex(profile: Profile, asked: string | undefined): number | string {
  const types = profile.sampleTypes.map((type) => type.type);
  if (types.length === 0) return "the profile has no sample types";
  if (asked === undefined || asked === "") {
    const preferred = types.indexOf(profile.defaultSampleType);
    return preferred === -1 ? types.length - 1 : preferred;
  }
  if (/^[+-]?\d+$/.test(asked)) {
    const index = Number(asked);
    if (index >= 0 && index < types.length) return index;
    return `sample index ${asked} is outside of 0 to ${types.length - 1}`;
  }
  // Heap profiles of old name their types "space" and "objects".
  const short = asked.replace(/^inuse_/, "");
  const index = types.findIndex((type) => type === asked || type === short);
  return index === -1 ? `no sample type ${JSON.stringify(asked)}: this profile has ${types.join(", ")}` : index;
}

/** Sum of the samples' absolute weights; in a comparison relative to a base, of the base's alone. */
export function totalWeight(profile: Profile, sampleIndex: number): number {
  const { length, values, labels } = profile.samples;
  const types = profile.sampleTypes.length;
  let total = 0;
  let base = 0;
  for (let sample = 0; sample < length; sample++) {
    const weight = Math.abs(values[sample * types + sampleIndex]!);
    total += weight;
    if (labels[sample]!.some((label) => label.key === BASE_LABEL.key)) base += weight;
  }
  return base > 0 ? base : total;
}
