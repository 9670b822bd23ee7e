import { wholeTrace } from "../../model/scope.ts";
import type { Trace } from "../../model/trace.ts";
import type { UtilizationFlags } from "./gc-busy.ts";
import { minimumUtilization, utilizationInScope } from "./mmu.ts";

const NONE: UtilizationFlags = { stw: false, background: false, assist: false, sweep: false, perProc: false };

/** What a report tells of, from the least that counts as garbage collection to the most. */
const FLAG_SETS: Readonly<Record<string, UtilizationFlags>> = {
  stw: { ...NONE, stw: true },
  "stw+background": { ...NONE, stw: true, background: true },
  "stw+background+assist": { ...NONE, stw: true, background: true, assist: true },
  "stw+background+assist+sweep": { ...NONE, stw: true, background: true, assist: true, sweep: true },
  "perproc+stw+background+assist": { stw: true, background: true, assist: true, sweep: false, perProc: true },
};

const WINDOWS: readonly (readonly [name: string, ns: number])[] = [
  ["10µs", 1e4],
  ["100µs", 1e5],
  ["1ms", 1e6],
  ["10ms", 1e7],
  ["100ms", 1e8],
  ["1s", 1e9],
];

/** How many utilization functions there are, and the minimum utilization by window, as Go writes durations. */
export interface MmuAnswer {
  readonly series: number;
  readonly mmu: Readonly<Record<string, number>>;
}

/** Minimum mutator utilization of the whole trace, for a report: by what counts, and by window as far as the trace is that long. */
export function mmuAnswers(trace: Trace): Readonly<Record<string, MmuAnswer>> {
  const scope = wholeTrace(trace);
  const answers = Object.entries(FLAG_SETS).map(([name, flags]) => {
    const utilizations = utilizationInScope(trace, flags, scope);
    const windows = WINDOWS.filter(([, ns]) => ns <= trace.durationNs);
    const mmu = Object.fromEntries(windows.map(([window, ns]) => [window, minimumUtilization(utilizations, ns)]));
    return [name, { series: utilizations.length, mmu }] as const;
  });
  return Object.fromEntries(answers);
}
