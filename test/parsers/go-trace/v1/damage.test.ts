/** What is read of files that are cut, broken or made up, and what is said of them. */
import { describe, expect, test } from "vitest";
import { Raw } from "../../../../parsers/go-trace/v1/specs.ts";
import { listing } from "../../../support/listing.ts";
import { V1Writer } from "./v1-writer.ts";

const GHZ = 1_000_000_000;
const HEADER = 16;

function start(version = 21): V1Writer {
  return new V1Writer(version)
    .batch(0, 1000)
    .event(Raw.GoCreate, 0, 1, 0, 0)
    .event(Raw.ProcStart, 1, 50)
    .event(Raw.GoStart, 1, 1, 1)
    .event(Raw.Gomaxprocs, 1, 2, 0);
}

function allocs(lines: readonly string[]): number[] {
  return lines.flatMap((line) => {
    const value = /heap\/objects:bytes" value=(\d+)/.exec(line)?.[1];
    return value === undefined ? [] : [Number(value)];
  });
}

describe("a cut file", () => {
  const batches = (): V1Writer => {
    const w = start();
    for (let proc = 1; proc <= 3; proc++)
      w.batch(proc, 1100 * proc)
        .event(Raw.ProcStart, 1, 50 + proc)
        .event(Raw.HeapAlloc, 1, 1000 + proc);
    return w.string(1, "main.main").string(2, "main.go").stack(1, [0x401000, 1, 2, 3]).frequency(GHZ);
  };

  test("says so wherever it is cut, and keeps what was whole", () => {
    const bytes = batches().finish();
    const whole = listing(bytes);
    expect(whole.damage).toEqual([]);
    let kept = 0;
    for (let cut = HEADER; cut < bytes.length; cut++) {
      const { lines, damage } = listing(bytes.subarray(0, cut));
      expect(damage[0]).toMatchObject({ kind: "truncated" });
      expect(damage[0]!.byteOffset).toBeLessThanOrEqual(cut);
      expect(allocs(lines).length).toBeGreaterThanOrEqual(kept);
      kept = allocs(lines).length;
    }
    expect(kept).toBe(3);
  });

  test("says that events are missing from the last on, and between the batches around bytes that make no sense", () => {
    const bytes = batches().finish();
    const cut = listing(bytes.subarray(0, bytes.length - 3));
    const last = Number(cut.lines.at(-2)!.split(" ")[0]);
    expect(cut.damage[0]!.gap).toEqual({ from: last });
    const broken = start().raw(0xff, 0xff, 0xff, 0xff, 0xff, 0xff);
    for (let proc = 1; proc <= 2; proc++)
      broken
        .batch(proc, 1100 * proc)
        .event(Raw.ProcStart, 1, 50 + proc)
        .event(Raw.HeapAlloc, 1, 1000 + proc);
    expect(listing(broken.frequency(GHZ).finish()).damage[0]!.gap).toEqual({ from: 1, to: 101 });
  });

  test("of which no event is left has none", () => {
    const { lines, damage } = listing(start().finish().subarray(0, HEADER));
    expect(lines).toEqual([]);
    expect(damage).toEqual([{ kind: "truncated", message: "no event follows the header", byteOffset: HEADER }]);
  });
});

describe("a broken record", () => {
  test("of a type that does not exist is left out", () => {
    const w = start().event(Raw.HeapAlloc, 5, 1);
    const at = w.length;
    const { lines, damage } = listing(w.raw(63, 7).event(Raw.HeapAlloc, 5, 2).frequency(GHZ).finish());
    expect(allocs(lines)).toEqual([1, 2]);
    expect(damage).toEqual([
      { kind: "malformed", message: "a record of type 63, which go 1.21 does not have", byteOffset: at, bytesLost: 2 },
    ]);
  });

  test("of a type that the version does not know yet is left out", () => {
    const { damage } = listing(start(9).event(Raw.UserTaskEnd, 1, 5, 0).frequency(GHZ).finish());
    expect(damage).toMatchObject([{ kind: "malformed", message: "a record of type 46, which go 1.9 does not have" }]);
  });

  test("with too many arguments is left out", () => {
    const w = start().event(Raw.HeapAlloc, 5, 1, 2).event(Raw.HeapAlloc, 5, 3);
    const { lines, damage } = listing(w.frequency(GHZ).finish());
    expect(allocs(lines)).toEqual([3]);
    expect(damage).toMatchObject([{ kind: "malformed" }]);
  });

  test("that cannot be passed over costs its batch, not the next", () => {
    const w = start().event(Raw.HeapAlloc, 5, 1);
    const at = w.length;
    w.raw(Raw.HeapAlloc | 0x40, ...Array<number>(12).fill(0xff)).event(Raw.HeapAlloc, 5, 2);
    w.batch(1, 2000).event(Raw.ProcStart, 1, 51).event(Raw.HeapAlloc, 5, 3).string(1, "x");
    const { lines, damage } = listing(w.frequency(GHZ).finish());
    expect(allocs(lines)).toEqual([1, 3]);
    expect(damage).toMatchObject([{ kind: "malformed", byteOffset: at, bytesLost: 16 }]);
  });

  test.each([
    ["a string longer than the file", [Raw.String, 1, 0xff, 0xff, 0x3c]],
    ["a string longer than any", [Raw.String, 1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f]],
    ["arguments longer than the file", [Raw.GoCreate | 0xc0, 0xff, 0xff, 0xff, 0x7f]],
    ["a varint of eleven bytes", [Raw.HeapAlloc | 0x40, ...Array<number>(10).fill(0x80), 1, 1]],
    ["a varint past 64 bits", [Raw.HeapAlloc | 0x40, ...Array<number>(9).fill(0xff), 2, 1]],
    ["a stack of more frames than its bytes hold", [Raw.Stack | 0xc0, 4, 1, 0xe8, 7, 1]],
    ["a batch of a proc that cannot be", [Raw.Batch | 0x40, 0xff, 0xff, 0xff, 0xff, 0x7f, 1]],
  ])("%s costs nothing but itself", (_, record) => {
    const w = start()
      .event(Raw.HeapAlloc, 5, 1)
      .raw(...record);
    w.batch(1, 2000).event(Raw.ProcStart, 1, 51).event(Raw.HeapAlloc, 5, 3);
    const { lines, damage } = listing(w.frequency(GHZ).finish());
    expect(allocs(lines)).toEqual([1, 3]);
    expect(damage).toHaveLength(1);
    expect(damage[0]).toMatchObject({ kind: "malformed" });
  });

  test("a million times over is said once", () => {
    const w = start();
    for (let i = 0; i < 3000; i++) w.raw(63, 7);
    const { damage } = listing(w.frequency(GHZ).finish());
    expect(damage).toHaveLength(1);
    expect(damage[0]!.message).toContain("the first of 3000");
  });
});

