/** Procs that Go makes up for events without one are in the events, and not on the timeline. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { loadTrace } from "../../../../src/engine/load.ts";
import { Timeline } from "../../../../src/timeline/timeline.ts";

test("made-up procs have no track", async () => {
  const bytes = readFileSync(new URL("../../../../testdata/traces/network-1.21.trace", import.meta.url));
  const loaded = await loadTrace(
    (async function* () {
      yield bytes;
    })(),
  );
  if (!loaded.ok) throw new Error(loaded.error.message);
  const ids = loaded.trace.symbols.procs;
  const told = Array.from({ length: ids.length }, (_, row) => ids.number(row));
  expect(told).toContain(1000003);
  const tracks = new Timeline(loaded.trace).outline().procs.map(({ id }) => Number(id));
  expect(tracks).toEqual(told.filter((id) => id < 1000000).sort((a, b) => a - b));
});
