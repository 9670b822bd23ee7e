import { functionOf } from "../function-name.ts";

/** A name without the folders of packages and files: "bar.(*T).Get" for "example.com/foo/bar.(*T).Get". */
export function shortName(name: string): string {
  return name.replaceAll(/[^\s([<*,]*\/(?=[^\s/])/gu, "");
}

/**
 * What is left of a name where even its short form has no room: what follows the last dot or colons outside of brackets;
 * of a closure, with the function that it stands in.
 */
export function lastName(short: string): string {
  const plain = functionOf(short).replaceAll(/\[[^\]]*\]|<[^>]*>/gu, "");
  return /[^.:\s]+(?:\.(?:func)?\d+|\.gowrap\d+|-fm)*$/u.exec(plain)?.[0] ?? short;
}

/**
 * The package of a function, as Go, C++ and Java spell names; of others the folder of their file. "" if neither is known.
 * What the Go runtime is made of is one package.
 */
export function packageOf(name: string, file: string): string {
  const path = /^((?:[^\s/([<]+\/)*[^\s./([<:]+)(?:\.|::)/u.exec(name)?.[1];
  if (path !== undefined) return /^(runtime|internal\/runtime)(\/|$)/u.test(path) ? "runtime" : path;
  return file.includes("/") ? file.slice(0, file.lastIndexOf("/")) : "";
}
