import { once } from "node:events";
import { join, resolve } from "node:path";

import { type Command, Option } from "commander";
import open from "open";

import { type Address, isLoopback, parseAddress } from "../address.ts";
import { TRACE_PROFILE_TYPES, type TraceProfileType } from "../../profile/weigh-trace.ts";
import { oneLine, UsageError } from "../errors.ts";
import { Output } from "../output.ts";
import { startServer } from "../server.ts";
import { openWithProgress } from "../load.ts";
import { isUrl, type Source } from "../source.ts";
import { spool, type Spooled } from "../spool.ts";
import { ProgressLine, warn } from "../terminal.ts";
import { writeProfile } from "./profile.ts";

interface ServeOptions {
  readonly http: string;
  readonly open: boolean;
  readonly pprof?: TraceProfileType;
}

interface Local {
  readonly name: string;
  readonly path: string;
  remove?(): Promise<void>;
}

export function register(program: Command): void {
  program
    .argument(
      "[trace]",
      "a trace or a pprof profile: a file, an http(s) URL, or - for standard input; without one the page asks",
    )
    .option("--http <address>", "where to serve", "127.0.0.1:0")
    .option("--no-open", "do not open a browser")
    .addOption(
      new Option("--pprof <type>", "write a profile of the trace instead, as go tool trace does").choices([
        ...TRACE_PROFILE_TYPES,
      ]),
    )
    .action((trace: string | undefined, options: ServeOptions) => {
      if (options.pprof === undefined) return serve(trace, options);
      if (trace === undefined) throw new UsageError("--pprof: the trace is missing");
      return writeProfile(trace, options.pprof, {});
    });
}

async function serve(argument: string | undefined, options: ServeOptions): Promise<void> {
  const address = parseAddress(options.http);
  const stop = stopSignal();
  let trace: Local | undefined;
  try {
    if (argument !== undefined) trace = await local(argument, stop);
    const server = await startServer(join(import.meta.dirname, "web"), trace, address);
    try {
      announce(trace, server.url, address);
      if (options.open) await openBrowser(server.url);
      await aborted(stop);
    } finally {
      await server.close();
    }
  } catch (error) {
    if (!stop.aborted) throw error;
  } finally {
    await trace?.remove?.();
  }
}

/** The trace as a file that can be read many times: the file itself, or a copy of what comes only once. */
async function local(argument: string, stop: AbortSignal): Promise<Local> {
  const source = await openWithProgress(argument, new ProgressLine(), stop);
  const readsOnce = argument === "-" || isUrl(argument) || source.bytes === undefined;
  if (!readsOnce) return { name: source.name, path: resolve(argument) };
  return { name: source.name, ...(await spoolWithProgress(source, stop)) };
}

async function spoolWithProgress(source: Source, stop: AbortSignal): Promise<Spooled> {
  const progress = new ProgressLine();
  const total = source.bytes === undefined ? "" : ` of ${megabytes(source.bytes)}`;
  try {
    return await spool(source, (received) => progress.update(`${source.name}: ${megabytes(received)}${total}`), stop);
  } finally {
    progress.clear();
  }
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

function announce(trace: Local | undefined, url: string, address: Address): void {
  if (!isLoopback(address.host)) {
    warn(`warning: ${address.host} is not a loopback address; whoever reaches it can read the trace`);
  }
  const output = new Output();
  output.line(trace === undefined ? `serving at ${url}` : `serving ${oneLine(trace.name)} at ${url}`);
  output.flush();
}

async function openBrowser(url: string): Promise<void> {
  try {
    const child = await open(url);
    // Without a listener, a launcher that fails later would end the server.
    child.on("error", () => undefined);
  } catch {
    warn(`no browser could be opened; open ${url} yourself`);
  }
}

/** Aborted by Ctrl-C or a polite kill, from now on. */
function stopSignal(): AbortSignal {
  const controller = new AbortController();
  process.once("SIGINT", () => controller.abort());
  process.once("SIGTERM", () => controller.abort());
  return controller.signal;
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, "abort");
}
