import { expose } from "comlink";
import { fakeEngine } from "./fake-engine.ts";
import { makeFakeTrace } from "./fake-trace.ts";

/** The made-up trace in a worker, as the real engine is; its name says which: "goroutines procs ms". */
const [goroutines, procs, ms] = self.name.split(" ").map(Number);
expose(fakeEngine(makeFakeTrace(goroutines ?? 300, procs ?? 8, (ms ?? 2000) * 1e6)));
