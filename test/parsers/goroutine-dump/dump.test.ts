import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { decodeCounts } from "../../../parsers/goroutine-dump/counts.ts";
import { decodeDump } from "../../../parsers/goroutine-dump/dump.ts";
import { looksLikeCounts, looksLikeDump } from "../../../parsers/goroutine-dump/sniff.ts";
import { readProfile } from "../../../parsers/open-profile.ts";
import type { PprofResult } from "../../../parsers/pprof/decode.ts";
import type { Profile } from "../../../src/model/profile.ts";
import { encodePprof } from "../../../src/export/pprof.ts";
import { sampleLines } from "../../support/pprof.ts";

/** Two goroutines that wait alike, one that runs, one that Go knows little of. */
const DUMP = `goroutine 1 [running]:
main.main()
	/src/main.go:37 +0x2f9

goroutine 7 [chan receive, 5 minutes]:
main.(*box).wait(0xc000012345, {0x1?, 0x2})
	/src/main.go:18 +0x66
main.generic[...](...)
	/src/main.go:16
created by main.main in goroutine 1
	/src/main.go:26 +0x77

goroutine 8 [chan receive, 2 minutes]:
main.(*box).wait(0xc000099999, {0x1?, 0x7})
	/src/main.go:18 +0x66
main.generic[...](...)
	/src/main.go:16
created by main.main in goroutine 1
	/src/main.go:26 +0x77

goroutine 9 gp=0xc42 m=3 mp=0xc43 [syscall, 1 minutes, locked to thread] {kind: words}:
	goroutine running on other thread; stack unavailable
`;

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

function profileIn(result: PprofResult): Profile {
  if (!result.ok) throw new Error(result.error.message);
  return result.profile;
}

describe("the stacks of goroutines", () => {
  test("are a profile by state, those that are alike as one; minutes waited are seconds", () => {
    const profile = profileIn(decodeDump(bytesOf(DUMP)));
    expect(profile.sampleTypes).toEqual([
      { type: "goroutine", unit: "count" },
      { type: "wait", unit: "seconds" },
    ]);
    expect(sampleLines(profile)).toEqual([
      " | 1 60 | state=syscall state=locked to thread labels=kind: words",
      "0 main.(*box).wait:18;0 main.generic[...]:16 | 2 420 | state=chan receive created by=main.main",
      "0 main.main:37 | 1 0 | state=running",
    ]);
    expect(profile.functions.map(({ file }) => file)).toContain("/src/main.go");
  });

  test("may follow why the program ended", () => {
    const head = "panic: runtime error: index out of range [5] with length 3\n\n";
    expect(looksLikeDump(bytesOf(head + DUMP))).toBe(true);
    const plain = sampleLines(profileIn(decodeDump(bytesOf(DUMP))));
    expect(sampleLines(profileIn(decodeDump(bytesOf(head + DUMP))))).toEqual(plain);
    expect(sampleLines(profileIn(decodeDump(bytesOf(DUMP.replaceAll("\n", "\r\n")))))).toEqual(plain);
  });

  test.each([
    ["arguments with parentheses in them", "main.f({0x1, 0x2}, func(int) bool(0x3))", "main.f"],
    ["closures of methods", "main.(*T).f.func1.2()", "main.(*T).f.func1.2"],
    ["a package with dots", "gopkg.in/yaml%2ev3.(*parser).peek(0xc0)", "gopkg.in/yaml%2ev3.(*parser).peek"],
    ["no arguments told", "runtime.goexit", "runtime.goexit"],
    ["what is no call", "(((", "((("],
  ])("name the functions of calls: %s", (_, call, name) => {
    const profile = profileIn(decodeDump(bytesOf(`goroutine 1 [running]:\n${call}\n\t/a.go:1 +0x1\n`)));
    expect(profile.functions.map((fn) => fn.name)).toEqual([name]);
  });

  test("that were left out are not made up", () => {
    const text = "goroutine 1 [running]:\nmain.f(...)\n\t/a.go:1 +0x1\n...additional frames elided...\n";
    expect(profileIn(decodeDump(bytesOf(text))).functions).toHaveLength(1);
  });

  test("that are cut off count as far as they go", () => {
    for (let length = 25; length < DUMP.length; length += 7) {
      expect(decodeDump(bytesOf(DUMP.slice(0, length))).ok).toBe(true);
    }
  });
});

const COUNTS = `goroutine profile: total 6
5 @ 0x47d86a 0x41512e
#	0x47d869	main.(*box).wait+0x65	/src/main.go:18
#	0x41512d	main.main+0x1b				/src/main.go:16

1 @ 0x440e11 0x0
# labels: {"kind":"words"}

`;

describe("counts of stacks", () => {
  test("are a profile, with names where they are told and addresses where not", () => {
    expect(looksLikeCounts(bytesOf(COUNTS))).toBe(true);
    const profile = profileIn(decodeCounts(bytesOf(COUNTS)));
    expect(profile.sampleTypes).toEqual([{ type: "goroutine", unit: "count" }]);
    expect(sampleLines(profile)).toEqual([
      '4460049  | 1 | labels={"kind":"words"}',
      "4708457 main.(*box).wait:18;4280621 main.main:16 | 5 | ",
    ]);
  });

  test("of threads that the runtime made have no stack", () => {
    const text = "threadcreate profile: total 5\n5 @ 0x0 0x0\n#\t0x0\n";
    expect(sampleLines(profileIn(decodeCounts(bytesOf(text))))).toEqual([" | 5 | "]);
  });
});

describe("what is neither", () => {
  test.each([
    ["a trace", "go 1.26 trace\0\0\0"],
    ["a log that speaks of goroutines", "the goroutine 5 [sic] is blocked\n"],
    ["a heap profile in text", "heap profile: 3: 120 [5: 200] @ heap/1048576\n"],
    ["nothing", ""],
  ])("is not taken for one: %s", (_, text) => {
    expect([looksLikeDump(bytesOf(text)), looksLikeCounts(bytesOf(text))]).toEqual([false, false]);
  });

  test("says what was expected", () => {
    expect(decodeDump(bytesOf("hello"))).toMatchObject({ ok: false, error: { byteOffset: 0 } });
    expect(decodeCounts(bytesOf("goroutine profile: total 3\n"))).toMatchObject({ ok: false });
  });

  test("never throws, whatever is put in, and gives what can be written and read again", () => {
    const piece = fc.oneof(
      fc.constantFrom(
        "goroutine 1 [",
        "]:",
        "\n",
        "\t/a.go:",
        "1 +0x1",
        "(",
        ")",
        "created by ",
        ", 5 minutes",
        "1 @ 0x1",
        "#\t0x1\tf+0x2\tg:3",
      ),
      fc.string({ unit: "binary", maxLength: 8 }),
    );
    const text = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(text, fc.constantFrom("goroutine 2 [select]:\n", "goroutine profile: total 1\n"), (rest, head) => {
        const bytes = bytesOf(head + rest);
        const result = head.includes("total") ? decodeCounts(bytes) : decodeDump(bytes);
        if (!result.ok) return;
        const again = readProfile(encodePprof(result.profile));
        if (!again.ok) throw new Error(again.error.message);
        expect(again.profile.samples.length).toBe(result.profile.samples.length);
      }),
    );
  });

  test("and of a line of megabytes costs no more than its length", () => {
    const text = `goroutine 1 [running]:\n${"main.f(".repeat(1 << 19)}\n\t/a.go:1\n`;
    const [fn] = profileIn(decodeDump(bytesOf(text))).functions;
    expect(fn!.name.length).toBeLessThanOrEqual(4096);
  });
});
