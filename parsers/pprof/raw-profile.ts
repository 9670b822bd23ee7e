import { IdTable } from "../../src/base/id-table.ts";
import { ProfileSamplesBuilder } from "../../src/model/profile-samples.ts";

/**
 * A profile as it lies in the file: strings by number, and ids in place of rows, since what they refer to may come
 * later. Ids are any 64-bit numbers (some writers use addresses), so each gets a dense row of an IdTable.
 */
export class RawProfile {
  readonly sampleTypes: RawValueType[] = [];
  readonly samples = new ProfileSamplesBuilder();
  /** Labels of the samples that have any, by sample. */
  readonly labels = new Map<number, RawLabel[]>();
  readonly sampleOffset = { first: 0 };
  valuesPerSample = -1;
  readonly locationIds = new IdTable();
  readonly functionIds = new IdTable();
  readonly mappingIds = new IdTable();
  readonly locations: RawLocation[] = [];
  readonly functions: RawFunction[] = [];
  readonly mappings: RawMapping[] = [];
  readonly strings: string[] = [];
  readonly comments: number[] = [];
  readonly periodType: RawValueType = { type: 0, unit: 0 };
  dropFrames = 0;
  keepFrames = 0;
  defaultSampleType = 0;
  docUrl = 0;
  timeNanos = 0n;
  durationNanos = 0;
  period = 0;
}

export interface RawValueType {
  type: number;
  unit: number;
}
export interface RawLabel {
  key: number;
  text: number;
  number: bigint;
  unit: number;
}
/** `reference`: row of the id in the IdTable, -1 for none. */
export interface Identified {
  reference: number;
  readonly offset: number;
}
export interface RawLocation extends Identified {
  mapping: number;
  address: bigint;
  folded: boolean;
  readonly lines: RawLine[];
}
export interface RawLine {
  function: number;
  line: number;
  column: number;
}
export interface RawFunction extends Identified {
  name: number;
  systemName: number;
  file: number;
  startLine: number;
}
export interface RawMapping extends Identified {
  start: bigint;
  limit: bigint;
  memoryOffset: bigint;
  file: number;
  buildId: number;
  hasFunctions: boolean;
  hasFiles: boolean;
  hasLines: boolean;
  hasInlines: boolean;
}
