import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { build, isStale } from "./build.mjs";
import { installIfNeeded, ROOT } from "./install.mjs";

const SAMPLES = ["testdata/sample.trace", "testdata/sample.trace.gz"].map((path) => join(ROOT, path));

installIfNeeded();
if (isStale()) {
  console.error("gopherscope: building");
  if (!build()) process.exit(1);
}

const args = process.argv.slice(2);
const sample = SAMPLES.find((path) => existsSync(path));
if (namesNothing(args) && sample !== undefined) args.push(sample);

// npm runs scripts in the package's folder; a relative path means where the user stands.
process.chdir(process.env["INIT_CWD"] ?? process.cwd());
const cli = join(ROOT, "dist/cli.js");
process.argv = [process.execPath, cli, ...args];
await import(pathToFileURL(cli).href);

/**
 * Whether the arguments only say how to serve, and not what.
 * @param {readonly string[]} words
 */
function namesNothing(words) {
  return words.every((word, at) => word === "--no-open" || word.startsWith("--http") || words[at - 1] === "--http");
}
