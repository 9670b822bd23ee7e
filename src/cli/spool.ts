import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

import { ReadError } from "./errors.ts";
import type { Source } from "./source.ts";

export interface Spooled {
  readonly path: string;
  remove(): Promise<void>;
}

/**
 * Keeps what can be read only once (a pipe, a download) in a file that only its user may read. Nothing is left of it
 * when that fails, or when `signal` ends it, which throws an `AbortError`.
 */
export async function spool(
  source: Source,
  onBytes: (received: number) => void,
  signal: AbortSignal,
): Promise<Spooled> {
  const folder = await mkdtemp(join(tmpdir(), "gopherscope-"));
  const path = join(folder, "trace");
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  let received = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of source.chunks) {
      received += chunk.length;
      onBytes(received);
      yield chunk;
    }
  }
  try {
    await pipeline(Readable.from(counted()), createWriteStream(path, { mode: 0o600 }), { signal });
    if (received === 0) throw new ReadError(`${source.name}: is empty`);
  } catch (error) {
    await remove();
    throw error;
  }
  return { path, remove };
}
