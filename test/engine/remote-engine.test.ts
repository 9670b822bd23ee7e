import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expose } from "comlink";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { connectEngine } from "../../src/engine/client.ts";
import type { Engine, OpenResult, Progress } from "../../src/engine/protocol.ts";
import { createEngine } from "../../src/engine/host.ts";
import { behindPort } from "../../src/engine/remote-host.ts";
import { traceBytes } from "../support/trace-text.ts";

const SMALL = traceBytes(`
go 1.26
generation 1 @1000 freq=1000000000
  thread 7
    ProcStatus p=0 status=running
    GoStatus g=1 m=7 status=running
    +50 GoBlock "chan receive" "main.f main.go:12 < main.main main.go:3"
`);

const LARGER = new Uint8Array(
  readFileSync(join(import.meta.dirname, "../../testdata/traces/generations-many-1.27.trace")),
);

/** An engine at the other end of a channel, as in the page; `ports` are closed after each test. */
const ports: MessagePort[] = [];

function remoteEngine(host = createEngine()): Engine {
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  expose(behindPort(host), port1);
  return connectEngine(port2);
}

afterEach(() => {
  for (const port of ports.splice(0)) port.close();
});

/** Node's structured clone makes a nameless blob of a file; browsers keep the name. */
function file(bytes: Uint8Array, name = "trace.out"): { kind: "file"; file: File } {
  return { kind: "file", file: new File([bytes as Uint8Array<ArrayBuffer>], name) };
}

const ignore = (): void => {};

let server: Server;
let origin = "";
/** A trace of which half comes, and then nothing more. */
let endless: { kind: "url"; url: string; name: string };
const arrivals = new EventTarget();

/** Resolves when the endless trace is asked for. */
function arrived(): Promise<unknown> {
  return new Promise((resolve) => arrivals.addEventListener("asked", resolve, { once: true }));
}

function failure(result: OpenResult): { kind: string; message: string } {
  if (result.ok) throw new Error("opened, against what was expected");
  return result.error;
}

