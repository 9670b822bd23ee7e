import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { installIfNeeded, ROOT } from "./install.mjs";

const CONFIGS = ["vite.config.ts", "src/cli/vite.config.ts"];
const SOURCES = ["src", "parsers", "views", "package.json", "package-lock.json", "tsconfig.json", "vite.config.ts"];
const SAMPLES = ["testdata/sample.trace", "testdata/sample.trace.gz"];
const RESULTS = ["dist/web/index.html", "dist/cli.js"];

/** The page into dist/web/, the command line into dist/cli.js. Talks on standard error. Returns whether both went well. */
export function build() {
  return CONFIGS.every((config) => {
    const vite = join(ROOT, "node_modules/vite/bin/vite.js");
    const args = [vite, "build", "--config", config, "--logLevel", "info"];
    return spawnSync(process.execPath, args, { cwd: ROOT, stdio: ["ignore", 2, 2] }).status === 0;
  });
}

/** Whether something the build reads is newer than what it wrote. */
export function isStale() {
  const results = RESULTS.map((path) => join(ROOT, path));
  if (!results.every((path) => existsSync(path))) return true;
  const built = Math.min(...results.map((path) => statSync(path).mtimeMs));
  return [...SOURCES, ...SAMPLES].some((path) => newest(join(ROOT, path)) > built);
}

/**
 * The latest change in a tree, in ms; a folder's own date tells of files that were deleted.
 * @param {string} path
 * @returns {number}
 */
function newest(path) {
  if (!existsSync(path)) return 0;
  const info = statSync(path);
  if (!info.isDirectory()) return info.mtimeMs;
  return Math.max(info.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  installIfNeeded();
  process.exit(build() ? 0 : 1);
}
