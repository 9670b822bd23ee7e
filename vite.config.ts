import { copyFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { defineConfig, type Plugin } from "vite";

import { META_POLICY } from "./src/cli/policy.ts";

const root = import.meta.dirname;
const outDir = join(root, "dist/web");

/** What the page may weigh before a trace is opened: scripts and styles that index.html loads at once, gzipped. */
const START_LIMIT_BYTES = 250_000;

export default defineConfig({
  root: join(root, "src/app"),
  // The page runs under any path, from any static host.
  base: "./",
  publicDir: false,
  worker: { format: "es" },
  build: {
    outDir,
    emptyOutDir: true,
    target: "es2022",
    // Inlined modules and assets would be data: URLs, which the policy refuses for scripts and fonts.
    assetsInlineLimit: 0,
    // The helper that injects preload links serves browsers below the target.
    modulePreload: { polyfill: false },
    sourcemap: true,
  },
  plugins: [contentPolicy(), sampleTrace(), startSize()],
});

/** The policy of the server in the page itself, so that it holds on any static host too. */
function contentPolicy(): Plugin {
  return {
    name: "content-policy",
    apply: "build",
    transformIndexHtml: () => [
      {
        tag: "meta",
        attrs: { "http-equiv": "Content-Security-Policy", content: META_POLICY },
        injectTo: "head-prepend",
      },
    ],
  };
}

/** The sample lies beside the page under one name, packed or not: what it is shows in its first bytes. */
function sampleTrace(): Plugin {
  return {
    name: "sample-trace",
    apply: "build",
    closeBundle() {
      const found = ["testdata/sample.trace", "testdata/sample.trace.gz"]
        .map((name) => join(root, name))
        .find(existsSync);
      if (found !== undefined) copyFileSync(found, join(outDir, "sample.trace"));
    },
  };
}

function startSize(): Plugin {
  return {
    name: "start-size",
    apply: "build",
    closeBundle() {
      const html = readFileSync(join(outDir, "index.html"), "utf8");
      const files = [...html.matchAll(/(?:src|href)="\.\/([^"]+\.(?:js|css))"/g)].map((match) => match[1]!);
      const bytes = files.reduce((sum, file) => sum + gzipSync(readFileSync(join(outDir, file))).length, 0);
      const kilobytes = (bytes / 1000).toFixed(1);
      this.info(`the page before a trace is opened: ${kilobytes} kB gzipped of ${START_LIMIT_BYTES / 1000} kB`);
      if (bytes > START_LIMIT_BYTES) this.error(`the page before a trace is opened has ${kilobytes} kB gzipped`);
    },
  };
}
