import "../../../views/timeline/palette.css";
import "../../../views/timeline/element.ts";
import { connectEngine, startEngine } from "../../../src/engine/client.ts";
import type { Engine } from "../../../src/engine/protocol.ts";

/**
 * A page with nothing but the timeline: over the trace at `?trace=URL`, or over a made-up one of
 * `?goroutines=…&procs=…&ms=…`; with `&unshaded` pauses shade nothing.
 */
const query = new URLSearchParams(location.search);
const url = query.get("trace");
const timeline = document.querySelector("gs-timeline")!;

/** What the timeline said, for a test to read. */
const said: { type: string; detail: unknown }[] = [];
for (const type of ["window-change", "select", "hover", "view-change"]) {
  timeline.addEventListener(type, (event) => said.push({ type, detail: (event as CustomEvent).detail }));
}

function madeUp(): Engine {
  const name = `${query.get("goroutines") ?? 300} ${query.get("procs") ?? 8} ${query.get("ms") ?? 2000}`;
  return connectEngine(new Worker(new URL("./fake-worker.ts", import.meta.url), { type: "module", name }));
}

const engine = url === null ? madeUp() : startEngine((error) => console.error(error));
const opened = await engine.open({ kind: "url", url: url ?? "", name: url ?? "" }, () => undefined);
if (!opened.ok) throw new Error(opened.error.message);
const unshaded: Engine = { ...engine, pauses: () => Promise.resolve({ pauses: [], cycles: [] }) };
timeline.engine = query.has("unshaded") ? unshaded : engine;
timeline.summary = opened.summary;
timeline.outline = await engine.outline();
Object.assign(globalThis, { exposed: { said, timeline, engine } });
