/** A task may end in another generation than it began in, which has another string table; its name goes with it. */
import { describe, test } from "vitest";
import { reads } from "../../../support/listing.ts";

describe("a task", () => {
  test("keeps its name and parent across generations", () => {
    reads(
      `
      go 1.22
      generation 1 @100
        thread 0
          ProcStatus p=0 status=running
          GoStatus g=1 m=0 status=running
          UserTaskBegin task=5 parent=0 name="outer" stack="main.main main.go:3"
          UserTaskBegin task=6 parent=5 name="inner" stack="main.main main.go:4"
      generation 2 @200
        thread 0
          ProcStatus p=0 status=running
          GoStatus g=1 m=0 status=running
          UserLog task=6 key="another string" value="that has inner's number" stack=none
          UserTaskEnd task=6 stack="main.main main.go:8"
          UserTaskEnd task=5 stack="main.main main.go:9"
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      1 StateTransition m=0 p=-1 g=-1 proc=0 Undetermined->Running
      2 StateTransition m=0 p=0 g=-1 goroutine=1 Undetermined->Running reason=""
      3 TaskBegin m=0 p=0 g=1 task=5 parent=-1 type="outer" stack=1 main.main:3
      4 TaskBegin m=0 p=0 g=1 task=6 parent=5 type="inner" stack=1 main.main:4
      100 Sync m=-1 p=-1 g=-1
      101 StateTransition m=0 p=0 g=1 proc=0 Running->Running
      102 StateTransition m=0 p=0 g=1 goroutine=1 Running->Running reason=""
      103 Log m=0 p=0 g=1 task=6 category="another string" message="that has inner's number"
      104 TaskEnd m=0 p=0 g=1 task=6 parent=5 type="inner" stack=1 main.main:8
      105 TaskEnd m=0 p=0 g=1 task=5 parent=-1 type="outer" stack=1 main.main:9
      106 Sync m=-1 p=-1 g=-1
      `,
    );
  });

  test("that began before the trace ends without a name, and may end twice", () => {
    reads(
      `
      go 1.26
      generation 1 @100
        thread 0
          ProcStatus p=0 status=running
          GoStatus g=1 m=0 status=running
          UserTaskEnd task=9
          UserTaskBegin task=9 parent=77 name="again"
          UserTaskEnd task=9
          UserTaskEnd task=9
          UserTaskBegin task=9 parent=0 name=""
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      1 StateTransition m=0 p=-1 g=-1 proc=0 Undetermined->Running
      2 StateTransition m=0 p=0 g=-1 goroutine=1 Undetermined->Running reason=""
      3 TaskEnd m=0 p=0 g=1 task=9 parent=-1 type=""
      4 TaskBegin m=0 p=0 g=1 task=9 parent=77 type="again"
      5 TaskEnd m=0 p=0 g=1 task=9 parent=77 type="again"
      6 TaskEnd m=0 p=0 g=1 task=9 parent=-1 type=""
      7 TaskBegin m=0 p=0 g=1 task=9 parent=-1 type=""
      8 Sync m=-1 p=-1 g=-1
      `,
    );
  });

  test("may be the background task, or none, in regions and logs", () => {
    reads(
      `
      go 1.26
      generation 1 @100
        thread 0
          ProcStatus p=0 status=running
          GoStatus g=1 m=0 status=running
          UserRegionBegin task=0 name="of nobody"
          UserLog task=0 key="" value="of nobody"
          UserRegionBegin task=none name="of no task"
          UserLog task=none key="k" value=""
          UserRegionEnd task=none name="of no task"
          UserRegionEnd task=0 name="of nobody"
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      1 StateTransition m=0 p=-1 g=-1 proc=0 Undetermined->Running
      2 StateTransition m=0 p=0 g=-1 goroutine=1 Undetermined->Running reason=""
      3 RegionBegin m=0 p=0 g=1 task=0 region="of nobody"
      4 Log m=0 p=0 g=1 task=0 category="" message="of nobody"
      5 RegionBegin m=0 p=0 g=1 task=-1 region="of no task"
      6 Log m=0 p=0 g=1 task=-1 category="k" message=""
      7 RegionEnd m=0 p=0 g=1 task=-1 region="of no task"
      8 RegionEnd m=0 p=0 g=1 task=0 region="of nobody"
      9 Sync m=-1 p=-1 g=-1
      `,
    );
  });
});

describe("a region", () => {
  test("may end without having begun in the trace", () => {
    reads(
      `
      go 1.22
      generation 1 @100
        thread 0
          ProcStatus p=0 status=running
          GoStatus g=1 m=0 status=running
          UserRegionEnd task=1 name="before"
          UserRegionBegin task=1 name="outer"
          UserRegionBegin task=1 name="inner"
          UserRegionEnd task=1 name="inner"
      generation 2 @200
        thread 0
          ProcStatus p=0 status=running
          GoStatus g=1 m=0 status=running
          UserRegionEnd task=1 name="outer"
          UserRegionEnd task=1 name="outer"
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      1 StateTransition m=0 p=-1 g=-1 proc=0 Undetermined->Running
      2 StateTransition m=0 p=0 g=-1 goroutine=1 Undetermined->Running reason=""
      3 RegionEnd m=0 p=0 g=1 task=1 region="before"
      4 RegionBegin m=0 p=0 g=1 task=1 region="outer"
      5 RegionBegin m=0 p=0 g=1 task=1 region="inner"
      6 RegionEnd m=0 p=0 g=1 task=1 region="inner"
      100 Sync m=-1 p=-1 g=-1
      101 StateTransition m=0 p=0 g=1 proc=0 Running->Running
      102 StateTransition m=0 p=0 g=1 goroutine=1 Running->Running reason=""
      103 RegionEnd m=0 p=0 g=1 task=1 region="outer"
      104 RegionEnd m=0 p=0 g=1 task=1 region="outer"
      105 Sync m=-1 p=-1 g=-1
      `,
    );
  });
});
