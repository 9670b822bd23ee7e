import { Command, CommanderError } from "commander";

import packageJson from "../../package.json" with { type: "json" };
import { register as events } from "./commands/events.ts";
import { register as gc } from "./commands/gc.ts";
import { register as goroutines } from "./commands/goroutines.ts";
import { register as list } from "./commands/list.ts";
import { register as mmu } from "./commands/mmu.ts";
import { register as overview } from "./commands/overview.ts";
import { register as peek } from "./commands/peek.ts";
import { register as profile } from "./commands/profile.ts";
import { register as regions } from "./commands/regions.ts";
import { register as report } from "./commands/report.ts";
import { register as scheduler } from "./commands/scheduler.ts";
import { register as serve } from "./commands/serve.ts";
import { register as tasks } from "./commands/tasks.ts";
import { register as top } from "./commands/top.ts";
import { register as traces } from "./commands/traces.ts";
import { register as tree } from "./commands/tree.ts";
import { oneLine, ReadError, UsageError } from "./errors.ts";
import { OutputClosed } from "./output.ts";
import { warn } from "./terminal.ts";

/** Every command of the program; `serve` is the program itself, called with a trace alone. */
const COMMANDS: readonly ((program: Command) => void)[] = [
  serve,
  report,
  events,
  overview,
  goroutines,
  scheduler,
  tasks,
  regions,
  mmu,
  gc,
  profile,
  top,
  peek,
  traces,
  tree,
  list,
];

const ANSWERED = 0;
const UNREADABLE = 1;
const WRONG_USAGE = 2;

function buildProgram(): Command {
  const program = new Command("gopherscope")
    .description(packageJson.description)
    .version(packageJson.version)
    .enablePositionalOptions()
    .showHelpAfterError("(--help tells more)")
    .configureOutput({ outputError: (text, write) => write(`gopherscope: ${text}`) })
    .exitOverride();
  for (const register of COMMANDS) register(program);
  return program;
}

async function main(argv: readonly string[]): Promise<number> {
  try {
    await buildProgram().parseAsync(argv.map(twoDashes));
    return ANSWERED;
  } catch (error) {
    return exitCode(error);
  }
}

/** Scripts that were written for `go tool trace` say -pprof=TYPE. */
function twoDashes(argument: string): string {
  return argument.startsWith("-pprof=") ? `-${argument}` : argument;
}

function exitCode(error: unknown): number {
  if (error instanceof OutputClosed) return ANSWERED;
  if (error instanceof CommanderError) return error.exitCode === 0 ? ANSWERED : WRONG_USAGE;
  if (error instanceof ReadError || error instanceof UsageError) {
    warn(error.message);
    return error instanceof UsageError ? WRONG_USAGE : UNREADABLE;
  }
  warn(`internal error: ${oneLine(error instanceof Error ? (error.stack ?? error.message) : String(error), 1000)}`);
  return UNREADABLE;
}

// Help and version go through process.stdout, which tells of a closed pipe by an event.
process.stdout.on("error", () => process.exit(ANSWERED));
process.exitCode = await main(process.argv);
// Whoever holds the other end of standard input open would keep a command alive that has ended.
process.stdin.destroy();
