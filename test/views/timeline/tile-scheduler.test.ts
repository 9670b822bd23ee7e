import { describe, expect, test } from "vitest";
import type { TrackRef } from "../../../src/timeline/types.ts";
import type { Viewport } from "../../../views/timeline/tile-plan.ts";
import { TileScheduler, type Ticket } from "../../../views/timeline/tile-scheduler.ts";

const DURATION = 1e9;
const wide: Viewport = { from: 0, to: DURATION, pixels: 1000 };
const near: Viewport = { from: 500e6, to: 501e6, pixels: 1000 };

function procs(from: number, to: number): TrackRef[] {
  return Array.from({ length: to - from }, (_, i) => ({ kind: "proc", index: from + i }));
}

function ask(
  scheduler: TileScheduler,
  view: Viewport,
  needed: TrackRef[],
  nearby: TrackRef[] = [],
): Ticket | undefined {
  return scheduler.next(view, false, DURATION, needed, nearby);
}

/** Asks and takes answers until nothing is missing. */
function settle(scheduler: TileScheduler, view: Viewport, needed: TrackRef[]): void {
  for (let ticket = ask(scheduler, view, needed); ticket !== undefined; ticket = ask(scheduler, view, needed)) {
    expect(scheduler.accept(ticket, view)).toBe(true);
  }
}

describe("the tile scheduler", () => {
  test("asks for all tracks in sight and nearby, and then for those that come in the same window", () => {
    const scheduler = new TileScheduler();
    const first = ask(scheduler, wide, procs(0, 20), procs(19, 24))!;
    expect(first.mode).toBe("replace");
    expect(first.request.tracks).toEqual(procs(0, 24));
    expect(scheduler.accept(first, wide)).toBe(true);
    const second = ask(scheduler, wide, procs(10, 30), procs(30, 35))!;
    expect(second.mode).toBe("append");
    expect(second.request.tracks).toEqual(procs(24, 35));
    expect(second.request.from).toBe(first.request.from);
  });

  test("asks for all again when more can be drawn than is shown, until that is answered", () => {
    const scheduler = new TileScheduler();
    settle(scheduler, wide, procs(0, 20));
    scheduler.outdate();
    const again = ask(scheduler, wide, procs(0, 20))!;
    expect(again.mode).toBe("replace");
    expect(again.request.tracks).toEqual(procs(0, 20));
    expect(scheduler.accept(again, wide)).toBe(true);
    expect(ask(scheduler, wide, procs(0, 20))).toBeUndefined();
  });

  test("asks one question at a time, and then about the view as it is", () => {
    const scheduler = new TileScheduler();
    settle(scheduler, wide, procs(0, 4));
    const stale = ask(scheduler, { ...wide, to: 500e6 }, procs(0, 4))!;
    expect(ask(scheduler, near, procs(0, 4))).toBeUndefined();
    scheduler.accept(stale, near);
    const fresh = ask(scheduler, near, procs(0, 4))!;
    expect(fresh.request.from).toBe(499e6);
  });

  test("asks nothing when all is there, and only for the tracks that a scroll brings", () => {
    const scheduler = new TileScheduler();
    settle(scheduler, wide, procs(0, 4));
    expect(ask(scheduler, wide, procs(0, 4), procs(4, 9))).toBeUndefined();
    expect(ask(scheduler, wide, procs(2, 6))!.request.tracks).toEqual(procs(4, 6));
  });

  test("asks for all tracks in sight again when the window needs another tile", () => {
    const scheduler = new TileScheduler();
    settle(scheduler, wide, procs(0, 20));
    expect(ask(scheduler, near, procs(3, 20))!.request.tracks).toEqual(procs(3, 20));
  });

  test("drops an answer that fits the view worse than what is shown", () => {
    const scheduler = new TileScheduler();
    settle(scheduler, near, procs(0, 4));
    const out = ask(scheduler, wide, procs(0, 4))!;
    expect(scheduler.accept(out, near)).toBe(false);
    expect(ask(scheduler, near, procs(0, 4))).toBeUndefined();
  });

  test("drops answers about another trace, and asks anew", () => {
    const scheduler = new TileScheduler();
    const before = ask(scheduler, wide, procs(0, 4))!;
    scheduler.reset();
    expect(scheduler.accept(before, wide)).toBe(false);
    expect(ask(scheduler, wide, procs(0, 4))?.mode).toBe("replace");
  });

  test("goes on after a question that failed", () => {
    const scheduler = new TileScheduler();
    scheduler.fail(ask(scheduler, wide, procs(0, 4))!);
    expect(ask(scheduler, wide, procs(0, 4))).toBeDefined();
  });

  test("starts anew when a long scroll has gathered too many tracks", () => {
    const scheduler = new TileScheduler();
    const modes: string[] = [];
    for (let at = 0; at < 1600; at += 50) {
      const needed = procs(at, at + 50);
      for (let ticket = ask(scheduler, wide, needed); ticket !== undefined; ticket = ask(scheduler, wide, needed)) {
        modes.push(ticket.mode);
        scheduler.accept(ticket, wide);
      }
    }
    expect(modes.filter((mode) => mode === "replace")).toHaveLength(2);
    expect(modes.lastIndexOf("replace")).toBeGreaterThan(28);
  });
});
