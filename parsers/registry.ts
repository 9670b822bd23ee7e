import type { TraceParser } from "../src/model/event.ts";
import { V1Parser } from "./go-trace/v1/parser.ts";
import { V2Parser } from "./go-trace/v2/parser.ts";
import { HEADER_BYTES, headerVersion, V1_VERSIONS, V2_VERSIONS } from "./go-trace/wire/header.ts";

/** A kind of trace that can be read. */
export interface TraceFormat {
  readonly id: string;
  /** How many bytes of the file come before what the parser is given. */
  readonly headerBytes: number;
  /** Whether the first bytes, at least `headerBytes` of them, are of this format. Never looks at names. */
  readonly sniff: (head: Uint8Array) => boolean;
  readonly open: (head: Uint8Array) => TraceParser;
}

export const TRACE_FORMATS: readonly TraceFormat[] = [
  {
    id: "go-v2",
    headerBytes: HEADER_BYTES,
    sniff: (head) => V2_VERSIONS.includes(headerVersion(head) ?? 0),
    open: (head) => new V2Parser(headerVersion(head)!, HEADER_BYTES),
  },
  {
    id: "go-v1",
    headerBytes: HEADER_BYTES,
    sniff: (head) => V1_VERSIONS.includes(headerVersion(head) ?? 0),
    open: (head) => new V1Parser(headerVersion(head)!),
  },
];
