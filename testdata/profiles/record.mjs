#!/usr/bin/env node
// Records the profiles of words/ and what `go tool pprof` says of each, side by side.
//
//   GO=PATH/TO/bin/go NODE_PPROF=PATH/TO/node_modules/@datadog/pprof node testdata/profiles/record.mjs [--answers]
//
// --answers leaves the profiles as they are and asks pprof again. An answer file holds, for one profile, sections of
// a line "$ ARGUMENTS" and the text that `go tool pprof -symbolize=none ARGUMENTS PROFILE` prints; graphs/ holds the same
// for call graphs.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const { GO, NODE_PPROF } = process.env;
const KINDS = ["cpu", "heap", "block", "mutex", "goroutine", "threadcreate"];
const NODE_KINDS = ["node-wall", "node-heap"];

/** Questions about every profile; {} stands for the second recording of the same kind. */
const QUESTIONS = [
  "-top",
  "-top -cum",
  "-top -cum -nodecount=10 -nodefraction=0.1",
  "-top -lines -nodecount=12",
  "-top -addresses -nodecount=8",
  "-top -filefunctions -nodecount=8",
  "-top -nodecount=10 -noinlines",
  "-top -nodecount=10 -sample_index=0",
  "-top -nodecount=10 -unit=us",
  "-top -nodecount=10 -unit=MB",
  "-top -nodecount=10 -focus=main",
  "-top -nodecount=10 -ignore=insert|sort",
  "-top -nodecount=10 -hide=runtime|node:",
  "-top -nodecount=10 -show=main|words",
  "-top -nodecount=10 -focus=no_such_function",
  "-top -nodecount=10 -show_from=main|words",
  "-tree -nodecount=10 -show_from=insert|Mutex -hide=runtime",
  "-tree -nodecount=12",
  "-tree -cum -focus=main|words -nodecount=8 -edgefraction=0.2",
  "-peek=insert|Mutex|chanrecv|fib",
  "-traces -focus=contend|producer|park|compress|sortWords",
];
const COMPARISONS = [
  "-top -nodecount=12 -base={}",
  "-top -nodecount=12 -diff_base={}",
  "-top -nodecount=12 -diff_base={} -normalize",
  "-top -base={} -focus=main -cum -nodecount=12",
];
/** Call graphs, in Graphviz' language; in files of their own. */
const GRAPHS = [
  "-dot",
  "-dot -nodecount=8",
  "-dot -nodefraction=0.05 -edgefraction=0.05",
  "-dot -nodecount=10 -focus=main|words",
  "-dot -lines -nodecount=12",
  "-dot -filefunctions -nodecount=20",
  "-dot -addresses -nodecount=6",
  "-dot -nodecount=15 -sample_index=0",
];
const LISTINGS = ["-list=main\\.\\(\\*tree\\)|main.consume|main.contend"];

if (!GO) {
  console.error("GO must name the go command");
  process.exit(2);
}
const scratch = mkdtempSync(join(tmpdir(), "words-"));
try {
  if (!process.argv.includes("--answers")) record();
  for (const kind of KINDS) answer(kind, "answers", [...QUESTIONS, ...COMPARISONS, ...LISTINGS]);
  for (const kind of NODE_KINDS) answer(kind, "answers", QUESTIONS);
  for (const kind of NODE_KINDS) answer(kind, "graphs", GRAPHS);
  for (const kind of KINDS) answer(kind, "graphs", [...GRAPHS, "-dot -nodecount=0 -diff_base={}"]);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function record() {
  for (const suffix of ["", "-2"]) {
    run(GO, ["build", "-trimpath", "-o", "words", join(here, "words/main.go")]);
    run("./words", []);
    for (const kind of KINDS) copyFileSync(join(scratch, `${kind}.pb.gz`), join(here, `${kind}${suffix}.pb.gz`));
  }
  if (!NODE_PPROF) return;
  copyFileSync(join(here, "words/words.cjs"), join(scratch, "words.cjs"));
  run(process.execPath, ["words.cjs", NODE_PPROF]);
  for (const kind of NODE_KINDS) copyFileSync(join(scratch, `${kind}.pb.gz`), join(here, `${kind}.pb.gz`));
}

function answer(kind, folder, questions) {
  mkdirSync(join(here, folder), { recursive: true });
  const sections = questions.map((question) => {
    const args = question.split(" ").map((arg) => arg.replace("{}", join(here, `${kind}-2.pb.gz`)));
    const source = question.startsWith("-list") ? [`-source_path=${join(here, "words")}`] : [];
    const text = run(GO, ["tool", "pprof", "-symbolize=none", ...source, ...args, join(here, `${kind}.pb.gz`)]);
    return `$ ${question.replace("{}", `${kind}-2.pb.gz`)}\n${text}`;
  });
  writeFileSync(join(here, folder, `${kind}.txt`), sections.join(""));
  console.log(kind, sections.join("").length);
}

/** Standard output; one that says that nothing matches is an answer too. */
function run(command, args) {
  const env = { ...process.env, TZ: "UTC", GOTOOLCHAIN: "local", GO111MODULE: "off", PPROF_TMPDIR: scratch };
  try {
    return execFileSync(command, args, { cwd: scratch, env, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch (error) {
    if (typeof error.status === "number" && args[1] === "pprof") return error.stdout;
    throw error;
  }
}
