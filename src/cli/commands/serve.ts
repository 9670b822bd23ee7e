import { join, resolve } from "node:path";

import { type Command, Option } from "commander";
import open from "open";

import { type Address, isLoopback, parseAddress } from "../address.ts";
import { TRACE_PROFILE_TYPES, type TraceProfileType } from "../../profile/weigh-trace.ts";
import { oneLine, UsageError } from "../errors.ts";
import { Output } from "../output.ts";
import { startServer } from "../server.ts";
import { isUrl, openSource, type Source } from "../source.ts";
import { spool } from "../spool.ts";
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
    .argument("[trace]", "a file, an http(s) URL, or - for standard input; without one the page asks")
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
  const trace = argument === undefined ? undefined : await local(argument);
  try {
    const server = await startServer(join(import.meta.dirname, "web"), trace, address);
    try {
      announce(trace, server.url, address);
      if (options.open) await openBrowser(server.url);
      await stopRequested();
    } finally {
      await server.close();
    }
  } finally {
    await trace?.remove?.();
  }
}

/** The trace as a file that can be read many times: the file itself, or a copy of what comes only once. */
async function local(argument: string): Promise<Local> {
  const source = await openSource(argument);
  const once = argument === "-" || isUrl(argument) || source.bytes === undefined;
  if (!once) return { name: source.name, path: resolve(argument) };
  return { name: source.name, ...(await spoolWithProgress(source)) };
}

async function spoolWithProgress(source: Source): Promise<{ path: string; remove(): Promise<void> }> {
  const progress = new ProgressLine();
  const total = source.bytes === undefined ? "" : ` of ${megabytes(source.bytes)}`;
  try {
    return await spool(source, (received) => progress.update(`${source.name}: ${megabytes(received)}${total}`));
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

function stopRequested(): Promise<void> {
  return new Promise((done) => {
    process.once("SIGINT", () => done());
    process.once("SIGTERM", () => done());
  });
}
