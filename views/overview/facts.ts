import type { Overview, PauseList } from "../../src/engine/protocol.ts";
import { Style } from "../../src/timeline/style.ts";
import { RANGE_STW_PREFIX } from "../../src/model/vocabulary.ts";

export type Pause = PauseList["pauses"][number];

/** A part of all goroutine time, and the styles that make it up. */
export interface TimePart {
  readonly name: string;
  /** The style that stands for it. */
  readonly style: number;
  readonly members: readonly number[];
  readonly ns: number;
}

/** The kinds of time that the first look tells apart; waiting kinds are apart in the details. */
const PARTS: readonly { readonly name: string; readonly style: number; readonly members: readonly number[] }[] = [
  { name: "running", style: Style.Running, members: [Style.Running, Style.GCWorker, Style.GCAssist, Style.GCSweep] },
  { name: "runnable", style: Style.Runnable, members: [Style.Runnable] },
  { name: "syscall", style: Style.Syscall, members: [Style.Syscall, Style.SyscallBlocked] },
  { name: "sync", style: Style.BlockedSync, members: [Style.BlockedSync] },
  { name: "network", style: Style.BlockedNet, members: [Style.BlockedNet] },
  { name: "sleep", style: Style.BlockedSleep, members: [Style.BlockedSleep] },
  { name: "other waits", style: Style.BlockedOther, members: [Style.BlockedOther, Style.BlockedGC] },
];

/** Where goroutines' time went, in the order in which a reader asks; parts without time are left out. */
export function timeParts(overview: Overview): readonly TimePart[] {
  return PARTS.map(({ name, style, members }) => ({
    name,
    style,
    members,
    ns: overview.times.reduce((sum, time) => (members.includes(time.style) ? sum + time.ns : sum), 0),
  })).filter((part) => part.ns > 0);
}

export function longest<T extends { readonly ns: number }>(list: readonly T[]): T | undefined {
  return list.reduce<T | undefined>((best, one) => (best === undefined || one.ns > best.ns ? one : best), undefined);
}

export function totalNs(list: readonly { readonly ns: number }[]): number {
  return list.reduce((sum, { ns }) => sum + ns, 0);
}

/** "stop-the-world (GC sweep termination)" is "GC sweep termination" where the column says that the world stopped. */
export function pauseReason(name: string): string {
  return name.startsWith(RANGE_STW_PREFIX) && name.endsWith(")") ? name.slice(RANGE_STW_PREFIX.length, -1) : name;
}
