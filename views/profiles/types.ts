import type { TraceFacts } from "../../src/engine/profiles/types.ts";
import { countOf, exactCount } from "../../src/base/format.ts";
import type { TraceProfileType } from "../../src/profile/weigh-trace.ts";
import { Style } from "../../src/timeline/style.ts";

/** How the page shows a type of profile. */
export interface TypeEntry {
  readonly name: string;
  /** What weighs, on hover. */
  readonly title: string;
  /** One of what it counts. */
  readonly unit: string;
  readonly style: number;
  /** `go tool trace` has it too. */
  readonly inGo: boolean;
  /** Why there is nothing, where there is nothing in the scope. */
  readonly none: string;
}

/** In the order of the page. */
export const TYPE_ENTRIES: Readonly<Record<TraceProfileType, TypeEntry>> = {
  net: {
    name: "Network",
    title: "Time blocked on the network, by the stack that went to wait",
    unit: "wait",
    style: Style.BlockedNet,
    inGo: true,
    none: "No goroutine waited for the network in this scope.",
  },
  sync: {
    name: "Sync",
    title: "Time blocked on channels, select and package sync, by the stack that went to wait",
    unit: "wait",
    style: Style.BlockedSync,
    inGo: true,
    none: "No goroutine waited for a channel, a select, a mutex or anything else of package sync in this scope.",
  },
  syscall: {
    name: "Syscalls",
    title: "Time in system calls, by the stack that made them",
    unit: "call",
    style: Style.Syscall,
    inGo: true,
    none: "No goroutine was in a system call in this scope, as far as the trace tells: calls that return at once take no time in it.",
  },
  sched: {
    name: "Scheduler",
    title: "Time runnable, waiting for a proc, by the stack that made the goroutine runnable",
    unit: "wait",
    style: Style.Runnable,
    inGo: true,
    none: "No goroutine had to wait for a proc in this scope.",
  },
  cpu: {
    name: "CPU",
    title: "CPU samples in the trace, by their stack",
    unit: "sample",
    style: Style.Running,
    inGo: false,
    none: "No CPU sample was taken in this scope.",
  },
  wall: {
    name: "Wall",
    title: "All time of goroutines, whatever they did; running time by CPU samples, where there are any",
    unit: "stretch",
    style: Style.BlockedOther,
    inGo: false,
    none: "No goroutine was there in this scope.",
  },
};

/** Why a profile is empty, and what would fill it. */
export function whyEmpty(type: TraceProfileType, { samples, open }: TraceFacts): string {
  if (type === "cpu" && samples === 0) {
    return (
      "No CPU samples: the program did not run a CPU profile while it was traced. " +
      "With pprof.StartCPUProfile, or /debug/pprof/profile fetched meanwhile, the trace would hold its samples."
    );
  }
  const { none } = TYPE_ENTRIES[type];
  if (type === "cpu") return `${none} The whole trace has ${exactCount(samples)}.`;
  if (open.count === 0) return none;
  return `No wait of this kind ended in this scope; ${countOf(open.count, "wait")} had not ended when the trace did.`;
}
