import { describe, expect, it } from "vitest";
import { App } from "../../src/app/app.ts";
import { isOnChain, windowOfChain } from "../../src/app/chain.ts";
import { parseHash } from "../../src/app/place.ts";
import type { GoroutineIndex } from "../../src/base/indices.ts";
import type { ChainDetails, WakeRef } from "../../src/engine/protocol.ts";
import { FakeEngine, openingOf } from "../support/fake-engine.ts";

const GOROUTINE = { index: 0 as GoroutineIndex, id: "1", name: "main.main" };
const span = (row: number): WakeRef["waker"]["span"] => ({
  span: row,
  state: "running",
  style: 0,
  reason: "",
  start: 0,
  end: 1,
});
const wake = (at: number, from: number, to: number): WakeRef => ({
  at,
  waker: { goroutine: GOROUTINE, group: 0, span: span(from) },
  woken: { goroutine: GOROUTINE, group: 0, span: span(to) },
  created: false,
});
const CHAIN: ChainDetails = { span: 9, wakes: [wake(500e6, 8, 9), wake(400e6, 7, 8)], end: "running", last: GOROUTINE };

it("a chain has the spans it goes through", () => {
  const on = [7, 8, 9, 10].map((row) => isOnChain(CHAIN, { kind: "span", span: row }));
  expect(on).toEqual([true, true, true, false]);
  expect(isOnChain(CHAIN, { kind: "none" })).toBe(false);
});

it("is brought into the window if it is not, or would be one place in it", () => {
  const wide = { from: 0, to: 1e9 };
  expect(windowOfChain(CHAIN, wide, 1e9)).toBe(wide);
  const near = windowOfChain(CHAIN, { from: 0, to: 1e6 }, 1e9);
  expect(near.from < 400e6 && near.to > 500e6).toBe(true);
  const one = { ...CHAIN, wakes: [wake(500e6, 8, 9)] };
  expect(windowOfChain(one, wide, 1e9)).toBe(wide);
  expect(windowOfChain(one, { from: 0, to: 1e6 }, 1e9)).toEqual({ from: 499.5e6, to: 500.5e6 });
  const short = { ...CHAIN, wakes: [wake(500e6, 8, 9), wake(500e6 - 1000, 7, 8)] };
  const zoomed = windowOfChain(short, wide, 1e9);
  expect(zoomed.to - zoomed.from).toBeLessThan(1e6);
});

describe("the app", () => {
  it("follows the chain of what is selected, while what is selected lies on it", async () => {
    const engine = new FakeEngine();
    engine.chain = () => Promise.resolve(CHAIN);
    const app = new App(engine, parseHash(""));
    await app.open(openingOf("a.trace"));
    app.select({ kind: "span", span: 9 });
    await expect.poll(() => app.state.causes?.span).toBe(9);
    await app.followChain();
    expect(app.state.chain).toBe(CHAIN);
    app.select({ kind: "span", span: 7 });
    await expect.poll(() => app.state.causes?.span).toBe(7);
    expect(app.state.chain).toBe(CHAIN);
    app.select({ kind: "span", span: 20 });
    await expect.poll(() => app.state.causes?.span).toBe(20);
    expect(app.state.chain).toBeUndefined();
  });
});
