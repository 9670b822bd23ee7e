import { chmodSync } from "node:fs";
import { join } from "node:path";

import { defineConfig, type Plugin } from "vite";

const root = join(import.meta.dirname, "../..");

/** The command line in one file that runs where only Node is: everything bundled but Node's own modules. */
export default defineConfig({
  root,
  publicDir: false,
  ssr: { noExternal: true, target: "node" },
  build: {
    ssr: "src/cli/main.ts",
    outDir: "dist",
    // dist/web is the page's, which is built beside it.
    emptyOutDir: false,
    target: "node20",
    minify: false,
    rolldownOptions: {
      output: { entryFileNames: "cli.js", format: "es", banner: "#!/usr/bin/env node", codeSplitting: false },
    },
  },
  plugins: [executable("dist/cli.js")],
});

function executable(file: string): Plugin {
  return {
    name: "executable",
    closeBundle() {
      chmodSync(join(root, file), 0o755);
    },
  };
}
