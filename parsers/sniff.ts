import { isGzip } from "./gzip.ts";
import { looksLikePprof } from "./pprof/sniff.ts";

/** Something that people open by mistake: how its first bytes tell, and what it is called. */
interface Foreign {
  readonly name: string;
  readonly matches: (head: Uint8Array, text: string) => boolean;
}

const FOREIGN: readonly Foreign[] = [
  { name: "an ELF executable", matches: (head) => startsWith(head, 0x7f, 0x45, 0x4c, 0x46) },
  {
    name: "a Mach-O executable",
    matches: (head) => startsWith(head, 0xcf, 0xfa, 0xed, 0xfe) || startsWith(head, 0xca, 0xfe, 0xba, 0xbe),
  },
  { name: "a Windows executable", matches: (head, text) => text.startsWith("MZ") && head.length > 64 },
  { name: "a zip archive", matches: (head) => startsWith(head, 0x50, 0x4b, 0x03, 0x04) },
  { name: "zstd-compressed data", matches: (head) => startsWith(head, 0x28, 0xb5, 0x2f, 0xfd) },
  { name: "xz-compressed data", matches: (head) => startsWith(head, 0xfd, 0x37, 0x7a, 0x58) },
  { name: "bzip2-compressed data", matches: (_head, text) => /^BZh[1-9]/.test(text) },
  { name: "gzip", matches: isGzip },
  { name: "an HTML page", matches: (_head, text) => /^\s*(<!doctype html|<html|<head|<body)/i.test(text) },
  { name: "an XML file", matches: (_head, text) => /^\s*<\?xml/.test(text) },
  { name: "a goroutine dump (debug=2 text)", matches: (_head, text) => /^goroutine \d+ \[/.test(text) },
  {
    name: "a text profile (debug=1)",
    matches: (_head, text) =>
      /^(goroutine|heap|threadcreate|block|mutex|contention) profile:|^--- (contention|mutex|heap):/.test(text),
  },
  {
    name: "a Chrome trace in JSON",
    matches: (_head, text) => /^\s*(\{\s*"traceEvents"|\[\s*\{\s*"(name|ph|cat|pid|ts)")/.test(text),
  },
  { name: "a Perfetto trace", matches: (head) => head[0] === 0x0a && looksLikePerfetto(head) },
  { name: "a pprof profile", matches: looksLikePprof },
  { name: "JSON", matches: (_head, text) => /^\s*[[{]/.test(text) && isText(text) },
  { name: "text", matches: (_head, text) => text.length > 0 && isText(text) },
];

/** What bytes are that are no trace, or undefined if they look like nothing known. */
export function nameOfForeign(head: Uint8Array): string | undefined {
  const text = String.fromCharCode(...head.subarray(0, 512));
  return FOREIGN.find((foreign) => foreign.matches(head, text))?.name;
}

function startsWith(head: Uint8Array, ...bytes: number[]): boolean {
  return bytes.every((byte, i) => head[i] === byte);
}

/** A Perfetto trace is a list of packets: field 1, of some length, beginning with a packet's own field. */
function looksLikePerfetto(head: Uint8Array): boolean {
  return (
    !looksLikePprof(head) && head.length > 8 && [0x40, 0x42, 0x50, 0x52, 0x9a].includes(head[head[1]! >= 0x80 ? 3 : 2]!)
  );
}

function isText(text: string): boolean {
  return !/[\x00-\x08\x0e-\x1f]/.test(text);
}
