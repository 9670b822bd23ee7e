import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, test } from "vitest";

import { Output } from "../../src/cli/output.ts";

function written(write: (output: Output) => void): Buffer {
  const folder = mkdtempSync(join(tmpdir(), "gopherscope-output-"));
  const path = join(folder, "out");
  const descriptor = openSync(path, "w");
  try {
    write(new Output(descriptor));
    return readFileSync(path);
  } finally {
    closeSync(descriptor);
    rmSync(folder, { recursive: true });
  }
}

test("lines arrive whole and in order, whatever batches they were written in", () => {
  const lines = Array.from({ length: 50_000 }, (_, at) => `line ${at} größer ⏱ 🐹`);
  const bytes = written((output) => {
    for (const line of lines) output.line(line);
    output.flush();
  });
  expect(bytes.toString()).toBe(`${lines.join("\n")}\n`);
});

test("bytes come after the text that was written before them", () => {
  const bytes = written((output) => {
    output.write("text");
    output.writeBytes(Uint8Array.of(0, 255, 128));
    output.write("more");
    output.flush();
  });
  expect([...bytes]).toEqual([...Buffer.from("text"), 0, 255, 128, ...Buffer.from("more")]);
});

test("nothing is written before it has to be", () => {
  expect(written((output) => output.line("waiting"))).toHaveLength(0);
});

test.skipIf(process.platform !== "linux")("a disk that is full is an error, not a closed pipe", () => {
  const full = openSync("/dev/full", "w");
  const output = new Output(full);
  output.line("lost");
  expect(() => output.flush()).toThrow("ENOSPC");
  closeSync(full);
});
