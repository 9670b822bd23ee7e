import type { Profile, ProfileLine, ProfileLocation } from "../model/profile.ts";

/** What a node of a report stands for; fields that the granularity drops are 0 or "". */
export interface FrameInfo {
  readonly name: string;
  readonly address: bigint;
  readonly file: string;
  readonly startLine: number;
  readonly line: number;
  readonly column: number;
  /** File of the mapping, where it tells nodes apart. */
  readonly object: string;
}

/**
 * What a line of a location stands for; no line, for a location without symbols. `keepObject`: tell functions of
 * equal name in different binaries apart, and keep where they start.
 */
export function frameInfo(
  profile: Profile,
  location: ProfileLocation,
  line: ProfileLine | undefined,
  keepObject: boolean,
): FrameInfo {
  const object = profile.mappings[location.mapping]?.file ?? "";
  const fn = line === undefined ? undefined : profile.functions[line.function];
  if (line === undefined || fn === undefined) {
    return { name: "", address: location.address, file: "", startLine: 0, line: 0, column: 0, object };
  }
  const keep = keepObject || fn.name === "";
  return {
    name: fn.name,
    address: location.address,
    file: cleanPath(fn.file),
    startLine: keep ? fn.startLine : 0,
    line: line.line,
    column: line.column,
    object: keep ? object : "",
  };
}

/** Equal for equal infos, different for different ones. */
export function frameKey(info: FrameInfo): string {
  const { name, address, file, startLine, line, column, object } = info;
  return `${name}\0${address}\0${file}\0${startLine}\0${line}\0${column}\0${object}`;
}

/** The name that reports print: address, function, file and line, as far as the granularity leaves them. */
export function printableName(info: FrameInfo): string {
  return nameParts(info).join(" ");
}

/** The parts of a printable name: address, function, and file with line. */
export function nameParts(info: FrameInfo): readonly string[] {
  const parts: string[] = [];
  if (info.address !== 0n) parts.push(info.address.toString(16).padStart(16, "0"));
  if (info.name !== "") parts.push(info.name);
  if (info.line !== 0) parts.push(`${info.file}:${info.line}${info.column === 0 ? "" : `:${info.column}`}`);
  else if (info.file !== "") parts.push(info.file);
  else if (info.name === "") parts.push(info.object === "" ? "<unknown>" : `[${baseName(info.object)}]`);
  return parts;
}

export function baseName(path: string): string {
  const trimmed = path.replace(/\/+$/, "");
  return trimmed === "" ? (path === "" ? "." : "/") : trimmed.slice(trimmed.lastIndexOf("/") + 1);
}

/** A path without ".", ".." and doubled slashes; "" stays. */
export function cleanPath(path: string): string {
  if (path === "" || !/(^|\/)\.{0,2}(\/|$)/.test(path.slice(1))) return path;
  const rooted = path.startsWith("/");
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else if (!rooted) parts.push(part);
  }
  const joined = (rooted ? "/" : "") + parts.join("/");
  return joined === "" ? "." : joined;
}