describe("an engine behind a message port", () => {
  it("opens a file and answers from it", async () => {
    const engine = remoteEngine();
    const opened = await engine.open(file(SMALL), ignore);
    expect(opened).toMatchObject({
      ok: true,
      summary: { format: "go 1.26", byteLength: SMALL.length, goroutineCount: 1, procCount: 1 },
    });
    const outline = await engine.outline();
    expect(outline.procs).toEqual([{ index: 0, id: "0" }]);
    expect(outline.groups.map(({ count }) => count)).toEqual([1]);
    const members = await engine.members(0, "seen");
    expect([...members.ids]).toEqual([1]);
    const tile = await engine.tile({
      tracks: [{ kind: "goroutine", index: members.goroutines[0]! }],
      from: 0,
      to: 100,
      pixels: 100,
    });
    expect(tile.offsets.at(-1)).toBe(2);
    const details = await engine.span(tile.ref[1]!);
    expect(details).toMatchObject({ state: "blocked", reason: "chan receive", goroutine: { id: "1" } });
    expect(details.stack.map((frame) => frame.function)).toEqual(["main.f", "main.main"]);
  });

  it("tells how far it is, to the last byte", async () => {
    const seen: Progress[] = [];
    const opened = await remoteEngine().open(file(LARGER), (progress) => seen.push(progress));
    expect(opened.ok).toBe(true);
    expect(seen.at(-1)).toMatchObject({ bytes: LARGER.length, totalBytes: LARGER.length, stage: "building" });
    expect(seen.map(({ events }) => events)).toEqual(seen.map(({ events }) => events).toSorted((a, b) => a - b));
  });

  it("stops when told to, be it in the middle of a file that does not come", async () => {
    const engine = remoteEngine();
    const opening = engine.open(endless, ignore);
    await arrived();
    await engine.cancel();
    expect(failure(await opening).kind).toBe("cancelled");
    await expect(engine.outline()).rejects.toThrow("no trace is open");
  });

  it("gives up an opening for another", async () => {
    const engine = remoteEngine();
    const first = engine.open(endless, ignore);
    await arrived();
    const second = engine.open(file(SMALL), ignore);
    expect(failure(await first).kind).toBe("cancelled");
    expect((await second).ok).toBe(true);
    expect((await engine.outline()).procs).toHaveLength(1);
  });

  it("puts a second trace in the place of the first, and nothing where it cannot be read", async () => {
    const engine = remoteEngine();
    await engine.open(file(LARGER), ignore);
    await engine.open(file(SMALL), ignore);
    expect((await engine.outline()).groups).toHaveLength(1);
    const failed = await engine.open(file(new TextEncoder().encode("<!doctype html><p>login")), ignore);
    expect(failure(failed).kind).toBe("not-a-trace");
    await expect(engine.tile({ tracks: [], from: 0, to: 1, pixels: 1 })).rejects.toThrow("no trace is open");
  });

  it("hands columns over instead of copying them", async () => {
    const host = createEngine();
    const drawn: { buffer: ArrayBufferLike }[] = [];
    const engine = remoteEngine({
      ...host,
      tile: async (request) => {
        const answer = await host.tile(request);
        drawn.push(answer.start, answer.offsets, answer.ref, answer.series[0]!.value);
        return answer;
      },
    });
    await engine.open(file(LARGER), ignore);
    const answer = await engine.tile({
      tracks: [
        { kind: "gc", index: 0 },
        { kind: "goroutines", index: 0 },
      ],
      from: 0,
      to: 1e6,
      pixels: 50,
    });
    expect(answer.series[0]!.value.length).toBeGreaterThan(0);
    expect(drawn.map(({ buffer }) => buffer.byteLength)).toEqual([0, 0, 0, 0]);
  });

  it("says which row there is not", async () => {
    const engine = remoteEngine();
    await engine.open(file(SMALL), ignore);
    await expect(engine.span(999)).rejects.toThrow("no span 999");
    await expect(engine.range(-1)).rejects.toThrow("no range -1");
    await expect(engine.members(7, "seen")).rejects.toThrow("no group 7");
    await expect(engine.tile({ tracks: [{ kind: "proc", index: 3 }], from: 0, to: 1, pixels: 1 })).rejects.toThrow(
      "no track proc 3",
    );
  });
});

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === "/missing") {
      response.writeHead(404).end("<html>not here");
    } else if (request.url === "/small") {
      response.end(SMALL);
    } else {
      response.write(LARGER.subarray(0, LARGER.length / 2), () => arrivals.dispatchEvent(new Event("asked")));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  endless = { kind: "url", url: `${origin}/endless`, name: "endless" };
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe("an engine in the same place", () => {
  it("calls a trace as its file is called", async () => {
    const opened = await createEngine().open(file(SMALL, "small.trace"), ignore);
    expect(opened).toMatchObject({ ok: true, summary: { name: "small.trace" } });
  });

  it("stops reading a file that stalls", async () => {
    const engine = createEngine();
    let letGo = false;
    const stalling = new File([], "stalling.trace");
    stalling.stream = () =>
      new ReadableStream({
        start: (to) => to.enqueue(SMALL as Uint8Array<ArrayBuffer>),
        cancel: () => void (letGo = true),
      });
    const opening = engine.open({ kind: "file", file: stalling }, ignore);
    await engine.cancel();
    expect(failure(await opening).kind).toBe("cancelled");
    expect(letGo).toBe(true);
  });

  it("says which file could not be read, and why", async () => {
    const vanished = new File([], "vanished.trace");
    vanished.stream = () => new ReadableStream({ start: (to) => to.error(new Error("the file is gone")) });
    const failed = failure(await createEngine().open({ kind: "file", file: vanished }, ignore));
    expect(failed).toEqual({ kind: "internal", message: "reading vanished.trace failed: the file is gone" });
  });
});

describe("an engine that reads a URL", () => {
  it("opens what is there", async () => {
    const opened = await remoteEngine().open({ kind: "url", url: `${origin}/small`, name: "small" }, ignore);
    expect(opened).toMatchObject({ ok: true, summary: { name: "small" } });
  });

  it("says what the server answered instead", async () => {
    const failed = failure(await remoteEngine().open({ kind: "url", url: `${origin}/missing`, name: "x" }, ignore));
    expect(failed).toEqual({
      kind: "network",
      message: `${origin}/missing answered 404 Not Found: expected 200 and a trace`,
    });
  });

  it("says that there is no connection", async () => {
    const failed = failure(await remoteEngine().open({ kind: "url", url: "http://127.0.0.1:1/", name: "x" }, ignore));
    expect(failed.kind).toBe("network");
  });
});
