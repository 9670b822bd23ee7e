import { transfer } from "comlink";

/** Hands the columns of an answer over instead of copying them: those that own their whole buffer. Returns the answer. */
export function transferColumns<T extends object>(answer: T): T {
  const buffers = new Set<ArrayBuffer>();
  collect(answer, buffers);
  return transfer(answer, [...buffers]);
}

function collect(value: unknown, buffers: Set<ArrayBuffer>): void {
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer && value.byteLength === value.buffer.byteLength) buffers.add(value.buffer);
  } else if (Array.isArray(value)) {
    if (typeof value[0] === "object") for (const item of value) collect(item, buffers);
  } else if (typeof value === "object" && value !== null) {
    for (const field of Object.values(value)) collect(field, buffers);
  }
}
