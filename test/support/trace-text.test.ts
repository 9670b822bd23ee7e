import { describe, expect, test } from "vitest";
import { traceBytes } from "./trace-text.ts";

/** `text` stands for its characters, two digits for a byte. */
function bytes(picture: string): Uint8Array {
  const out: number[] = [];
  for (const [, quoted, digits] of picture.replaceAll(/#.*/g, "").matchAll(/"([^"]*)"|([0-9a-f]{2})\b/g)) {
    if (quoted !== undefined) out.push(...new TextEncoder().encode(quoted));
    else out.push(parseInt(digits!, 16));
  }
  return Uint8Array.from(out);
}

describe("a trace written as text", () => {
  test("comes out as the bytes that the runtime would write", () => {
    const trace = traceBytes(`
      go 1.26
      generation 1 @300 freq=1000
        thread 5
          ProcStatus p=0 status=running        # at 300
          GoStatus 1 5 running                 # at 301
          +128 GoBlock "chan receive" "f a.go:7"
          @500 GoUnblock g=2 seq=1
        sample @310 m=5 p=0 g=1 stack="f a.go:7"
    `);
    const expected = bytes(`
      "go 1.26 trace" 00 00 00
      # the sync batch: generation 1, no thread, time 300, 15 bytes
      01 01 ff ff ff ff ff ff ff ff ff 01 ac 02 0f
        32                                  # sync
        08 e8 07                            # frequency 1000
        33 00 ac 02 80 c3 bb c2 06 ac 02    # clock: dt 0, mono 300, 1750000000 s, 300 ns
      # thread 5 at 300
      01 01 05 ac 02 13
        0d 00 00 01                         # ProcStatus p=0 running
        19 01 01 05 02                      # GoStatus g=1 m=5 running
        14 80 01 01 01                      # GoBlock, string 1, stack 1
        15 47 02 01 00                      # GoUnblock g=2 seq=1, no stack
      # samples
      01 01 ff ff ff ff ff ff ff ff ff 01 ac 02 08
        06 07 b6 02 05 00 01 01
      # stacks: stack 1 of one frame
      01 01 ff ff ff ff ff ff ff ff ff 01 ac 02 0b
        02 03 01 01 80 80 80 02 02 03 07
      # strings
      01 01 ff ff ff ff ff ff ff ff ff 01 ac 02 1b
        04 05 01 0c "chan receive" 05 02 01 "f" 05 03 04 "a.go"
      34                                    # end of generation
    `);
    expect(trace).toEqual(expected);
  });

  test("has a lone frequency before 1.25, and no end of generation before 1.26", () => {
    const sync = "01 01 ff ff ff ff ff ff ff ff ff 01 05";
    expect(traceBytes("go 1.22\ngeneration 1 @5 freq=9")).toEqual(bytes(`"go 1.22 trace" 00 00 00 ${sync} 02 08 09`));
    expect(traceBytes("go 1.23\ngeneration 1 @5 freq=9")).toEqual(bytes(`"go 1.23 trace" 00 00 00 ${sync} 02 08 09`));
    expect(traceBytes("go 1.25\ngeneration 1 @5 freq=9\nwithout clock")).toEqual(
      bytes(`"go 1.25 trace" 00 00 00 ${sync} 03 32 08 09`),
    );
    expect(traceBytes("go 1.26\ngeneration 1 @5 freq=9\nwithout clock")).toEqual(
      bytes(`"go 1.26 trace" 00 00 00 ${sync} 03 32 08 09 34`),
    );
  });

  test("may leave out, misstate and add what it likes, for damaged files", () => {
    const trace = traceBytes(`
      go 1.22
      raw ff
      generation 2 @1
        without sync strings
        thread none @7 gen=3 size=300
          data 0b
          GoBlock reason="x" stack=9
        raw 00 01
    `);
    expect(trace).toEqual(
      bytes(`"go 1.22 trace" 00 00 00  ff  01 03 ff ff ff ff ff ff ff ff ff 01 07 ac 02  0b  14 01 01 09  00 01`),
    );
  });

  test("carries experimental batches and table entries under ids of one's own", () => {
    const trace = traceBytes(`
      go 1.23
      generation 1 @1
        without sync
        experiment 1 thread 4 @2 0a 0b
        thread 4
          SpanAlloc id=1 npages=2 kindclass=3
        string 200 "s"
    `);
    expect(trace).toEqual(
      bytes(`"go 1.23 trace" 00 00 00
        31 01 01 04 02 02 0a 0b
        01 01 04 01 05 81 00 01 02 03
        01 01 ff ff ff ff ff ff ff ff ff 01 01 06 04 05 c8 01 01 "s"`),
    );
  });

  test.each([
    ["go 1.22\nGoStop 1 2", /line 2: no generation/],
    ["go 1.22\ngeneration 1\nGoDestroy", /line 3: GoDestroy stands in no thread/],
    ["go 1.22\ngeneration 1\nthread 0\nGoStart 1", /line 4: GoStart needs seq/],
    ["go 1.22\ngeneration 1\nthread 0\nGoStart 1 2 3", /line 4: GoStart has 2 arguments, not 3/],
    ["go 1.22\ngeneration 1\nthread 0\nGoStart g=1 sequence=2", /line 4: GoStart has no argument sequence/],
    ["go 1.22\ngeneration 1\nthread 0\nGoFish", /line 4: no such word or event: GoFish/],
    ["go 1.22\ngeneration 1 @9\nthread 0\n@8 GoDestroy", /line 4: time goes back from 9 to 8/],
    ["go 1.22\ngeneration 1\nthread 0\nGoBlock x none", /line 4: "x" is no number/],
  ])("that cannot be read says where: %j", (text, message) => {
    expect(() => traceBytes(text)).toThrow(message);
  });
});
