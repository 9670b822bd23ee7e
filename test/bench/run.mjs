// npm run bench [-- NAME…]: every *.bench.ts here, or those whose name has one of the words in it, one process each.
import { readdirSync } from "node:fs";

import { build, isStale } from "../../src/cli/dev/build.mjs";
import { installIfNeeded } from "../../src/cli/dev/install.mjs";
import { runTypeScript } from "../support/run-ts.mjs";

const words = process.argv.slice(2);
const benches = readdirSync(import.meta.dirname).filter((name) => name.endsWith(".bench.ts"));
const chosen = benches.filter((name) => words.length === 0 || words.some((word) => name.includes(word)));

installIfNeeded();
if (isStale() && !build()) process.exit(1);
if (chosen.length === 0) console.error(`no benchmark is called so; there are ${benches.join(", ")}`);
let failures = chosen.length === 0 ? 1 : 0;
for (const name of chosen) {
  console.log(`── ${name}`);
  if ((await runTypeScript(`test/bench/${name}`, [])) !== 0) failures++;
}
process.exit(failures === 0 ? 0 : 1);
