import { baseName, nameParts, type FrameInfo } from "./frame-info.ts";

/** Longer names are cut: a file may hold lines of megabytes. */
const LONGEST = 300;

/**
 * Text as it may stand between the quotes of DOT: quotes and backslashes escaped, lines ended to the left, and what XML
 * cannot hold, or Graphviz would read as an entity, made harmless.
 */
export function escapeDot(text: string): string {
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return cut
    .toWellFormed()
    .replaceAll(/&(?=#?\w+;)/gu, "&amp;")
    .replaceAll(/["\\]/gu, String.raw`\$&`)
    .replaceAll("\n", String.raw`\l`)
    .replaceAll(/[\p{Cc}\ufffe\uffff]/gu, "\ufffd");
}

/** Lines in the middle, one below the other. */
export function escapeLines(lines: readonly string[]): string {
  return lines.map(escapeDot).join(String.raw`\n`);
}

/** A name in lines, so that a box is no wider than it has to be: split at the dots of Go and the colons of C++. */
export function labelLines(info: FrameInfo): readonly string[] {
  const name = shortFunction(info.name);
  const file = info.file === "" ? "" : baseName(info.file);
  return nameParts({ ...info, name, file }).map((part) => (part === name ? splitName(part) : escapeDot(part)));
}

function splitName(name: string): string {
  // What stands for type parameters is no place to split.
  const parts = name.replaceAll("[...]", "[…]").split(/::|\./u);
  return escapeLines(parts);
}

/** The ways in which names are shortened; the first that fits does it. What stands in groups stays. */
const SHORT_FORMS: readonly RegExp[] = [
  // Go: without the folders of the package.
  /^(?:[\w.-]+\/)+([^.]+\..+)/u,
  // Java: class and method.
  /^(?:[a-z]\w*\.)*([A-Z][\w$]*\.(?:<init>|[a-z][\w$]*(?:\$\d+)?))(?:\(|$)/u,
  // C++: class and method.
  /^(?:[_a-zA-Z]\w*::)+(_*[A-Z]\w*::~?[_a-zA-Z]\w*(?:<.*>)?)/u,
];

/** A function's name without namespaces, package paths, arguments and major versions, as pprof shortens them. */
function shortFunction(name: string): string {
  const plain = name
    .replace(/^\(anonymous namespace\)::/u, "")
    .replace(/^(.*?)\/v(?:[2-9]|[1-9]\d+)([./].*)$/u, "$1$2");
  for (const form of SHORT_FORMS) {
    const short = form.exec(plain)?.[1];
    if (short !== undefined) return short;
  }
  return plain;
}
