import type { Stage } from "./stage/stage.ts";
import type { Timeline } from "./timeline.ts";

/** A stage with its canvas, and what it takes to put a timeline on it. */
export interface MadeStage {
  readonly canvas: HTMLCanvasElement;
  readonly stage: Stage;
  readonly mostSlots: number;
  readonly Timeline: typeof Timeline;
}

/**
 * Makes stages, one ahead if asked to: loading the renderer and having the graphics card make its programs takes up to a
 * second, which passes unseen while a trace is read.
 */
export class StageMaker {
  #ahead: Promise<MadeStage> | undefined;

  /** Makes the next stage now. */
  prepare(): void {
    this.#ahead ??= makeStage();
    // Whoever takes it hears of a failure.
    this.#ahead.catch(() => undefined);
  }

  /** A stage of one's own. Rejects where there is no WebGL2. */
  take(): Promise<MadeStage> {
    const made = this.#ahead ?? makeStage();
    this.#ahead = undefined;
    return made;
  }
}

async function makeStage(): Promise<MadeStage> {
  const [{ Stage, MOST_SLOTS }, { Timeline }] = await Promise.all([
    import("./stage/stage.ts"),
    import("./timeline.ts"),
  ]);
  const canvas = document.createElement("canvas");
  const stage = await Stage.open(canvas);
  await stage.warmUp(getComputedStyle(document.body).fontFamily, devicePixelRatio);
  return { canvas, stage, mostSlots: MOST_SLOTS, Timeline };
}
