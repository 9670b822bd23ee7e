import { execSync } from "node:child_process";
import { readFileSync } from "node:fs";

import { openTrace } from "../../parsers/open.ts";
import { loadTrace } from "../../src/engine/load.ts";

/**
 * How fast a trace is put in order, and how fast its tables are built, against Go's own reader where there is one.
 *   TRACE      the file; the sample if not given
 *   GO_READER  a shell command that reads $TRACE with Go's reader and prints a line "read SECONDS"
 * Runs alternate, so that a machine that slows down slows all of them; the best of each counts.
 */
const ROUNDS = 3;

const path = process.env["TRACE"] ?? "testdata/sample.trace.gz";
const reader = process.env["GO_READER"];
const bytes = readFileSync(path);

async function* chunks(): AsyncGenerator<Uint8Array> {
  const size = 1 << 20;
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function decode(): Promise<number> {
  const opened = await openTrace(chunks());
  if (!opened.ok) throw new Error(`${path}: ${opened.message}`);
  let events = 0;
  for await (const chunk of opened.chunks) {
    opened.parser.push(chunk);
    while (opened.parser.next()) events++;
  }
  opened.parser.end();
  while (opened.parser.next()) events++;
  return events;
}

async function build(): Promise<number> {
  const loaded = await loadTrace(chunks());
  if (!loaded.ok) throw new Error(`${path}: ${loaded.error.message}`);
  return loaded.trace.eventCount;
}

async function seconds(work: () => Promise<number>): Promise<{ time: number; events: number }> {
  globalThis.gc?.();
  const start = performance.now();
  const events = await work();
  return { time: (performance.now() - start) / 1000, events };
}

function goSeconds(command: string): number {
  const printed = execSync(command, { env: { ...process.env, TRACE: path }, encoding: "utf8" });
  const match = /^read\s+([\d.]+)/m.exec(printed);
  if (match === null) throw new Error(`GO_READER printed no line "read SECONDS"`);
  return Number(match[1]);
}

const times = { decode: Infinity, build: Infinity, go: Infinity };
let events = 0;
for (let round = 0; round < ROUNDS; round++) {
  const decoded = await seconds(decode);
  events = decoded.events;
  times.decode = Math.min(times.decode, decoded.time);
  times.build = Math.min(times.build, (await seconds(build)).time);
  if (reader !== undefined) times.go = Math.min(times.go, goSeconds(reader));
}

const million = (time: number): string => `${time.toFixed(3)} s, ${(events / time / 1e6).toFixed(2)} M events/s`;
console.log(`${path}: ${bytes.length} bytes, ${events} events, best of ${ROUNDS}`);
console.log(`in order            ${million(times.decode)}`);
console.log(`in order, in tables ${million(times.build)}, ${(times.build / times.decode).toFixed(2)} × the time`);
console.log(`resident memory at the peak ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`);
if (reader !== undefined) {
  console.log(`Go's reader         ${million(times.go)}`);
  console.log(`ratio: ours puts in order ${(times.go / times.decode).toFixed(2)} × as many events a second`);
}
