/** What each proc did, in the order of their ids whatever the order in which the trace tells of them. */
import { expect, test } from "vitest";
import { procUtilization } from "../../src/analysis/proc-utilization.ts";
import { wholeTrace } from "../../src/model/scope.ts";
import { loadText } from "../support/loaded-trace.ts";

const LATER_PROC_FIRST = `
  go 1.26
  generation 1 @1000
    thread 0
      ProcStatus p=1 status=running
      GoStatusStack g=1 m=0 status=running stack="main.main main.go:9"
      ProcsChange procs=2
      @1050 GoStop "preempted" stack=none
    thread 1
      @1010 ProcStatus p=0 status=running
      @1010 GoStatusStack g=2 m=1 status=running stack="main.a main.go:1"
      @1100 GoStop "preempted" stack=none
`;

test("procs stand by id", async () => {
  const trace = await loadText(LATER_PROC_FIRST);
  const rows = procUtilization(trace, wholeTrace(trace));
  expect(trace.symbols.procs.text(0)).toBe("1");
  expect(rows.map(({ proc }) => trace.symbols.procs.text(proc))).toEqual(["0", "1"]);
  expect(rows.map(({ runningNs }) => runningNs)).toEqual([100, 50]);
});
