import { type Command, InvalidArgumentError } from "commander";

import type { UtilizationFlags } from "../../analysis/mmu/gc-busy.ts";
import { curveWindows, mmuPoint, utilizationInScope, worstWindows } from "../../analysis/mmu/mmu.ts";
import { mmuTable, worstWindowTable } from "../../export/tables/gc-tables.ts";
import { parseDuration } from "../duration.ts";
import { loadForCommand } from "../load.ts";
import { addScopeOptions, scopeFrom, type ScopeOptions } from "../scope-options.ts";
import { addTableFlags, printTables, type TableFlags } from "../table-output.ts";

interface MmuFlags extends ScopeOptions, TableFlags {
  readonly count: readonly Counted[];
  readonly perProc?: boolean;
  readonly window?: number;
}

const COUNTED = ["stw", "background", "assist", "sweep"] as const;
type Counted = (typeof COUNTED)[number];

/** The least that shares of all windows have: what `go tool trace` draws beside the minimum, and the median. */
const SHARES = [0.001, 0.01, 0.05, 0.5];
const POINTS_PER_DECADE = 3;

export function register(program: Command): void {
  const command = program
    .command("mmu")
    .description("minimum mutator utilization: how little of its procs the garbage collector left to the program")
    .argument("<trace>", "a file, an http(s) URL, or - for standard input")
    .option("--count <what>", `as garbage collection: any of ${COUNTED.join(",")}`, parseCounted, [
      "stw",
      "background",
      "assist",
    ])
    .option("--per-proc", "each proc by itself")
    .option("--window <duration>", "only windows of this length, and the worst ten of them", parseDuration);
  addTableFlags(addScopeOptions(command)).action(mmu);
}

async function mmu(argument: string, options: MmuFlags): Promise<void> {
  const { trace } = await loadForCommand(argument);
  const scope = scopeFrom(trace, options);
  const flags: UtilizationFlags = {
    stw: options.count.includes("stw"),
    background: options.count.includes("background"),
    assist: options.count.includes("assist"),
    sweep: options.count.includes("sweep"),
    perProc: options.perProc === true,
  };
  const utilizations = utilizationInScope(trace, flags, scope);
  const { window } = options;
  const windows = window === undefined ? curveWindows(scope.to - scope.from, POINTS_PER_DECADE) : [window];
  const curve = mmuTable(
    windows.map((windowNs) => mmuPoint(utilizations, windowNs, SHARES)),
    SHARES,
  );
  printTables(window === undefined ? [curve] : [curve, worstWindowTable(worstWindows(utilizations, window))], options);
}

function parseCounted(text: string): readonly Counted[] {
  return text.split(",").map((word) => {
    const counted = COUNTED.find((name) => name === word);
    if (counted === undefined) throw new InvalidArgumentError(`Expected some of ${COUNTED.join(",")}.`);
    return counted;
  });
}
