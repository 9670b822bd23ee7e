// Node 20 runs no TypeScript: node test/support/run-ts.mjs SCRIPT.ts [ARGUMENT…] bundles a script, then runs it.
import { spawnSync } from "node:child_process";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";

import { ROOT } from "../../src/cli/dev/install.mjs";

/**
 * Runs a script in a Node of its own, bundled as the command line is, so that what it measures is what users get.
 * Returns its exit code.
 * @param {string} script relative to the project's root
 * @param {readonly string[]} args
 * @returns {Promise<number>}
 */
export async function runTypeScript(script, args) {
  const { build } = await import("vite");
  const file = `${basename(script, ".ts")}.js`;
  await build({
    root: ROOT,
    configFile: false,
    publicDir: false,
    logLevel: "warn",
    build: {
      ssr: script,
      outDir: "dist/tools",
      emptyOutDir: false,
      target: "node20",
      minify: false,
      rolldownOptions: { output: { entryFileNames: file, format: "es", codeSplitting: false } },
    },
  });
  const command = ["--expose-gc", join(ROOT, "dist/tools", file), ...args];
  return spawnSync(process.execPath, command, { cwd: ROOT, stdio: "inherit" }).status ?? 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const [script, ...args] = process.argv.slice(2);
  if (script === undefined) throw new Error("run-ts.mjs SCRIPT.ts [ARGUMENT…]");
  process.exit(await runTypeScript(script, args));
}
