import { goroutineEnd, type Trace } from "./trace.ts";
import { ProcState, ResourceKind, SpanState } from "./vocabulary.ts";
import type { GoroutineIndex } from "../base/indices.ts";

const MOST_FAULTS = 20;

/**
 * What in the tables of a trace contradicts their own description, in words; nothing for a sound trace. Visits every
 * row, so it is for tests and not for each opening.
 */
export function integrityFaults(trace: Trace): string[] {
  const faults = new Faults();
  checkOffsets(
    faults,
    "goroutines.spanOffsets",
    trace.goroutines.spanOffsets,
    trace.goroutines.length,
    trace.spans.length,
  );
  checkOffsets(faults, "procs.stateOffsets", trace.procs.stateOffsets, trace.procs.length, trace.procs.state.length);
  checkOffsets(faults, "procs.runOffsets", trace.procs.runOffsets, trace.procs.length, trace.procs.run.length);
  checkOffsets(faults, "regions.offsets", trace.regions.offsets, trace.goroutines.length, trace.regions.length);
  checkGoroutines(faults, trace);
  checkSpans(faults, trace);
  checkProcs(faults, trace);
  checkRanges(faults, trace);
  checkIndices(faults, trace);
  checkTimes(faults, trace);
  return faults.list;
}

class Faults {
  readonly list: string[] = [];

  expect(holds: boolean, say: () => string): void {
    if (!holds && this.list.length < MOST_FAULTS) this.list.push(say());
  }
}

function checkOffsets(faults: Faults, name: string, offsets: Uint32Array, rows: number, end: number): void {
  faults.expect(offsets.length === rows + 1, () => `${name} has ${offsets.length} entries for ${rows} rows`);
  faults.expect(
    offsets[0] === 0 && offsets[rows] === end,
    () => `${name} goes from ${offsets[0]} to ${offsets[rows]}, expected 0 to ${end}`,
  );
  for (let i = 0; i < rows; i++) faults.expect(offsets[i]! <= offsets[i + 1]!, () => `${name} falls at ${i}`);
}

function checkGoroutines(faults: Faults, trace: Trace): void {
  const { goroutines, spans } = trace;
  for (let g = 0; g < goroutines.length; g++) {
    const first = goroutines.spanOffsets[g]!;
    const last = goroutines.spanOffsets[g + 1]!;
    const created = goroutines.created[g]!;
    faults.expect(
      Number.isNaN(created) === (first === last),
      () => `goroutine ${g}: created ${created}, with ${last - first} spans`,
    );
    if (first === last) continue;
    const end = goroutineEnd(trace, g as GoroutineIndex);
    faults.expect(
      spans.start[first] === created,
      () => `goroutine ${g}: created at ${created}, its first span begins at ${spans.start[first]}`,
    );
    faults.expect(end <= trace.durationNs, () => `goroutine ${g} ends at ${end}, the trace at ${trace.durationNs}`);
    let sum = 0;
    for (let span = first; span < last; span++) {
      const next = span + 1 < last ? spans.start[span + 1]! : end;
      faults.expect(
        next >= spans.start[span]!,
        () => `span ${span} of goroutine ${g} ends at ${next}, before it begins at ${spans.start[span]}`,
      );
      sum += next - spans.start[span]!;
    }
    faults.expect(sum === end - created, () => `goroutine ${g} lives ${end - created} ns, its spans make ${sum}`);
  }
}

function checkSpans(faults: Faults, trace: Trace): void {
  const { spans, symbols, goroutines } = trace;
  for (let span = 0; span < spans.length; span++) {
    const state = spans.state[span]!;
    faults.expect(state <= SpanState.SyscallBlocked, () => `span ${span} has state ${state}`);
    faults.expect(
      spans.reason[span]! < spans.reasons.length,
      () => `span ${span} has reason ${spans.reason[span]} of ${spans.reasons.length}`,
    );
    faults.expect(
      within(spans.stack[span]!, symbols.stacks.length),
      () => `span ${span} has stack ${spans.stack[span]}`,
    );
    const waker = spans.waker.get(span);
    faults.expect(within(waker, goroutines.length), () => `span ${span} has waker ${waker}`);
    faults.expect(within(spans.proc[span]!, symbols.procs.length), () => `span ${span} has proc ${spans.proc[span]}`);
    faults.expect(
      within(spans.thread[span]!, symbols.threads.length),
      () => `span ${span} has thread ${spans.thread[span]}`,
    );
    if (waker >= 0) faults.expect(state === SpanState.Runnable, () => `span ${span} in state ${state} has a waker`);
    if (state === SpanState.SyscallBlocked)
      faults.expect(spans.proc[span] === -1, () => `span ${span} is without a proc, yet has one`);
  }
}

