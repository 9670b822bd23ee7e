import type { Damage } from "../src/model/damage.ts";
import type { Profile } from "../src/model/profile.ts";
import { gunzip, isGzip } from "./gzip.ts";
import { peek } from "./open.ts";
import { PROFILE_FORMATS } from "./profile-registry.ts";

/** Bytes that a profile may have when inflated: ten times what large ones have. */
const MAX_PROFILE_BYTES = 1 << 28;

export type ProfileResult =
  | { readonly ok: true; readonly profile: Profile; readonly byteLength: number }
  | { readonly ok: false; readonly error: Damage };

/** The bytes are a profile's, or all of them are still to be read. */
export type OpenedProfile =
  | { readonly kind: "profile"; readonly read: () => Promise<ProfileResult> }
  | { readonly kind: "other"; readonly chunks: AsyncIterable<Uint8Array> };

/** Looks at the first bytes whether they are a profile's, gzipped or not. Errors of the source itself are thrown on. */
export async function openProfile(source: AsyncIterable<Uint8Array>): Promise<OpenedProfile> {
  const { head, chunks } = await peek(source);
  // Of a beginning, what can be inflated tells enough.
  const inside = isGzip(head) ? gunzip(head, head.length * 1100).bytes : head;
  return PROFILE_FORMATS.some((format) => format.sniff(inside))
    ? { kind: "profile", read: async () => readProfile(await gathered(chunks)) }
    : { kind: "other", chunks };
}

/** Reads a profile that is there whole. What is wrong with the bytes is the answer; its offset counts inflated bytes. */
export function readProfile(bytes: Uint8Array): ProfileResult {
  const { bytes: inside, damage } = isGzip(bytes) ? gunzip(bytes, MAX_PROFILE_BYTES) : { bytes };
  if (damage !== undefined) return { ok: false, error: damage };
  if (inside.length > MAX_PROFILE_BYTES) {
    const message = `a profile of more than ${MAX_PROFILE_BYTES} bytes`;
    return { ok: false, error: { kind: "limit", message, byteOffset: MAX_PROFILE_BYTES } };
  }
  if (inside.length === 0) {
    return { ok: false, error: { kind: "malformed", message: "the file is empty", byteOffset: 0 } };
  }
  const format = PROFILE_FORMATS.find((each) => each.sniff(inside.subarray(0, 512))) ?? PROFILE_FORMATS[0]!;
  const result = format.decode(inside);
  return result.ok ? { ...result, byteLength: bytes.length } : result;
}

async function gathered(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    parts.push(chunk);
    length += chunk.length;
    if (length > MAX_PROFILE_BYTES) break;
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
