import { createReadStream } from "node:fs";
import { access, constants, stat } from "node:fs/promises";
import { basename } from "node:path";
import type { Readable } from "node:stream";

import { oneLine, ReadError, systemCode } from "./errors.ts";
import { openUrl } from "./source-url.ts";

/** The bytes of a trace or profile as they lie there: gzip is not undone. */
export interface Source {
  /** For a person: a file's base name, a URL without its credentials, "standard input". */
  readonly name: string;
  /** Absent: not known (a pipe, a response without a length). */
  readonly bytes?: number;
  /** Where a URL's server sent us instead. */
  readonly redirectedTo?: string;
  /** May be read once. Throws `ReadError` when the source fails on the way. */
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** Large enough that the parser sees few chunks, small enough that progress moves. */
const CHUNK_BYTES = 1 << 20;

/**
 * Opens what a user may name as a trace: a file, an http(s) URL, or "-" for standard input.
 * Nothing is read ahead of `chunks`. Throws `ReadError` with one line that says why and where.
 * `signal` ends a fetch that still waits for its answer.
 */
export async function openSource(argument: string, signal?: AbortSignal): Promise<Source> {
  if (argument === "-") return openStandardInput();
  if (isUrl(argument)) return openUrl(new URL(argument), signal);
  const scheme = /^([a-z][a-z0-9+.-]+):\/\//i.exec(argument)?.[1];
  if (scheme !== undefined) {
    throw new ReadError(`${oneLine(argument)}: ${scheme} URLs are not fetched, http and https are`);
  }
  return openFile(argument);
}

/** Whether an argument is fetched rather than opened. */
export function isUrl(argument: string): boolean {
  return /^https?:\/\//i.test(argument) && URL.canParse(argument);
}

async function openFile(path: string): Promise<Source> {
  let info;
  try {
    info = await stat(path);
    await access(path, constants.R_OK);
  } catch (error) {
    throw fileError(path, error);
  }
  if (info.isDirectory()) throw new ReadError(`${path}: is a directory, not a trace`);
  const open = (): Readable => createReadStream(path, { highWaterMark: CHUNK_BYTES });
  const chunks = guarded(open, (error) => fileError(path, error));
  const name = basename(path);
  return info.isFile() ? { name, bytes: info.size, chunks } : { name, chunks };
}

function openStandardInput(): Source {
  if (process.stdin.isTTY) {
    throw new ReadError("standard input is a terminal: pipe a trace into it, or name a file");
  }
  return {
    name: "standard input",
    chunks: guarded(
      () => process.stdin,
      (error) => fileError("standard input", error),
    ),
  };
}

async function* guarded(open: () => Readable, explain: (error: unknown) => ReadError): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of open()) yield chunk as Uint8Array;
  } catch (error) {
    throw explain(error);
  }
}

const FILE_ERRORS: ReadonlyMap<string, string> = new Map([
  ["ENOENT", "no such file"],
  ["ENOTDIR", "no such file: a part of the path is not a directory"],
  ["EACCES", "no permission to read it"],
  ["EPERM", "no permission to read it"],
  ["EISDIR", "is a directory, not a trace"],
  ["ELOOP", "too many symbolic links"],
  ["ENAMETOOLONG", "the name is too long"],
  ["EMFILE", "too many open files"],
  ["EIO", "the disk could not be read"],
]);

function fileError(path: string, error: unknown): ReadError {
  const reason = FILE_ERRORS.get(systemCode(error)) ?? oneLine(error instanceof Error ? error.message : String(error));
  return new ReadError(`${path}: ${reason}`, { cause: error });
}
