/** In what order the records of several procs come, and what clocks that disagree do to it. */
import { describe, expect, test } from "vitest";
import { Raw } from "../../../../parsers/go-trace/v1/specs.ts";
import { listing } from "../../../support/listing.ts";
import { V1Writer } from "./v1-writer.ts";

const GHZ = 1_000_000_000;

/** Two procs that run; goroutine 1 is on proc 0. */
function start(version = 21): V1Writer {
  return new V1Writer(version)
    .batch(0, 1000)
    .event(Raw.GoCreate, 0, 1, 0, 0)
    .event(Raw.ProcStart, 1, 50)
    .event(Raw.GoStart, 1, 1, 1)
    .event(Raw.Gomaxprocs, 1, 2, 0);
}

function transitionsOf(lines: readonly string[], goroutine: number): string[] {
  return lines.flatMap((line) => {
    const match = new RegExp(`^(\\d+) .* goroutine=${goroutine} (\\S+)`).exec(line);
    return match === null ? [] : [`${match[1]} ${match[2]}`];
  });
}

describe("procs", () => {
  test("are merged by time", () => {
    const w = start().event(Raw.HeapAlloc, 100, 1).event(Raw.HeapAlloc, 100, 3);
    w.batch(1, 1050).event(Raw.ProcStart, 0, 51).event(Raw.HeapAlloc, 100, 2).event(Raw.HeapAlloc, 100, 4);
    const { lines, damage } = listing(w.frequency(GHZ).finish());
    expect(damage).toEqual([]);
    expect(lines.flatMap((line) => /value=(\d)/.exec(line)?.[1] ?? [])).toEqual(["1", "2", "3", "4"]);
  });

  test("wait for each other's sequence numbers where their clocks disagree", () => {
    // Proc 1 starts goroutine 2 long before, by its clock, proc 0 creates it.
    const w = start().event(Raw.GoCreate, 5000, 2, 0, 0);
    w.batch(1, 1050).event(Raw.ProcStart, 0, 51).event(Raw.GoStart, 10, 2, 1).event(Raw.GoEnd, 10);
    const { lines, damage } = listing(w.frequency(GHZ).finish());
    expect(transitionsOf(lines, 2)).toEqual([
      "5004 NotExist->Runnable",
      "5005 Runnable->Running",
      "5006 Running->NotExist",
    ]);
    expect(damage).toMatchObject([{ kind: "clock" }]);
  });

  test("go on without events that the file lacks, in their places", () => {
    // Nothing tells how goroutine 2 came to wait a second time; what follows keeps its time.
    const w = start().event(Raw.GoCreate, 10, 2, 0, 0).event(Raw.HeapAlloc, 1000, 7);
    w.batch(1, 1050).event(Raw.ProcStart, 0, 51).event(Raw.GoStart, 10, 2, 1);
    w.event(Raw.GoUnblock, 10, 2, 5, 0).event(Raw.HeapAlloc, 10, 6);
    const { lines, damage } = listing(w.frequency(GHZ).finish());
    expect(damage.map(({ kind }) => kind)).toEqual(["inconsistent", "inconsistent"]);
    expect(transitionsOf(lines, 2)).toEqual([
      "14 NotExist->Runnable",
      "61 Runnable->Running",
      "71 Running->Waiting",
      "72 Waiting->Runnable",
    ]);
    expect(lines.findIndex((line) => line.includes("value=6"))).toBeLessThan(
      lines.findIndex((line) => line.includes("value=7")),
    );
  });

  test("of equal time come in some fixed order, each event later than the one before", () => {
    const w = start();
    for (let proc = 1; proc < 6; proc++)
      w.batch(proc, 1010)
        .event(Raw.ProcStart, 0, 60 + proc)
        .event(Raw.ProcStop, 0);
    const bytes = w.frequency(GHZ).finish();
    const { lines, damage } = listing(bytes);
    const times = lines.map((line) => Number(line.split(" ")[0]));
    expect(damage).toEqual([]);
    expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
    expect(listing(bytes).lines).toEqual(lines);
  });
});

