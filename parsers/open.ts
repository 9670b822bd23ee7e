import type { Damage } from "../src/model/damage.ts";
import type { TraceParser } from "../src/model/event.ts";
import { HEADER_BYTES, headerVersion, V1_VERSIONS, V2_VERSIONS } from "./go-trace/wire/header.ts";
import { gunzipChunks, isGzip } from "./gzip.ts";
import { TRACE_FORMATS } from "./registry.ts";
import { nameOfForeign } from "./sniff.ts";

/** Bytes that tell what a file is. */
const HEAD_BYTES = 512;

/** A parser for the bytes at hand, and the bytes, inflated if they were compressed, still to be pushed into it. */
export interface OpenedTrace {
  readonly ok: true;
  readonly parser: TraceParser;
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Bytes of the trace, inflated, that come before the chunks. */
  readonly headerBytes: number;
  /** What was wrong with the compression; complete once the chunks have been read. */
  readonly damage: readonly Damage[];
}

/** Why the bytes cannot be read as a trace, as facts. */
export interface NotATrace {
  readonly ok: false;
  readonly kind: "empty" | "not-a-trace" | "unsupported" | "damaged";
  readonly message: string;
  /** What they are instead, if recognised. */
  readonly found?: string;
}

/** Looks at the first bytes, undoes gzip, and picks the parser. Errors of the source itself are thrown on. */
export async function openTrace(source: AsyncIterable<Uint8Array>): Promise<OpenedTrace | NotATrace> {
  const damage: Damage[] = [];
  const raw = await peek(source);
  if (!isGzip(raw.head)) return choose(raw, damage, "");
  const inflated = await peek(gunzipChunks(raw.chunks, (fault) => damage.push(fault)));
  return choose(inflated, damage, "gzip of ");
}

export interface Peeked {
  readonly head: Uint8Array;
  readonly chunks: AsyncIterable<Uint8Array>;
}

function choose({ head, chunks }: Peeked, damage: readonly Damage[], wrapped: string): OpenedTrace | NotATrace {
  if (head.length === 0) {
    const fault = damage[0];
    if (fault)
      return {
        ok: false,
        kind: "damaged",
        message: `nothing could be inflated: ${fault.message}, at byte ${fault.byteOffset ?? 0}`,
      };
    return {
      ok: false,
      kind: "empty",
      message: wrapped ? "the gzip holds 0 bytes" : "the file is empty: it has 0 bytes",
    };
  }
  const format = TRACE_FORMATS.find((candidate) => candidate.sniff(head));
  if (format) {
    const { headerBytes } = format;
    return { ok: true, parser: format.open(head), chunks: skip(chunks, headerBytes), headerBytes, damage };
  }
  if (isBegunHeader(head))
    return {
      ok: false,
      kind: "damaged",
      message: `the file ends in its header, after ${head.length} of ${HEADER_BYTES} bytes`,
    };
  const version = headerVersion(head);
  if (version !== undefined) {
    const known = [...V1_VERSIONS, ...V2_VERSIONS].map((minor) => `1.${minor}`).join(", ");
    return {
      ok: false,
      kind: "unsupported",
      message: `the header says "go 1.${version} trace"; the formats known are ${known}`,
    };
  }
  const found = nameOfForeign(head);
  const shown = quoted(head.subarray(0, 16));
  if (found)
    return {
      ok: false,
      kind: "not-a-trace",
      message: `the file is ${wrapped}${found}, not a Go execution trace`,
      found: `${wrapped}${found}`,
    };
  return {
    ok: false,
    kind: "not-a-trace",
    message: `the first bytes are ${shown}; a Go execution trace begins with "go 1.NN trace"`,
  };
}

/** Whether the bytes are the beginning of a header and end before it does. */
function isBegunHeader(head: Uint8Array): boolean {
  if (head.length < 3 || head.length >= HEADER_BYTES) return false;
  return /^(go ?|go 1\.?|go 1\.\d+( t?r?a?c?e?)?\0*)$/.test(String.fromCharCode(...head));
}

export async function peek(source: AsyncIterable<Uint8Array>): Promise<Peeked> {
  const iterator = source[Symbol.asyncIterator]();
  const taken: Uint8Array[] = [];
  let length = 0;
  let done = false;
  while (length < HEAD_BYTES && !done) {
    const step = await iterator.next();
    if (step.done) done = true;
    else {
      taken.push(step.value);
      length += step.value.length;
    }
  }
  const head = new Uint8Array(Math.min(length, HEAD_BYTES));
  let at = 0;
  for (const chunk of taken) {
    const part = chunk.subarray(0, head.length - at);
    head.set(part, at);
    at += part.length;
  }
  return { head, chunks: resume(taken, iterator) };
}

async function* resume(taken: readonly Uint8Array[], iterator: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* taken;
    for (let step = await iterator.next(); !step.done; step = await iterator.next()) yield step.value;
  } finally {
    await iterator.return?.();
  }
}

async function* skip(chunks: AsyncIterable<Uint8Array>, bytes: number): AsyncGenerator<Uint8Array> {
  let left = bytes;
  for await (const chunk of chunks) {
    if (left >= chunk.length) left -= chunk.length;
    else {
      yield chunk.subarray(left);
      left = 0;
    }
  }
}

function quoted(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes)
    text +=
      byte >= 0x20 && byte < 0x7f && byte !== 0x22
        ? String.fromCharCode(byte)
        : `\\x${byte.toString(16).padStart(2, "0")}`;
  return `"${text}"`;
}
