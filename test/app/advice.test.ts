import { describe, expect, it } from "vitest";
import { adviceFor } from "../../src/app/advice.ts";

describe("an error names what the file is", () => {
  it.each([
    ["a text profile (debug=1)", "debug/pprof/heap"],
    ["gzip of a text profile (debug=1)", "debug/pprof/trace"],
    ["a goroutine dump (debug=2 text)", "debug/pprof/trace"],
    ["an HTML page", "curl -f"],
    ["gzip of text", "curl -f"],
    ["an ELF executable", "go test -trace"],
  ])("%s", (found, command) => {
    const advice = adviceFor({ kind: "not-a-trace", message: "found other bytes", found });
    expect(advice.title).toBe(`This is ${found}, not a Go execution trace`);
    expect(advice.next.some((hint) => hint.command?.includes(command))).toBe(true);
    expect(advice.facts).toBeUndefined();
  });

  it("and packed files are to be unpacked", () => {
    const packed = ["a zip archive", "zstd-compressed data", "gzip of gzip"];
    for (const found of packed)
      expect(adviceFor({ kind: "not-a-trace", message: "m", found }).next[0]?.text).toContain("Unpack");
  });

  it("or says what is wrong with it where it is nothing that is known", () => {
    const advice = adviceFor({ kind: "empty", message: "0 bytes" });
    expect(advice.title).toBe("The file is empty");
    expect(advice.next.length).toBeGreaterThan(1);
  });
});

it("the facts say where", () => {
  expect(adviceFor({ kind: "damaged", message: "batch too long", byteOffset: 77 }).facts).toBe(
    "batch too long (at byte 77)",
  );
});

it.each(["empty", "not-a-trace", "unsupported", "damaged", "network", "cancelled", "internal"] as const)(
  "%s comes with something to do",
  (kind) => {
    const advice = adviceFor({ kind, message: "m" });
    expect(advice.facts).toBe("m");
    expect(advice.next.length).toBeGreaterThan(0);
  },
);
