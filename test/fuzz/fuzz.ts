/**
 * Damages traces at random and opens them, until stopped or for a number of rounds. An error that is thrown, a table
 * that contradicts itself, a trace that takes too long or too much memory is a find: its bytes are saved.
 *   npm run fuzz -- [--rounds N] [--seed N] [--save DIR] [FILE or DIR …]
 */
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { gunzipSync } from "node:zlib";

import { loadTrace } from "../../src/engine/load.ts";
import { integrityFaults } from "../../src/model/integrity.ts";
import { reportJson } from "../../src/export/report-json.ts";
import { Dice, mutate } from "../support/mutate.ts";

const MAX_FILE_BYTES = 256 * 1024;
const HEADER_BYTES = 16;
const MAX_MS = 1000;
const MAX_BYTES = 256 * 1024 * 1024;
const SAY_EVERY = 20_000;

const { values, positionals } = parseArgs({
  options: {
    rounds: { type: "string", default: "Infinity" },
    seed: { type: "string", default: String(Date.now() % 1e9) },
    save: { type: "string", default: "tmp/fuzz" },
  },
  allowPositionals: true,
});

interface Seed {
  readonly name: string;
  readonly bytes: Uint8Array;
}

function seedsIn(path: string): Seed[] {
  if (statSync(path).isDirectory()) return readdirSync(path).flatMap((entry) => seedsIn(join(path, entry)));
  const raw = readFileSync(path);
  const bytes = path.endsWith(".gz") ? gunzipSync(raw) : raw;
  const isTrace = bytes.subarray(0, 5).toString() === "go 1.";
  return isTrace && bytes.length <= MAX_FILE_BYTES ? [{ name: basename(path), bytes }] : [];
}

/** What is wrong with how a file was opened, or undefined. */
async function problemWith(bytes: Uint8Array, chunkBytes: number): Promise<string | undefined> {
  const start = process.cpuUsage();
  const before = process.memoryUsage();
  try {
    const loaded = await loadTrace(chunked(bytes, chunkBytes));
    if (loaded.ok) {
      const faults = integrityFaults(loaded.trace);
      if (faults.length > 0) return `the tables contradict themselves: ${faults[0]}`;
      for (const piece of reportJson(loaded.trace)) if (piece.length === 0) return "an empty piece of a report";
    }
  } catch (error) {
    return `thrown: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  }
  const { user, system } = process.cpuUsage(start);
  const ms = (user + system) / 1000;
  if (ms > MAX_MS) return `took ${ms.toFixed(0)} ms of the processor`;
  const after = process.memoryUsage();
  const grown = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers;
  return grown > MAX_BYTES ? `took ${grown} bytes of memory` : undefined;
}

async function* chunked(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const seeds = (positionals.length > 0 ? positionals : ["testdata/traces"]).flatMap(seedsIn);
if (seeds.length === 0) throw new Error(`no trace of at most ${MAX_FILE_BYTES} bytes in ${positionals.join(", ")}`);
const dice = new Dice(Number(values.seed));
const rounds = Number(values.rounds);
const kinds = new Map<string, number>();
let finds = 0;
console.log(`${seeds.length} traces, seed ${values.seed}`);
for (let round = 1; round <= rounds; round++) {
  const seed = seeds[dice.below(seeds.length)]!;
  const bytes = mutate(seed.bytes, dice, dice.below(20) === 0 ? 0 : HEADER_BYTES);
  const problem = await problemWith(bytes, dice.below(3) === 0 ? 1 + dice.below(4096) : 1 << 20);
  if (problem !== undefined) {
    finds++;
    const kind = problem.split("\n")[0]!.replaceAll(/\d+/g, "N");
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    if (kinds.get(kind)! <= 3) {
      mkdirSync(values.save, { recursive: true });
      const file = join(values.save, `${seed.name}.${values.seed}.${round}`);
      writeFileSync(file, bytes);
      console.log(`${file}\n  ${problem}`);
    }
  }
  if (round % SAY_EVERY === 0) console.log(`${round} rounds, ${finds} finds`);
}
console.log(`${rounds} rounds, ${finds} finds`);
for (const [kind, count] of kinds) console.log(`  ${count} × ${kind}`);
process.exitCode = finds > 0 ? 1 : 0;
