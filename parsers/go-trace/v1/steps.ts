/** Work in steps of some ms; each tells how far it is, 0 to 1. */
export type Steps<Result> = Generator<number, Result, void>;

/** Rows or records between two steps: some ms of any of the work here. */
export const STEP_ROWS = 1 << 16;

/** Work that is the part between two shares of a whole. */
export function* within<Result>(from: number, to: number, work: Steps<Result>): Steps<Result> {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    yield from + (to - from) * step.value;
  }
}

/** All of some work at once. */
export function allOf<Result>(work: Steps<Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
