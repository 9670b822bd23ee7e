import { readFileSync, statSync } from "node:fs";
import { delimiter, dirname, isAbsolute, join } from "node:path";

import type { SourceLines } from "../profile/list-report.ts";
import { systemCode } from "./errors.ts";

/** A source file longer than this is none. */
const MAX_SOURCE_BYTES = 32 << 20;

export interface SourcePlaces {
  /** Folders where a relative path is looked for, and in the folders above; separated as in PATH. */
  readonly searchPath: string;
  /** Beginnings to take off the paths of the profile before. */
  readonly trimPath: string;
}

/**
 * Reads source files that a profile names. The names come from outside: only regular files of a source's size
 * are opened, and for reading alone.
 */
export function sourceReader(places: SourcePlaces): (file: string) => SourceLines {
  return (file) => {
    const path = trimmedPath(file, places);
    if (isAbsolute(path)) return readLines(path) ?? { error: `open ${path}: no such file or directory` };
    for (const folder of places.searchPath.split(delimiter)) {
      for (const candidate of upwards(folder)) {
        const lines = readLines(join(candidate, path));
        if (lines !== undefined) return lines;
      }
    }
    return { error: `could not find file ${path} on path ${places.searchPath}` };
  };
}

function readLines(path: string): SourceLines | undefined {
  try {
    const info = statSync(path);
    if (!info.isFile()) return { error: `${path} is not a file` };
    if (info.size > MAX_SOURCE_BYTES) return { error: `${path} is too large to be a source file` };
    const lines = readFileSync(path, "utf8").split(/\r?\n/);
    return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
  } catch (error) {
    const code = systemCode(error);
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    if (code !== "") return { error: `open ${path}: ${code === "EACCES" ? "permission denied" : code}` };
    throw error;
  }
}

function* upwards(folder: string): Generator<string> {
  let at = folder;
  for (;;) {
    yield at;
    const parent = dirname(at);
    if (parent === at) return;
    at = parent;
  }
}

/** Without a path to trim, what lies under a folder of the search path's name is taken to be that folder's. */
export function trimmedPath(file: string, { searchPath, trimPath }: SourcePlaces): string {
  if (trimPath === "") {
    for (const folder of searchPath.split(delimiter)) {
      const name = folder.split("/").findLast((part) => part !== "");
      const at = name === undefined ? -1 : file.indexOf(`/${name}/`);
      if (name !== undefined && at !== -1) return file.slice(at + name.length + 2);
    }
  }
  const prefixes = trimPath.split(delimiter).filter((prefix) => prefix !== "");
  for (const prefix of [...prefixes, "/proc/self/cwd/./", "/proc/self/cwd/"]) {
    const whole = prefix.endsWith("/") ? prefix : `${prefix}/`;
    if (file.startsWith(whole)) return file.slice(whole.length);
  }
  return file;
}
