/**
 * Damage: a first generation that is good, and a second one that is not. What was good is there, and what was not is
 * said, with the generation it is in. Go stops where the second begins; more is welcome.
 */
import { describe, test } from "vitest";
import { breaks } from "../../../support/listing.ts";

const GOOD = `
  go 1.26
  generation 1 @100
    thread 0
      ProcStatus p=0 status=running
      GoStatus g=1 m=0 status=running
      GoStatus g=2 m=none status=waiting
  `;

const EVENTS = `
  0 Sync m=-1 p=-1 g=-1
  1 StateTransition m=0 p=-1 g=-1 proc=0 Undetermined->Running
  2 StateTransition m=0 p=0 g=-1 goroutine=1 Undetermined->Running reason=""
  3 StateTransition m=0 p=0 g=1 goroutine=2 Undetermined->Waiting reason=""
  `;

describe("a generation is damaged by", () => {
  test("an event of no known type", () => {
    breaks(
      `${GOOD}
      generation 2 @200
        thread 0
          ProcStatus p=0 status=running
          data 7f
          HeapAlloc 5
      `,
      EVENTS,
      "malformed",
    );
  });

  test("an event that belongs to another kind of batch", () => {
    breaks(
      `${GOOD}
      generation 2 @200
        thread 0
          ProcStatus p=0 status=running
          data 08 05
      `,
      EVENTS,
      "malformed",
    );
  });

  test("a number that its batch cuts off", () => {
    breaks(
      `${GOOD}
      generation 2 @200
        thread 0
          ProcStatus p=0 status=running
          data 25 ff
      `,
      EVENTS,
      "malformed",
    );
  });

  test("a string that is not in the table", () => {
    breaks(
      `${GOOD}
      generation 2 @200
        thread 0
          ProcStatus p=0 status=running
          GoStatus g=1 m=0 status=running
          GoBlock reason=77 stack=none
      `,
      EVENTS,
      "inconsistent",
    );
  });

  test("a stack that is not in the table", () => {
    breaks(
      `${GOOD}
      generation 2 @200
        thread 0
          ProcStatus p=0 status=running
          GoStatus g=1 m=0 status=running
          GoBlock reason=0 stack=77
      `,
      EVENTS,
      "inconsistent",
    );
  });

  test("two strings of one number", () => {
    breaks(
      `${GOOD}
      generation 2 @200
        string 1 "a"
        string 1 "b"
        thread 0
          ProcStatus p=0 status=running
      `,
      EVENTS,
      "inconsistent",
    );
  });

  test("a clock of unknown speed", () => {
    breaks(
      `${GOOD}
      generation 2 @200
        without frequency
        thread 0
          ProcStatus p=0 status=running
      `,
      EVENTS,
      "malformed",
    );
  });

  test("a file that ends before its generation does", () => {
    breaks(
      `${GOOD}
      generation 2 @200
        without end
        thread 0
          ProcStatus p=0 status=running
      `,
      EVENTS,
      "truncated",
    );
  });

  test("a batch larger than batches may be", () => {
    breaks(
      `${GOOD}
      generation 2 @200
        thread 0 size=70000
          ProcStatus p=0 status=running
      `,
      EVENTS,
      "malformed",
    );
  });

  test("rubbish between batches", () => {
    breaks(
      `${GOOD}
      generation 2 @200
        raw 00 00
        thread 0
          ProcStatus p=0 status=running
      `,
      EVENTS,
      "malformed",
    );
  });

  test("a batch of another generation", () => {
    breaks(
      `${GOOD}
      generation 2 @200
        thread 0
          ProcStatus p=0 status=running
        thread 0 gen=3
          HeapAlloc 1
      `,
      EVENTS,
      "inconsistent",
    );
  });

  test("a goroutine that is not as it was left", () => {
    breaks(
      `${GOOD}
      generation 2 @200
        thread 0
          ProcStatus p=0 status=running
          GoStatus g=2 m=none status=runnable
      `,
      EVENTS,
      "inconsistent",
    );
  });

  test("a goroutine from nowhere", () => {
    breaks(
      `${GOOD}
      generation 2 @200
        thread 0
          GoStatus g=77 m=none status=waiting
      `,
      EVENTS,
      "inconsistent",
    );
  });

  test("a goroutine created twice", () => {
    breaks(
      `${GOOD}
      generation 2 @200
        thread 0
          ProcStatus p=0 status=running
          GoStatus g=1 m=0 status=running
          GoCreate g=2 start=none stack=none
      `,
      EVENTS,
      "inconsistent",
    );
  });

  test("an event that waits for what never comes", () => {
    breaks(
      `${GOOD}
      generation 2 @200
        thread 0
          ProcStatus p=0 status=running
          GoUnblock g=2 seq=5
      `,
      EVENTS,
      "inconsistent",
    );
  });

  test("a label where no goroutine runs", () => {
    breaks(
      `${GOOD}
      generation 2 @200
        thread 9
          GoLabel "x"
      `,
      EVENTS,
      "inconsistent",
    );
  });

  test("a status that there is not", () => {
    breaks(
      `${GOOD}
      generation 2 @200
        thread 0
          ProcStatus p=0 status=99
      `,
      EVENTS,
      "inconsistent",
    );
  });

  test("regions that overlap", () => {
    breaks(
      `${GOOD}
      generation 2 @200
        thread 0
          ProcStatus p=0 status=running
          GoStatus g=1 m=0 status=running
          UserRegionBegin task=1 name="outer"
          UserRegionBegin task=1 name="inner"
          UserRegionEnd task=1 name="outer"
      `,
      EVENTS,
      "inconsistent",
    );
  });

  test("a task that begins twice", () => {
    breaks(
      `${GOOD}
      generation 2 @200
        thread 0
          ProcStatus p=0 status=running
          GoStatus g=1 m=0 status=running
          UserTaskBegin 1 0 "a"
          UserTaskBegin 1 0 "b"
      `,
      EVENTS,
      "inconsistent",
    );
  });

  test("no clock snapshot", () => {
    breaks(
      `${GOOD}
      generation 2 @200
        without clock
        thread 0
          ProcStatus p=0 status=running
      `,
      EVENTS,
      "clock",
    );
  });
});
