/** Events are read from their bytes as they were written, whatever came before them in the page. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { EventCode, MOST_EVENT_BYTES } from "../../src/engine/events/event-code.ts";
import { hasSubject, isNamed, Shapes } from "../../src/engine/events/shapes.ts";
import { EventCursor } from "../../src/model/event.ts";
import { EventKind } from "../../src/model/vocabulary.ts";

const row = fc.oneof(fc.integer({ min: -1, max: 3 }), fc.integer({ min: -1, max: 2 ** 31 - 2 }));
const time = fc.oneof(fc.nat(1000), fc.double({ min: 0, max: 2 ** 52, noNaN: true }), fc.maxSafeNat());

const events = fc.array(
  fc.record({
    kind: fc.constantFrom(...Object.values(EventKind)),
    time,
    thread: row,
    proc: row,
    goroutine: row,
    stack: row,
    resource: fc.nat(3),
    subject: row,
    from: fc.nat(5),
    to: fc.nat(5),
    name: fc.nat(2 ** 20),
    text: fc.nat(2 ** 31 - 2),
    task: row,
    parent: row,
    value: fc.double({ noNaN: true }),
    valueLow: fc.nat(2 ** 32 - 1),
  }),
  { maxLength: 60 },
);

/** What the kind names, and nothing else. */
function meant(event: EventCursor): unknown {
  const { kind, thread, proc, goroutine, stack, resource, subject, name } = event;
  const isTask = kind === EventKind.TaskBegin || kind === EventKind.TaskEnd;
  const isRegion = kind === EventKind.RegionBegin || kind === EventKind.RegionEnd;
  return [
    [kind, event.time, thread, proc, goroutine, stack, isNamed(kind) && name],
    hasSubject(kind) && [resource, subject],
    kind === EventKind.StateTransition && [event.from, event.to],
    kind === EventKind.Metric && [event.value, event.valueLow],
    isTask && [event.task, event.parent],
    (isRegion || kind === EventKind.Log) && event.task,
    kind === EventKind.Log && event.text,
  ];
}

test("events are read as they were written", () => {
  fc.assert(
    fc.property(events, fc.nat(100), (list, offset) => {
      const shapes = new Shapes();
      const bytes = new Uint8Array(offset + list.length * MOST_EVENT_BYTES);
      const written = list.map((event) => Object.assign(new EventCursor(), event) as EventCursor);
      const writer = new EventCode(shapes);
      writer.restart(bytes, offset);
      for (const event of written) {
        const before = writer.position;
        writer.write(event);
        expect(writer.position - before).toBeLessThanOrEqual(MOST_EVENT_BYTES);
      }
      const reader = new EventCode(shapes);
      reader.restart(bytes, offset);
      const event = new EventCursor();
      for (const want of written) {
        reader.read(event);
        expect(meant(event)).toEqual(meant(want));
      }
      expect(reader.position).toBe(writer.position);
    }),
  );
});
