import { readExpression } from "../../base/expression.ts";
import type { Steps } from "../../base/steps.ts";
import type { Profile } from "../../model/profile.ts";
import { BASE_COLUMN, columnSum, compare, NOW_COLUMN } from "../../profile/compare.ts";
import type { FrameFilter } from "../../profile/filter.ts";
import { FILTER_NAMES } from "../../profile/filter.ts";
import { findSampleIndex, prepareReport, type Report, type ReportOptions } from "../../profile/report.ts";
import { Recent } from "../analyses/recent.ts";
import type { Compared, ProfileFilters, ProfileRequest, ProfileSource } from "./types.ts";

/** A profile holds each stack once: small beside the trace. */
const KEPT = 8;

/** What all views of a request are computed from. */
export interface Weighed {
  /** The profile, filtered and at the granularity asked for, which of its columns weighs, and what shares refer to. */
  readonly report: Report;
  /**
   * In a comparison. The profile then has three columns: the difference, which weighs, `NOW_COLUMN` and `BASE_COLUMN`;
   * stacks that did not change are there, and weigh 0.
   */
  readonly compared: Compared | undefined;
}

/** Profiles as requests describe them; the last ones are kept. */
export class WeighedProfiles {
  readonly #read: (source: ProfileSource) => Steps<Profile>;
  readonly #sources = new Recent<Profile>(KEPT);
  readonly #weighed = new Recent<Weighed>(KEPT);

  /** `read` makes the whole profile of a source. */
  constructor(read: (source: ProfileSource) => Steps<Profile>) {
    this.#read = read;
  }

  source(source: ProfileSource): Steps<Profile> {
    return this.#sources.steps(JSON.stringify(source), () => this.#read(source));
  }

  /** Throws an Error with a message for the reader if there is no such profile. */
  weighed(request: ProfileRequest): Steps<Weighed> {
    return this.#weighed.steps(JSON.stringify(request), () => this.#weigh(request));
  }

  *#weigh(request: ProfileRequest): Steps<Weighed> {
    const { base, sampleType } = request;
    const options = reportOptions(request);
    const profile = yield* this.source(request.source);
    yield;
    if (base === undefined) {
      return { report: prepared(profile, { ...options, sampleIndex: sampleType }), compared: undefined };
    }
    const sampleIndex = findSampleIndex(profile, sampleType);
    if (typeof sampleIndex === "string") throw new Error(sampleIndex);
    const both = compare(profile, yield* this.source(base.source), { sampleIndex, normalize: base.normalize });
    if (!both.ok) throw new Error(both.message);
    yield;
    const compared = { now: columnSum(both.profile, NOW_COLUMN), base: columnSum(both.profile, BASE_COLUMN) };
    const report = prepared(both.profile, { ...options, sampleIndex: "0" });
    return { report: { ...report, total: compared.base || compared.now }, compared };
  }
}

/** How a profile is made ready for a request, but for what weighs. */
export function reportOptions({ filters, granularity }: ProfileRequest): ReportOptions {
  return { filter: frameFilter(filters), ...(granularity !== "" && { granularity }) };
}

function prepared(profile: Profile, options: Parameters<typeof prepareReport>[1]): Report {
  const result = prepareReport(profile, options);
  if (!result.ok) throw new Error(result.message);
  return result.report;
}

function frameFilter(filters: ProfileFilters): FrameFilter {
  const expressions = FILTER_NAMES.filter((name) => filters[name] !== "").map((name) => {
    const read = readExpression(filters[name]);
    if (!read.ok) throw new Error(`${name}: ${read.message}`);
    return [name, read.expression] as const;
  });
  return Object.fromEntries(expressions);
}
