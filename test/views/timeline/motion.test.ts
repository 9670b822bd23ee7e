import { describe, expect, test } from "vitest";
import { Camera } from "../../../views/timeline/camera.ts";
import { accelerate, isStanding, NO_PUSH, STANDING } from "../../../views/timeline/motion.ts";

const DURATION = 1e9;
const FRAME = 16;

function camera(): Camera {
  const made = new Camera();
  made.setBounds({ durationNs: DURATION, layoutHeight: 5000, viewHeight: 500 });
  made.jumpTo({ from: 0, to: DURATION });
  return made;
}

/** Lets a camera run from `start` ms for `frames` frames; the time at the end. */
function run(subject: Camera, start: number, frames: number): number {
  for (let i = 0; i <= frames; i++) subject.tick(start + i * FRAME);
  return start + frames * FRAME;
}

describe("held keys", () => {
  test("speed rises towards the push and stops for good when it ends", () => {
    let speed = STANDING;
    for (let i = 0; i < 60; i++) speed = accelerate(speed, { zoom: 1, pan: -1, scroll: 0 }, FRAME / 1000);
    expect(speed.zoom).toBeCloseTo(1, 3);
    expect(speed.pan).toBeCloseTo(-1, 3);
    for (let i = 0; i < 60; i++) speed = accelerate(speed, NO_PUSH, FRAME / 1000);
    expect(isStanding(speed)).toBe(true);
  });

  test("W zooms around the given time until it is let go, and then the camera stands", () => {
    const subject = camera();
    subject.push({ zoom: 1, pan: 0, scroll: 0 }, 250e6);
    const now = run(subject, 1000, 60);
    expect(subject.moving).toBe(true);
    const { from, to } = subject.window;
    expect((to - from) / DURATION).toBeLessThan(0.2);
    expect((250e6 - from) / (to - from)).toBeCloseTo(0.25, 6);
    subject.push({ zoom: 0, pan: 0, scroll: 0 }, undefined);
    run(subject, now, 60);
    expect(subject.moving).toBe(false);
  });

  test("a tap that comes and goes between two frames moves a little, and then the camera stands", () => {
    const subject = camera();
    subject.jumpTo({ from: 0, to: 1e6 });
    subject.push({ zoom: 0, pan: 1, scroll: 0 }, undefined);
    subject.push({ zoom: 0, pan: 0, scroll: 0 }, undefined);
    run(subject, 1000, 60);
    expect(subject.window.from).toBeGreaterThan(5e3);
    expect(subject.window.from).toBeLessThan(1e5);
    expect(subject.moving).toBe(false);
  });

  test("a long pause between frames does not make it leap", () => {
    const subject = camera();
    subject.jumpTo({ from: 0, to: 1e6 });
    subject.push({ zoom: 0, pan: 1, scroll: 1 }, undefined);
    subject.tick(0);
    subject.tick(60_000);
    expect(subject.window.from).toBeLessThan(1e5);
    expect(subject.scroll).toBeLessThan(100);
  });
});

describe("journeys", () => {
  test("arrive exactly where they were to go, and say so", () => {
    const subject = camera();
    const goal = { from: 123_456_789, to: 123_457_789 };
    subject.flyTo(goal, 0);
    subject.tick(0);
    expect(subject.moving).toBe(true);
    expect(subject.goal).toEqual(goal);
    subject.tick(1000);
    expect(subject.window).toEqual(goal);
    expect(subject.moving).toBe(false);
  });

  test("end when a hand takes over", () => {
    const subject = camera();
    subject.flyTo({ from: 1e6, to: 2e6 }, 0);
    subject.tick(50);
    subject.zoom(5e8, 0.5);
    const held = subject.window;
    subject.tick(2000);
    expect(subject.window).toEqual(held);
  });

  test("with less motion wished for there are none", () => {
    const subject = camera();
    subject.still = true;
    subject.flyTo({ from: 1e6, to: 2e6 }, 0);
    expect(subject.window).toEqual({ from: 1e6, to: 2e6 });
    expect(subject.moving).toBe(false);
  });
});

describe("a drag that was let go", () => {
  test("goes on ever slower, and then stands", () => {
    const subject = camera();
    subject.jumpTo({ from: 4e8, to: 5e8 });
    subject.fling({ pan: 1, scroll: 600 });
    subject.tick(0);
    const steps: number[] = [];
    for (let i = 1; i <= 6; i++) {
      const before = subject.window.from;
      subject.tick(i * FRAME);
      steps.push(subject.window.from - before);
    }
    expect(steps.every((step) => step > 0)).toBe(true);
    expect(steps).toEqual(steps.toSorted((a, b) => b - a));
    run(subject, 7 * FRAME, 200);
    expect(subject.moving).toBe(false);
    expect(subject.window.from).toBeGreaterThan(4.2e8);
    expect(subject.scroll).toBeGreaterThan(100);
  });

  test("stops at a press, at the trace's end, and is none where motion is not wished", () => {
    const subject = camera();
    subject.jumpTo({ from: 4e8, to: 5e8 });
    subject.fling({ pan: 1, scroll: 0 });
    subject.stop();
    expect(subject.moving).toBe(false);
    subject.jumpTo({ from: 9e8, to: 1e9 });
    subject.fling({ pan: 5, scroll: 0 });
    run(subject, 0, 3);
    expect(subject.moving).toBe(false);
    subject.still = true;
    subject.fling({ pan: -5, scroll: 0 });
    expect(subject.moving).toBe(false);
  });
});
