import "../../../views/timeline/palette.css";
import "../../../views/timeline/element.ts";
import type { Engine } from "../../../src/engine/protocol.ts";
import { fakeEngine, fakeSummary } from "./fake-engine.ts";
import { makeFakeTrace } from "./fake-trace.ts";

/** A page with nothing but the timeline, over a made-up trace: `?goroutines=…&procs=…&ms=…`. */
const query = new URLSearchParams(location.search);
const number = (name: string, otherwise: number): number => Number(query.get(name) ?? otherwise);
const trace = makeFakeTrace(number("goroutines", 300), number("procs", 8), number("ms", 2000) * 1e6);
const timeline = document.querySelector("gs-timeline")!;

/** What the timeline said, for a test to read. */
const said: { type: string; detail: unknown }[] = [];
for (const type of ["window-change", "select", "hover"]) {
  timeline.addEventListener(type, (event) => said.push({ type, detail: (event as CustomEvent).detail }));
}
const engine: Engine = fakeEngine(trace);
timeline.engine = engine;
timeline.summary = fakeSummary(trace);
timeline.outline = await engine.outline();
Object.assign(globalThis, { said, timeline, trace });
