import type { GoroutineIndex } from "../../base/indices.ts";
import type { Steps } from "../../base/steps.ts";
import type { Timeline } from "../../timeline/timeline.ts";
import type { Answers } from "../questions.ts";
import { describeGoroutine } from "./goroutine-details.ts";
import { overviewOf } from "./overview.ts";
import { describeRange, listPauses } from "./range-details.ts";
import { describeCauses, describeChain } from "./span-causes.ts";
import { describeSpan, spanAlike } from "./span-details.ts";
import type {
  ChainDetails,
  Details,
  GoroutineDetails,
  Overview,
  PauseList,
  RangeDetails,
  SpanCauses,
  SpanDetails,
  SpanRef,
} from "./types.ts";

/** What the trace tells of single spans, ranges and goroutines, and of itself as a whole. */
export class TraceDetails implements Answers<Details> {
  readonly #timeline: Timeline;
  #overview: Overview | undefined;

  constructor(timeline: Timeline) {
    this.#timeline = timeline;
  }

  span(span: number): SpanDetails {
    return describeSpan(this.#timeline, span);
  }

  causes(span: number): SpanCauses {
    return describeCauses(this.#timeline, span);
  }

  chain(span: number): ChainDetails | undefined {
    return describeChain(this.#timeline, span);
  }

  spanAlike(span: number, direction: 1 | -1): SpanRef | undefined {
    return spanAlike(this.#timeline, span, direction);
  }

  range(range: number): RangeDetails {
    return describeRange(this.#timeline, range);
  }

  goroutine(goroutine: GoroutineIndex): GoroutineDetails {
    return describeGoroutine(this.#timeline, goroutine);
  }

  pauses(): PauseList {
    return listPauses(this.#timeline);
  }

  *overview(): Steps<Overview> {
    return (this.#overview ??= yield* overviewOf(this.#timeline));
  }
}
