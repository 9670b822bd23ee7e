import { posix } from "node:path";

import { type Import, importsOf } from "./imports.ts";

/** What the page may know of a trace: the way to the worker, and words. */
const OF_A_TRACE: readonly string[] = [
  "src/base",
  "src/engine/client",
  "src/engine/protocol",
  "src/model/vocabulary",
  "src/timeline/types",
  "src/timeline/style",
];

const TABLES: readonly string[] = ["src/base", "src/model"];
const ANSWERS: readonly string[] = [...TABLES, "parsers", "src/analysis", "src/timeline", "src/profile"];

/** What each part of the tree may import, beside itself: the arrows of the design, spelled out. */
const ALLOWED: ReadonlyMap<string, readonly string[]> = new Map([
  ["src/base", []],
  ["src/model", ["src/base"]],
  ["parsers", TABLES],
  ["src/analysis", TABLES],
  ["src/timeline", TABLES],
  ["src/profile", TABLES],
  ["src/export", ANSWERS],
  ["src/engine", [...ANSWERS, "src/export"]],
  ["src/cli", [...ANSWERS, "src/export", "src/engine", "package.json"]],
  ["views", ["src/app", ...OF_A_TRACE]],
  ["src/app", ["views", ...OF_A_TRACE]],
]);

/** Parts that may name any type of what lies left of them: types are gone before the page is built. */
const ANY_TYPE: ReadonlySet<string> = new Set(["views", "src/app"]);
const PAGE_NEVER: readonly string[] = ["src/cli"];

/** Packages that only some places know of. */
const HOMES: ReadonlyMap<string, readonly string[]> = new Map([
  ["pixi.js", ["views/webgl", "views/timeline/stage"]],
  ["pako", ["parsers/gzip"]],
  ["@viz-js/viz", ["src/export/graphviz"]],
  ["comlink", ["src/engine"]],
  ["protobufjs", ["parsers/pprof", "src/export"]],
  ["lit", ["views", "src/app"]],
  ["commander", ["src/cli"]],
  ["sirv", ["src/cli"]],
  ["open", ["src/cli"]],
]);

const NODE_HOME = "src/cli";

/**
 * The imports of one module that the design forbids, a line each. `file` is relative to the project's root, with "/".
 * A file outside the parts (a tool's configuration) may import anything.
 */
export function violations(file: string, code: string): readonly string[] {
  const part = partOf(file);
  if (part === undefined) return [];
  return importsOf(file, code).flatMap((found) => {
    const reason = forbidden(file, part, found);
    return reason === undefined ? [] : [`${file}:${found.line}: ${found.specifier}: ${reason}`];
  });
}

function forbidden(file: string, part: string, { specifier, typeOnly }: Import): string | undefined {
  if (specifier.startsWith("node:")) {
    return part === NODE_HOME ? undefined : `only ${NODE_HOME} runs in Node alone`;
  }
  if (!specifier.startsWith(".")) return strayPackage(file, specifier);
  const target = posix.join(posix.dirname(file), specifier);
  if (isIn(target, part)) return undefined;
  if ((ALLOWED.get(part) ?? []).some((place) => isIn(target, place))) return undefined;
  const types = typeOnly && ANY_TYPE.has(part) && !PAGE_NEVER.some((place) => isIn(target, place));
  return types ? undefined : `${part} may not import ${partOf(target) ?? target}`;
}

function strayPackage(file: string, specifier: string): string | undefined {
  const name = specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
  const homes = HOMES.get(name);
  if (homes === undefined) return undefined;
  return homes.some((place) => isIn(file, place)) ? undefined : `${name} is for ${homes.join(" and ")} alone`;
}

function partOf(path: string): string | undefined {
  return [...ALLOWED.keys()].find((part) => isIn(path, part));
}

/** Whether a path is a place or lies below it; a place may leave out the file's ending. */
function isIn(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}/`) || path.startsWith(`${place}.`);
}