function checkProcs(faults: Faults, trace: Trace): void {
  const { procs, spans } = trace;
  for (let proc = 0; proc < procs.length; proc++) {
    for (let row = procs.stateOffsets[proc]!; row < procs.stateOffsets[proc + 1]!; row++) {
      faults.expect(procs.state[row] !== ProcState.Undetermined, () => `proc ${proc} has an undetermined state`);
      if (row > procs.stateOffsets[proc]!)
        faults.expect(
          procs.stateStart[row]! >= procs.stateStart[row - 1]!,
          () => `states of proc ${proc} are not in order`,
        );
    }
    for (let row = procs.runOffsets[proc]!; row < procs.runOffsets[proc + 1]!; row++) {
      const span = procs.run[row]!;
      const state = spans.state[span];
      faults.expect(
        spans.proc[span] === proc,
        () => `span ${span} is listed on proc ${proc}, and says ${spans.proc[span]}`,
      );
      faults.expect(
        state === SpanState.Running || state === SpanState.Syscall,
        () => `span ${span} on proc ${proc} is in state ${state}`,
      );
      if (row > procs.runOffsets[proc]!)
        faults.expect(
          spans.start[span]! >= spans.start[procs.run[row - 1]!]!,
          () => `what ran on proc ${proc} is not in order`,
        );
    }
  }
}

function checkRanges(faults: Faults, trace: Trace): void {
  const { ranges, symbols } = trace;
  for (let row = 0; row < ranges.length; row++) {
    const length =
      ranges.scope[row] === ResourceKind.Goroutine
        ? trace.goroutines.length
        : ranges.scope[row] === ResourceKind.Proc
          ? trace.procs.length
          : 0;
    faults.expect(
      within(ranges.subject[row]!, length),
      () => `range ${row} is bound to ${ranges.subject[row]} of ${length}`,
    );
    faults.expect(!(ranges.end[row]! < ranges.start[row]!), () => `range ${row} ends before it begins`);
    faults.expect(within(ranges.name[row]!, symbols.strings.length), () => `range ${row} has name ${ranges.name[row]}`);
    faults.expect(
      within(ranges.charged[row]!, trace.goroutines.length),
      () => `range ${row} is charged to ${ranges.charged[row]}`,
    );
  }
}

function checkIndices(faults: Faults, trace: Trace): void {
  const { goroutines, tasks, regions, logs, labels, samples, symbols } = trace;
  const columns: readonly (readonly [string, ArrayLike<number>, number])[] = [
    ["goroutines.name", goroutines.name, symbols.strings.length],
    ["goroutines.parent", goroutines.parent, goroutines.length],
    ["goroutines.creationStack", goroutines.creationStack, symbols.stacks.length],
    ["tasks.name", tasks.name, symbols.strings.length],
    ["tasks.parent", tasks.parent, tasks.length],
    ["tasks.startGoroutine", tasks.startGoroutine, goroutines.length],
    ["tasks.memberTask", tasks.memberTask, tasks.length],
    ["tasks.memberGoroutine", tasks.memberGoroutine, goroutines.length],
    ["regions.goroutine", regions.goroutine, goroutines.length],
    ["regions.task", regions.task, tasks.length],
    ["regions.name", regions.name, symbols.strings.length],
    ["logs.goroutine", logs.goroutine, goroutines.length],
    ["logs.task", logs.task, tasks.length],
    ["logs.message", logs.message, symbols.strings.length],
    ["labels.goroutine", labels.goroutine, goroutines.length],
    ["labels.label", labels.label, symbols.strings.length],
    ["samples.goroutine", samples.goroutine, goroutines.length],
    ["samples.stack", samples.stack, symbols.stacks.length],
  ];
  for (const [name, column, length] of columns) {
    for (let row = 0; row < column.length; row++)
      faults.expect(within(column[row]!, length), () => `${name}[${row}] is ${column[row]}, of ${length} rows`);
  }
}

function checkTimes(faults: Faults, trace: Trace): void {
  const lists: readonly (readonly [string, Float64Array])[] = [
    ["syncs", trace.syncs],
    ["logs.time", trace.logs.time],
    ["labels.time", trace.labels.time],
    ["samples.time", trace.samples.time],
    ...trace.metrics.map((series) => [series.name, series.time] as const),
  ];
  for (const [name, times] of lists) {
    for (let row = 0; row < times.length; row++) {
      const time = times[row]!;
      faults.expect(
        time >= (times[row - 1] ?? 0) && time <= trace.durationNs,
        () => `${name}[${row}] is at ${time}, after ${times[row - 1]}, of ${trace.durationNs}`,
      );
    }
  }
  const kinds = Object.values(trace.kindCounts).reduce((sum, count) => sum + count, 0);
  faults.expect(kinds === trace.eventCount, () => `kinds add up to ${kinds} events of ${trace.eventCount}`);
}

/** An index, or -1 for none. */
function within(index: number, length: number): boolean {
  return Number.isInteger(index) && index >= -1 && index < length;
}
