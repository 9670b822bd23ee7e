import { readdirSync, readFileSync } from "node:fs";

/** All that a process started, and those that they did; as Linux tells of it. */
export function descendants(parent: number): readonly number[] {
  const parents = new Map<number, number[]>();
  for (const name of readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
    const of = parentOf(Number(name));
    if (of !== undefined) parents.set(of, [...(parents.get(of) ?? []), Number(name)]);
  }
  const family = [parent];
  for (const member of family) family.push(...(parents.get(member) ?? []));
  return family.slice(1);
}

/** Bytes that were resident at most; 0 for a process that has ended. */
export function peakResidentBytes(process: number): number {
  return Number(/VmHWM:\s+(\d+) kB/.exec(readOf(`/proc/${process}/status`))?.[1] ?? 0) * 1024;
}

/** undefined: it has ended meanwhile. */
function parentOf(child: number): number | undefined {
  const match = /PPid:\s+(\d+)/.exec(readOf(`/proc/${child}/status`));
  return match === null ? undefined : Number(match[1]);
}

/** "" where a process has ended meanwhile. */
export function readOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