describe("the end of a syscall", () => {
  test("is shown when it was, not when it was written down", () => {
    const w = start().event(Raw.GoSysCall, 10, 0).event(Raw.GoSysBlock, 10).event(Raw.ProcStop, 1);
    w.batch(1, 1200).event(Raw.ProcStart, 0, 51).event(Raw.HeapAlloc, 1, 9);
    w.event(Raw.GoSysExit, 100, 1, 2, 1100).event(Raw.GoStart, 10, 1, 3);
    const { lines, damage } = listing(w.frequency(GHZ).finish());
    expect(damage).toEqual([]);
    expect(transitionsOf(lines, 1)).toEqual([
      "3 Undetermined->Running",
      "14 Running->Syscall",
      "101 Syscall->Runnable",
      "312 Runnable->Running",
    ]);
    expect(lines.findIndex((line) => line.includes("Syscall->Runnable"))).toBeLessThan(
      lines.findIndex((line) => line.includes("value=9")),
    );
  });

  test("with a time from before it blocked stays where it was written", () => {
    const w = start().event(Raw.GoSysCall, 10, 0).event(Raw.GoSysBlock, 10).event(Raw.ProcStop, 1);
    w.batch(1, 1200).event(Raw.ProcStart, 0, 51).event(Raw.GoSysExit, 100, 1, 2, 1015).event(Raw.GoStart, 10, 1, 3);
    const { lines, damage } = listing(w.frequency(GHZ).finish());
    expect(damage).toMatchObject([{ kind: "clock" }]);
    expect(transitionsOf(lines, 1)).toContain("301 Syscall->Runnable");
  });
});

describe("Go 1.5", () => {
  test("is ordered by its sequence numbers, and times are made to follow", () => {
    const w = new V1Writer(5).sequence(100).batch(0, 1000);
    w.event(Raw.GoCreate, 0, 1, 0x400000, 0).event(Raw.ProcStart, 1, 50).event(Raw.GoStart, 1, 1);
    w.event(Raw.Gomaxprocs, 1, 2, 0).event(Raw.HeapAlloc, 1, 1);
    w.sequence(200).batch(1, 1001).event(Raw.HeapAlloc, 0, 3);
    w.sequence(150).batch(2, 5000).event(Raw.HeapAlloc, 0, 2);
    const { lines, damage } = listing(w.frequency(GHZ).finish());
    expect(lines.flatMap((line) => /value=(\d)/.exec(line)?.[1] ?? [])).toEqual(["1", "2", "3"]);
    expect(lines.at(-2)).toMatch(/^4002 Metric .*value=3$/);
    expect(damage).toMatchObject([{ kind: "clock" }]);
  });
});

describe("threads of C's that call Go", () => {
  test("come out of nowhere, as Go 1.19 tells them", () => {
    const w = start(19);
    w.batch(1, 1100).event(Raw.ProcStart, 0, 51).event(Raw.GoStart, 5, 17, 1).event(Raw.GoSleep, 5, 0);
    w.event(Raw.GoUnblock, 5, 17, 2, 0).event(Raw.GoStart, 5, 17, 3);
    const { lines, damage } = listing(w.frequency(GHZ).finish());
    expect(damage).toEqual([]);
    expect(transitionsOf(lines, 17)).toEqual([
      "106 Undetermined->Runnable",
      "107 Runnable->Running",
      "111 Running->Waiting",
      "116 Waiting->Runnable",
      "121 Runnable->Running",
    ]);
  });

  test("come out of their first syscall without a word, as Go 1.21 tells them", () => {
    const w = start().event(Raw.GoCreate, 10, 34, 0, 0).event(Raw.GoInSyscall, 5, 34);
    w.batch(1, 1100).event(Raw.ProcStart, 0, 51).event(Raw.GoStart, 5, 34, 2).event(Raw.GoSysCall, 5, 0);
    const { lines, damage } = listing(w.frequency(GHZ).finish());
    expect(damage).toEqual([]);
    expect(transitionsOf(lines, 34)).toEqual([
      "14 NotExist->Runnable",
      "19 Undetermined->Syscall",
      "106 Syscall->Runnable",
      "107 Runnable->Running",
      "111 Running->Syscall",
      "112 Syscall->Running",
    ]);
  });
});