describe("strings and stacks", () => {
  test("of a number that the file lacks are empty", () => {
    const w = start().event(Raw.UserTaskCreate, 1, 5, 0, 77, 88).event(Raw.GoSleep, 1, 99);
    const { lines } = listing(w.frequency(GHZ).finish());
    expect(lines[3]).toBe('5 TaskBegin m=50 p=0 g=1 task=5 parent=-1 type=""');
    expect(lines[4]).toBe('6 StateTransition m=50 p=0 g=1 goroutine=1 Running->Waiting reason="sleep"');
  });

  test("that come twice are those that came first", () => {
    const w = start().string(1, "one").string(1, "other").event(Raw.UserTaskCreate, 1, 5, 0, 1, 0);
    const { lines, damage } = listing(w.frequency(GHZ).finish());
    expect(lines[3]).toContain('type="one"');
    expect(damage).toMatchObject([{ kind: "malformed", message: "a second string of the same number" }]);
  });
});

describe("a time that cannot be", () => {
  const YEAR = 365n * 86_400n * 1_000_000_000n;

  test("within a batch is left out of account", () => {
    const w = start().event(Raw.HeapAlloc, YEAR, 1).event(Raw.HeapAlloc, 5, 2);
    const { lines, damage } = listing(w.frequency(GHZ).finish());
    expect(lines.at(-2)).toMatch(/^9 Metric .*value=2$/);
    expect(damage).toMatchObject([{ kind: "clock" }]);
  });

  test("beyond the proc's next batch is left out of account", () => {
    const w = start().event(Raw.HeapAlloc, 60_000_000_000, 1).event(Raw.HeapAlloc, 5, 2);
    w.batch(0, 2000).event(Raw.HeapAlloc, 5, 3);
    const { lines, damage } = listing(w.frequency(GHZ).finish());
    expect(lines.at(-2)).toMatch(/^1006 Metric .*value=3$/);
    expect(damage).toMatchObject([{ kind: "clock" }]);
  });

  test("of the first batch does not cost the others", () => {
    const w = new V1Writer(21)
      .batch(0, YEAR * 200n)
      .event(Raw.GoCreate, 0, 1, 0, 0)
      .event(Raw.ProcStart, 1, 50);
    w.event(Raw.GoStart, 1, 1, 1).event(Raw.Gomaxprocs, 1, 2, 0);
    w.batch(1, 1000).event(Raw.ProcStart, 5, 51).event(Raw.HeapAlloc, 5, 3);
    const { lines, damage } = listing(w.frequency(GHZ).finish());
    expect(allocs(lines)).toEqual([3]);
    expect(Number(lines.at(-1)!.split(" ")[0])).toBeLessThan(1000);
    expect(damage).toMatchObject([{ kind: "clock" }]);
  });

  test("for want of a believable frequency is an estimate", () => {
    const { lines, damage } = listing(
      start()
        .event(Raw.HeapAlloc, 2 ** 40, 1)
        .frequency(1)
        .finish(),
    );
    expect(Number(lines.at(-1)!.split(" ")[0])).toBeLessThan(2 ** 52);
    expect(damage).toMatchObject([{ kind: "clock" }]);
  });
});

describe("many procs that wait for one goroutine", () => {
  test("are given up on before they cost more than time", () => {
    const w = start();
    for (let proc = 1; proc < 3000; proc++) w.batch(proc, 2000 + proc).event(Raw.GoStart, 1, 7, proc + 5);
    const { lines, damage } = listing(w.frequency(GHZ).finish());
    expect(lines.filter((line) => line.includes("goroutine=7 Runnable->Running"))).toHaveLength(2999);
    expect(damage[0]).toMatchObject({ kind: "inconsistent" });
  });
});
