import { describe, expect, it } from "vitest";
import { timeAt } from "../../src/base/format.ts";
import { fileStacks } from "../../src/timeline/file-calls.ts";
import { hitTest } from "../../src/timeline/hit.ts";
import { drawTile } from "../../src/timeline/tile.ts";
import { Timeline } from "../../src/timeline/timeline.ts";
import type { TrackRef } from "../../src/timeline/types.ts";
import { buildTrace } from "../support/fixture-trace.ts";

const RUNNING = 0;
const WAITING = 2;
const SYSCALL = 3;
const SYSCALL_BLOCKED = 4;

/** Stacks as Go 1.22 and 1.26 record them, leaf first; whether the syscall is about a file. */
const STACKS: readonly (readonly [string, boolean])[] = [
  ["syscall.read < syscall.Read < internal/poll.ignoringEINTRIO < internal/poll.(*FD).Read < os.(*File).Read", true],
  ["syscall.Fsync < internal/poll.(*FD).Fsync.func1 < internal/poll.(*FD).Fsync < os.(*File).Sync < main.save", true],
  ["syscall.openat < syscall.Open < os.open < os.openFileNolog.func1 < os.ignoringEINTR < os.OpenFile", true],
  ["syscall.Mkdirat < syscall.Mkdir < main.main.func2.Mkdir.1 < os.ignoringEINTR < os.Mkdir < main.main", true],
  ["internal/syscall/unix.Unlinkat < os.removeAllFrom.func2 < os.ignoringEINTR < os.RemoveAll", true],
  ["syscall.fstatat < syscall.Stat < main.main", true],
  ["syscall.openat < syscall.Open < os.open < os.OpenFile < os.Open < net.open < net.maxListenerBacklog", true],
  ["syscall.write < syscall.Write < internal/poll.(*FD).Write < net.(*netFD).Write < net.(*conn).Write", false],
  ["syscall.Splice < internal/poll.Splice < net.spliceFrom < net.(*TCPConn).ReadFrom < io.Copy", false],
  ["syscall.write < internal/poll.(*FD).Write < net.(*conn).Write < io.copyBuffer < os.genericWriteTo", false],
  ["os.(*Process).blockUntilWaitable < os.(*Process).wait < os/exec.(*Cmd).Wait", false],
  ["internal/syscall/unix.Waitid < os.(*Process).pidfdWait.func1 < os.ignoringEINTR < os.(*Process).Wait", false],
  ["syscall.readlen < syscall.forkExec < syscall.StartProcess < os.startProcess < os.StartProcess", false],
  ["syscall.Nanosleep < main.main", false],
  ["runtime.notetsleepg < runtime.(*profBuf).read < runtime/pprof.profileWriter", false],
];

describe("syscalls on files", () => {
  it("are told by the function nearest to the syscall that says so", () => {
    const stacks = STACKS.map(([text]) => text.split(" < "));
    const trace = buildTrace({
      durationNs: 100,
      goroutines: stacks.map((stack, id) => ({ id, spans: [{ start: 0, state: SYSCALL, stack }] })),
    });
    const files = fileStacks(trace);
    const told = STACKS.map(([text], span) => [text, files[trace.spans.stack[span]!] === 1]);
    expect(told).toEqual(STACKS);
  });
});

describe("the track of what waits for network and disk", () => {
  const track: TrackRef = { kind: "waiters", index: 0 };
  const read = ["syscall.Read", "os.(*File).Read"];
  const trace = buildTrace({
    durationNs: 100,
    goroutines: [
      { id: 1, spans: [{ start: 0, state: WAITING, reason: "network" }] },
      {
        id: 2,
        spans: [
          { start: 0, state: RUNNING },
          { start: 20, state: SYSCALL, stack: read },
          { start: 30, state: SYSCALL_BLOCKED, stack: read },
          { start: 60, state: RUNNING },
        ],
      },
      {
        id: 3,
        spans: [
          { start: 0, state: SYSCALL, stack: ["syscall.Nanosleep"] },
          { start: 50, state: SYSCALL_BLOCKED, stack: ["syscall.Nanosleep"] },
        ],
      },
    ],
  });

  it("tells files from other syscalls, of which those count that gave up their proc", () => {
    const [series] = drawTile(new Timeline(trace), { tracks: [track], from: 0, to: 100, pixels: 5 }).series;
    const curve = (row: number): number[] => [...series!.value.subarray(row * 5, row * 5 + 5)];
    expect(series!.names.map((name, row) => [name, curve(row)])).toEqual([
      ["blocked on the network", [1, 1, 1, 1, 1]],
      ["in a syscall on a file", [0, 1, 1, 0, 0]],
      ["in another syscall, without a proc", [0, 0, 0.5, 1, 1]],
    ]);
    expect(series!.top).toBe(3);
  });

  it("says on hover how files are told", () => {
    const hit = hitTest(new Timeline(trace), track, 55, 1);
    expect(hit!.title).toBe(`3 goroutines wait for network, files or syscalls at ${timeAt(55, 1)}`);
    expect(hit!.lines.slice(0, 3)).toEqual([
      "blocked on the network: 1",
      "in a syscall on a file: 1",
      "in another syscall, without a proc: 1",
    ]);
    expect(hit!.lines[3]).toContain("as its stack tells");
  });
});
