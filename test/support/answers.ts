/**
 * What is true of the traces in testdata, and how a report is held against it. A report may say more than an
 * answer does, but nothing else: times are exact, other numbers good to one part in a million.
 */
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type JsonObject = { readonly [key: string]: Json };

/** An answer as it lies in testdata/answers, of which some fields are read by name. */
export interface Answer extends JsonObject {
  readonly events: number;
  readonly order_sha256: string;
}

const TESTDATA = fileURLToPath(new URL("../../testdata/", import.meta.url));

/** A trace with an answer. */
export interface GoldenTrace {
  /** Such as "channels-1.27". */
  readonly name: string;
  readonly path: string;
}

/** All traces in testdata that have an answer. */
export function goldenTraces(): GoldenTrace[] {
  const files = [...readdirSync(`${TESTDATA}traces`).map((f) => `traces/${f}`), "sample.trace.gz"];
  const known = new Set(readdirSync(`${TESTDATA}answers`));
  return files
    .map((file) => ({ name: file.replace(/^traces\//, "").replace(/\.trace(\.gz)?$/, ""), path: TESTDATA + file }))
    .filter(({ name }) => known.has(`${name}.json.gz`));
}

/** The bytes of a trace, uncompressed. */
export function bytesOf(trace: GoldenTrace): Uint8Array {
  const bytes = readFileSync(trace.path);
  return trace.path.endsWith(".gz") ? gunzipSync(bytes) : bytes;
}

export function answerOf(trace: GoldenTrace): Answer {
  return JSON.parse(gunzipSync(readFileSync(`${TESTDATA}answers/${trace.name}.json.gz`)).toString()) as Answer;
}

/** Paths at which a report differs from an answer, each with both values; at most `limit` of them. */
export function differences(want: Answer, got: unknown, fields: readonly string[], limit = 8): string[] {
  const out: string[] = [];
  const report = canonical(got as JsonObject);
  const answer = canonical(want);
  if ("partial_error" in answer) return partialDifferences(answer as Answer, report);
  for (const field of fields) {
    if (!(field in answer)) continue;
    if (field in report) compare(answer[field]!, report[field], field, exact(field, false), out);
    else out.push(`${field}: missing`);
  }
  if (out.length > limit) out.splice(limit, Infinity, `and ${out.length - limit} more`);
  return out;
}

/** Go stops at the first fault. Saving more than it is welcome, hiding the fault is not. */
function partialDifferences(want: Answer, got: JsonObject): string[] {
  const out: string[] = [];
  if (!got["partial_error"])
    out.push(`partial_error: missing, want something like ${JSON.stringify(want["partial_error"])}`);
  if (!(Number(got["events"]) >= want.events))
    out.push(`events: want at least ${want.events}, got ${JSON.stringify(got["events"])}`);
  return out;
}

function compare(want: Json, got: Json | undefined, path: string, times: boolean, out: string[]): void {
  if (typeof want === "number" && typeof got === "number") {
    if (want !== got && (times || !close(want, got))) out.push(`${path}: want ${want}, got ${got}`);
  } else if (Array.isArray(want)) {
    compareLists(want as readonly Json[], got, path, times, out);
  } else if (want !== null && typeof want === "object") {
    compareObjects(want as JsonObject, got, path, times, out);
  } else if (want !== got) {
    out.push(`${path}: want ${JSON.stringify(want)}, got ${JSON.stringify(got)}`);
  }
}

function compareLists(want: readonly Json[], got: Json | undefined, path: string, times: boolean, out: string[]): void {
  if (!Array.isArray(got)) return void out.push(`${path}: want a list, got ${JSON.stringify(got)}`);
  if (want.length !== got.length) out.push(`${path}: want ${want.length} rows, got ${got.length}`);
  for (let i = 0; i < Math.min(want.length, got.length); i++)
    compare(want[i]!, got[i] as Json, `${path}[${i}]`, times, out);
}

function compareObjects(want: JsonObject, got: Json | undefined, path: string, times: boolean, out: string[]): void {
  if (got === null || typeof got !== "object" || Array.isArray(got))
    return void out.push(`${path}: want an object, got ${JSON.stringify(got)}`);
  const report = got as JsonObject;
  for (const [key, value] of Object.entries(want)) {
    if (key in report) compare(value, report[key], `${path}.${key}`, exact(key, times), out);
    else out.push(`${path}.${key}: missing, want ${JSON.stringify(value).slice(0, 60)}`);
  }
  // A map by reason, range or kind says all there is; in other objects, more is welcome.
  if (!times && path !== "kinds") return;
  for (const [key, value] of Object.entries(report))
    if (!(key in want) && value !== 0) out.push(`${path}.${key}: unexpected ${JSON.stringify(value)}`);
}

/** Whether what stands under a key are times: `ns`, `exec_ns`, and the maps such as `block_ns`. */
function exact(key: string, within: boolean): boolean {
  return within || key === "ns" || key.endsWith("_ns");
}

function close(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(a), Math.abs(b));
}

/** Puts into order what has none of its own. */
function canonical(doc: JsonObject): JsonObject {
  const out: Record<string, Json> = { ...doc };
  for (const field of ["goroutines", "tasks"])
    if (Array.isArray(out[field]))
      out[field] = sorted(out[field] as JsonObject[], (a, b) => Number(a["id"]) - Number(b["id"]));
  const profiles = out["profiles"] as { readonly [name: string]: readonly JsonObject[] } | undefined;
  if (profiles !== undefined)
    out["profiles"] = Object.fromEntries(
      Object.entries(profiles).map(([name, rows]) => [name, sorted(rows, byWeight)]),
    );
  return out;
}

function sorted<T>(rows: readonly T[], order: (a: T, b: T) => number): T[] {
  return [...rows].sort(order);
}

function byWeight(a: JsonObject, b: JsonObject): number {
  const key = (row: JsonObject): string => JSON.stringify([row["stack"], row["count"]]);
  return Number(b["ns"]) - Number(a["ns"]) || (key(a) < key(b) ? -1 : 1);
}
