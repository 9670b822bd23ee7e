/**
 * testdata/programs/cgo, recorded with Go 1.19 and 1.21 as testdata/traces/v1-cgo-*: threads of C's call Go. Go's own
 * readers reject these traces ("no consistent ordering of events possible"), since the runtimes do not tell how such
 * threads come into Go. What the program did tells what must be in them.
 */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { listing } from "../../../support/listing.ts";

/** Three goroutines of Go's call back with 0, 1 and 2; nine threads of C's with 100, 101 and 102 each. */
const ODD_CALLBACKS = 1 + 9;
const EVEN_CALLBACKS = 2 + 2 * 9;

describe.each(["1.19", "1.21"])("callbacks from C in Go %s", (version) => {
  const bytes = readFileSync(new URL(`../../../../testdata/traces/v1-cgo-${version}.trace`, import.meta.url));
  const { lines, damage } = listing(bytes);

  test("are read without a fault", () => {
    expect(damage).toEqual([]);
  });

  test("are all there", () => {
    const yields = lines.filter((line) => /runtime\.Gosched" stack=\d+ main\.goCallback:/.test(line));
    const sleeps = lines.filter((line) => /reason="sleep" stack=\d+ time\.Sleep:/.test(line));
    expect([yields.length, sleeps.length]).toEqual([ODD_CALLBACKS, EVEN_CALLBACKS]);
  });

  test("of C's threads are on three goroutines that Go did not make for the program", () => {
    const callers = new Set(
      lines.flatMap((line) => /goroutine=(\d+) Running->Runnable .*main\.goCallback:/.exec(line)?.[1] ?? []),
    );
    const foreign = [...callers].filter((caller) =>
      lines.some((line) => line.includes(`goroutine=${caller} Undetermined->`)),
    );
    expect(callers.size).toBe(4);
    expect(foreign).toHaveLength(3);
  });
});
