import { expect, test } from "vitest";

import { runCli } from "../support/cli.ts";

/** What could steer a terminal or turn its text around; lines end with \n. */
const STEERS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** Names, tasks and logs of these traces hold markup, control characters, direction marks and long lines. */
const TRACES = ["hostile-text-1.21", "hostile-text-1.27"];
const COMMANDS = [
  ["report"],
  ["events"],
  ["overview"],
  ["goroutines"],
  ["tasks"],
  ["regions"],
  ["top", "--type", "sync"],
  ["tree", "--type", "sync"],
  ["traces", "--type", "sync"],
] as const;

test.each(TRACES.flatMap((trace) => COMMANDS.map((command) => [trace, command] as const)))(
  "nothing in %s steers the terminal that %j prints on",
  async (trace, [command, ...flags]) => {
    const { code, stdout, stderr } = await runCli([command, `testdata/traces/${trace}.trace`, ...flags]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout.length).toBeGreaterThan(0);
    expect(STEERS.exec(stdout)).toBeNull();
  },
);
