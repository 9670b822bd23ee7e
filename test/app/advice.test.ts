import { describe, expect, it } from "vitest";
import { adviceFor } from "../../src/app/advice.ts";

describe("an error names what the file is", () => {
  it.each([
    ["pprof profile", "This is a pprof profile, not a Go execution trace", "go tool pprof"],
    ["HTML page", "This is an HTML page, not a Go execution trace", "curl -f"],
    ["ELF executable", "This is an ELF executable, not a Go execution trace", "go test -trace"],
  ])("%s", (found, title, command) => {
    const advice = adviceFor({ kind: "not-a-trace", message: "found other bytes", found });
    expect(advice.title).toBe(title);
    expect(advice.next.some((hint) => hint.command?.includes(command))).toBe(true);
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
