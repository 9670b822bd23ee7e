import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";

/** The built command line, as users run it. Tests run in the project's folder. */
const CLI = join(process.cwd(), "dist/cli.js");

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command to its end, with `input` on standard input. */
export async function runCli(args: readonly string[], input: Uint8Array | string = ""): Promise<CliResult> {
  const child = spawn(process.execPath, [built(), ...args], { stdio: ["pipe", "pipe", "pipe"] });
  // A command that ends without reading its input closes the pipe.
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  const code = new Promise<number | null>((resolve) => child.once("close", resolve));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { stdout, stderr, code: await code };
}

export interface StartOptions {
  readonly input?: Uint8Array;
  readonly env?: NodeJS.ProcessEnv;
}

export interface RunningCli {
  /** Ends in "/". */
  readonly url: string;
  /** Asks the server to end, as Ctrl-C does, and tells its exit code. */
  stop(): Promise<number | null>;
}

/** Starts the built server on a free port, without a browser. Throws what it printed if it does not come up. */
export async function startCli(args: readonly string[] = [], options: StartOptions = {}): Promise<RunningCli> {
  const child = spawn(process.execPath, [built(), "--no-open", ...args], {
    stdio: ["pipe", "pipe", "pipe"],
    env: options.env ?? process.env,
  });
  child.stdin.on("error", () => undefined);
  child.stdin.end(options.input ?? "");
  const exit = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const errors = text(child.stderr);
  const url = await new Promise<string | undefined>((resolve) => {
    let printed = "";
    child.stdout.setEncoding("utf8").on("data", (part: string) => {
      printed += part;
      const match = /at (http:\/\/\S+)\n/.exec(printed);
      if (match !== null) resolve(match[1]);
    });
    void exit.then(() => resolve(undefined));
  });
  if (url === undefined) throw new Error(`the server ended at once: ${await errors}`);
  const stop = (): Promise<number | null> => {
    child.kill("SIGTERM");
    return exit;
  };
  return { url, stop };
}

export function built(): string {
  if (!existsSync(CLI)) throw new Error(`${CLI} is not there: npm run build makes it`);
  return CLI;
}
