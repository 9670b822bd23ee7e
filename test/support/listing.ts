/** Holds the parsers against event listings that Go's own reader made. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { TRACE_FORMATS } from "../../parsers/registry.ts";
import { EventListing } from "../../src/export/event-listing.ts";
import type { Damage } from "../../src/model/damage.ts";
import { traceBytes } from "./trace-text.ts";

export interface Listing {
  readonly lines: readonly string[];
  readonly damage: readonly Damage[];
}

/** The events of a trace, a line each, and what was wrong with it; the bytes go in by `chunk` bytes at a time. */
export function listing(bytes: Uint8Array, chunk = bytes.length): Listing {
  const lines: string[] = [];
  const damage = listTo(bytes, chunk, (line) => lines.push(line));
  return { lines, damage };
}

/** Hands on each event's line, and returns what was wrong with the trace. */
export function listTo(bytes: Uint8Array, chunk: number, take: (line: string) => void): readonly Damage[] {
  const format = TRACE_FORMATS.find((f) => f.sniff(bytes));
  if (format === undefined) throw new Error("no parser takes these bytes");
  const parser = format.open(bytes);
  const writer = new EventListing(parser);
  const drain = (): void => {
    while (parser.next()) take(writer.line());
  };
  for (let at = format.headerBytes; at < bytes.length; at += chunk) {
    parser.push(bytes.subarray(at, at + chunk));
    drain();
  }
  parser.end();
  drain();
  return parser.damage;
}

/**
 * A trace, written as text, reads as these events and without a fault, whether it comes at once or byte by byte.
 * Where the environment's ORACLE names a program that lists a trace as Go does (called with ORACLE=order and
 * TRACE=FILE), what is expected is held against that, too.
 */
export function reads(text: string, events: string): void {
  const bytes = traceBytes(text);
  const expected = trimmed(events);
  if (process.env["ORACLE"])
    expect(expected, "what is expected is not what Go says").toEqual(askGo(process.env["ORACLE"], bytes));
  const whole = listing(bytes);
  expect(whole.lines).toEqual(expected);
  expect(whole.damage).toEqual([]);
  expect(listing(bytes, 1), "byte by byte").toEqual(whole);
}

/**
 * A trace whose second generation is broken reads as these events and perhaps some more, and says what is wrong with
 * that generation. Go stops at these events.
 */
export function breaks(text: string, events: string, kind: Damage["kind"]): void {
  const bytes = traceBytes(text);
  const expected = trimmed(events);
  if (process.env["ORACLE"]) expect(askGo(process.env["ORACLE"], bytes).slice(0, -1)).toEqual(expected);
  const whole = listing(bytes);
  expect(whole.lines.slice(0, expected.length)).toEqual(expected);
  expect(whole.damage[0]).toMatchObject({ kind, generation: 2 });
  expect(listing(bytes, 1), "byte by byte").toEqual(whole);
}

export function trimmed(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** What Go lists, by the program that the environment's ORACLE names. */
export function askGo(oracle: string, bytes: Uint8Array): string[] {
  const folder = mkdtempSync(join(tmpdir(), "listing-"));
  try {
    const file = join(folder, "trace");
    writeFileSync(file, bytes);
    return trimmed(execFileSync(oracle, { env: { ORACLE: "order", TRACE: file } }).toString());
  } finally {
    rmSync(folder, { recursive: true });
  }
}
