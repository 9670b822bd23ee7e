#!/usr/bin/env node
// Records the traces of the programs in programs/, and what Go says of them.
//
//   GO_ROOTS=DIR [ORACLE=BINARY] node testdata/record.mjs [--only REGEX] [--again] [VERSION ...]
//
// GO_ROOTS holds toolchains as go-VERSION. Each program says in its `//record` lines with which versions it
// is to be recorded:
//
//   //record VERSION ... [gzip] [NAME=VALUE ...] [as NAME] [to FILE]
//
// with variables for its environment, a name of its own where one program is recorded in several ways, and a file
// of its own if it is not to stand in traces/.
// What is there already stays, unless --again is given: a program does not do the same twice to the nanosecond.
// ORACLE is a program that says with ORACLE=answers and TRACE=FILE in its environment what is true of a
// trace; without it, answers are not made. Prints one line for each trace.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gunzipSync, gzipSync } from "node:zlib";

const here = fileURLToPath(new URL(".", import.meta.url));
const { GO_ROOTS, ORACLE } = process.env;
const { values: options, positionals: versions } = parseArgs({
  allowPositionals: true,
  options: { only: { type: "string", default: "" }, again: { type: "boolean", default: false } },
});
if (!GO_ROOTS) {
  console.error("GO_ROOTS must name the folder that holds go-1.22, go-1.27 and so on");
  process.exit(2);
}

const only = new RegExp(options.only);
const scratch = mkdtempSync(join(tmpdir(), "record-"));
mkdirSync(join(here, "traces"), { recursive: true });
mkdirSync(join(here, "answers"), { recursive: true });
try {
  for (const recording of recordings()) {
    if (!only.test(recording.name) || (versions.length > 0 && !versions.includes(recording.version))) continue;
    record(recording);
  }
} finally {
  rmSync(scratch, { recursive: true });
}

/** What the programs want to have recorded. */
function recordings() {
  return readdirSync(join(here, "programs"))
    .sort()
    .flatMap((program) => {
      const folder = join(here, "programs", program);
      const lines = readFileSync(join(folder, "main.go"), "utf8").matchAll(/^\/\/record (.+)$/gm);
      return [...lines].flatMap(([, line]) => directive(program, folder, line.split(/\s+/)));
    });
}

function directive(program, folder, words) {
  const after = (word) => (words.includes(word) ? words[words.indexOf(word) + 1] : undefined);
  const env = Object.fromEntries(
    words.filter((w) => w.includes("=")).map((w) => [w.slice(0, w.indexOf("=")), w.slice(w.indexOf("=") + 1)]),
  );
  const suffix = words.includes("gzip") ? ".trace.gz" : ".trace";
  return words
    .filter((w) => /^1\.\d+$/.test(w))
    .map((version) => {
      const name = after("to")?.replace(/\.trace(\.gz)?$/, "") ?? `${after("as") ?? program}-${version}`;
      return { name, folder, version, env, file: join(here, after("to") ?? join("traces", name + suffix)) };
    });
}

function record({ name, folder, version, env, file }) {
  const answer = join(here, "answers", `${name}.json.gz`);
  const fresh = options.again || !existsSync(file);
  const trace = fresh ? run(folder, version, env) : open(file);
  const answers = ORACLE && (fresh || !existsSync(answer)) ? ask(trace) : undefined;
  if (fresh) writeFileSync(file, file.endsWith(".gz") ? gzipSync(trace, { level: 9 }) : trace);
  if (answers !== undefined) writeFileSync(answer, gzipSync(JSON.stringify(answers), { level: 9 }));
  console.log(`${fresh ? "recorded" : "kept"} ${name}, ${trace.length} bytes`);
}

function open(file) {
  const bytes = readFileSync(file);
  return file.endsWith(".gz") ? gunzipSync(bytes) : bytes;
}

/** Builds a program and runs it; it writes its trace to standard output. */
function run(folder, version, env) {
  const go = join(GO_ROOTS, `go-${version}`, "bin", "go");
  const binary = join(scratch, "program");
  const sources = readdirSync(folder)
    .filter((f) => f.endsWith(".go"))
    .map((f) => join(folder, f));
  const settings = { GOTOOLCHAIN: "local", GOFLAGS: "-mod=mod -trimpath", GO111MODULE: "on", CGO_ENABLED: "1" };
  execFileSync(go, ["build", "-o", binary, ...sources], {
    env: { ...process.env, ...settings },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const { stdout, status } = spawnSync(binary, {
    env: { ...process.env, ...env },
    maxBuffer: 1 << 30,
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (status !== 0) throw new Error(`${folder} with Go ${version}: exit ${status}`);
  return stdout;
}

/** What is true of a trace. What a toolchain gets wrong by its own account is left out. */
function ask(trace) {
  const file = join(scratch, "trace");
  writeFileSync(file, trace);
  const json = execFileSync(ORACLE, { env: { ...process.env, ORACLE: "answers", TRACE: file }, maxBuffer: 1 << 30 });
  const { "mmu_go1.27": _, ...answers } = JSON.parse(json);
  return answers;
}
