import type { Damage } from "../model/damage.ts";
import type { ProfileFile } from "./profiles/types.ts";
import type { Questions } from "./questions.ts";

export type * from "./details/types.ts";

/**
 * What the page sees of the worker, through comlink. One engine holds at most one trace; what is asked of it is in
 * `questions.ts`, by what it is about. Without a trace all questions about one reject.
 */
export interface Engine extends Questions {
  /**
   * Opens a trace, replacing the one before, or a profile, beside it and the profiles before. Progress comes at least
   * every 100 ms.
   */
  open(source: OpenSource, onProgress: (progress: Progress) => void): Promise<OpenResult>;
  /** Stops the `open` under way, which then answers with the error kind "cancelled". */
  cancel(): Promise<void>;
  /** Lets go of a profile that was opened. */
  closeProfile(file: number): Promise<void>;
  /** What was asked by `asker` and not answered yet is not waited for any more: if it can be stopped, it rejects soon. */
  giveUp(asker: string): Promise<void>;
}

export type OpenSource =
  | { readonly kind: "file"; readonly file: File }
  | { readonly kind: "url"; readonly url: string; readonly name: string };

export interface Progress {
  readonly bytes: number;
  /** undefined: not known (a stream). */
  readonly totalBytes: number | undefined;
  readonly events: number;
  readonly generation: number;
  /** "reading" while bytes come in, "ordering" where a format's events have an order only when all are there, "building" for the rest. */
  readonly stage: "reading" | "ordering" | "building";
  /** How far ordering is, 0 to 1. */
  readonly orderedShare: number | undefined;
}

export type OpenResult =
  | { readonly ok: true; readonly summary: TraceSummary }
  /** No trace; `profile`: it is one, and open as such. */
  | { readonly ok: false; readonly error: OpenError; readonly profile?: ProfileFile };

/** Why nothing could be opened: facts in `message`; the page adds advice by `kind`. */
export interface OpenError {
  readonly kind:
    | "empty"
    | "not-a-trace"
    | "unsupported"
    | "damaged"
    | "damaged-profile"
    | "network"
    | "cancelled"
    | "internal";
  readonly message: string;
  /** What the bytes are instead, when recognised: "pprof profile", "HTML page", "ELF executable" … */
  readonly found?: string;
  readonly byteOffset?: number;
}

export interface TraceSummary {
  readonly name: string;
  readonly format: string;
  /** As they came, compressed or not. */
  readonly byteLength: number;
  /** Uncompressed: what the `bytesLost` of damage are a share of. */
  readonly inflatedLength: number;
  readonly durationNs: number;
  readonly eventCount: number;
  readonly goroutineCount: number;
  readonly procCount: number;
  readonly threadCount: number;
  /** Unix ns of the first event, if the trace tells. */
  readonly wallNs: number | undefined;
  readonly damage: readonly Damage[];
}
