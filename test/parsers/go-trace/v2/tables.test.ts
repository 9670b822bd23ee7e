/** Strings and stacks have ids within their generation, dense or not; 0 is "" and no stack. */
import { describe, test } from "vitest";
import { reads } from "../../../support/listing.ts";

describe("tables", () => {
  test("may have ids far apart", () => {
    reads(
      `
      go 1.22
      generation 1 @100
        string 18446744073709551615 "the last id there is"
        string 5000000000 "beyond 32 bits"
        stack 9007199254740993 "main.f main.go:1"
        thread 0
          ProcStatus p=0 status=running
          GoStatus g=1 m=0 status=running
          GoLabel 18446744073709551615
          GoLabel 5000000000
          GoLabel 0
          GoStop reason=0 stack=9007199254740993
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      1 StateTransition m=0 p=-1 g=-1 proc=0 Undetermined->Running
      2 StateTransition m=0 p=0 g=-1 goroutine=1 Undetermined->Running reason=""
      3 Label m=0 p=0 g=1 label="the last id there is"
      4 Label m=0 p=0 g=1 label="beyond 32 bits"
      5 Label m=0 p=0 g=1 label=""
      6 StateTransition m=0 p=0 g=1 goroutine=1 Running->Runnable reason="" stack=1 main.f:1
      7 Sync m=-1 p=-1 g=-1
      `,
    );
  });

  test("have the same id for something else in the next generation", () => {
    reads(
      `
      go 1.26
      generation 1 @100
        string 1 "one"
        thread 0
          ProcStatus p=0 status=running
          GoStatus g=1 m=0 status=running
          GoLabel 1
      generation 2 @200
        string 1 "another"
        thread 0
          ProcStatus p=0 status=running
          GoStatus g=1 m=0 status=running
          GoLabel 1
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      1 StateTransition m=0 p=-1 g=-1 proc=0 Undetermined->Running
      2 StateTransition m=0 p=0 g=-1 goroutine=1 Undetermined->Running reason=""
      3 Label m=0 p=0 g=1 label="one"
      100 Sync m=-1 p=-1 g=-1
      101 StateTransition m=0 p=0 g=1 proc=0 Running->Running
      102 StateTransition m=0 p=0 g=1 goroutine=1 Running->Running reason=""
      103 Label m=0 p=0 g=1 label="another"
      104 Sync m=-1 p=-1 g=-1
      `,
    );
  });

  test("hold text that needs quoting", () => {
    reads(
      `
      go 1.26
      generation 1 @100
        thread 0
          ProcStatus p=0 status=running
          GoStatus g=1 m=0 status=running
          GoLabel "\\"quoted\\" and \\\\ slashed"
          GoLabel "two\\nlines\\ttab\\r\\u0007\\u0000"
          GoLabel "\\u001b[31m \\u007f \\u0085 \\u00a0 \\u00ad"
          GoLabel "日本語 🦫 \\ufeff \\u2028 \\u202e \\ue000 e\\u0301 \\u200b"
          GoLabel "<b>not markup</b>"
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      1 StateTransition m=0 p=-1 g=-1 proc=0 Undetermined->Running
      2 StateTransition m=0 p=0 g=-1 goroutine=1 Undetermined->Running reason=""
      3 Label m=0 p=0 g=1 label="\\"quoted\\" and \\\\ slashed"
      4 Label m=0 p=0 g=1 label="two\\nlines\\ttab\\r\\a\\x00"
      5 Label m=0 p=0 g=1 label="\\x1b[31m \\x7f \\u0085 \\u00a0 \\u00ad"
      6 Label m=0 p=0 g=1 label="日本語 🦫 \\ufeff \\u2028 \\u202e \\ue000 é \\u200b"
      7 Label m=0 p=0 g=1 label="<b>not markup</b>"
      8 Sync m=-1 p=-1 g=-1
      `,
    );
  });

  test("take a program counter's first meaning for all stacks of a generation", () => {
    reads(
      `
      go 1.22
      generation 1 @100
        stack 1 "main.first main.go:1@0xffffffff80001000"
        stack 2 "main.other main.go:99@0xffffffff80001000 < main.main main.go:2"
        thread 0
          ProcStatus p=0 status=running
          GoStatus g=1 m=0 status=running
          GoStop reason="a" stack=1
          GoStart g=1 seq=1
          GoStop reason="b" stack=2
      `,
      `
      0 Sync m=-1 p=-1 g=-1
      1 StateTransition m=0 p=-1 g=-1 proc=0 Undetermined->Running
      2 StateTransition m=0 p=0 g=-1 goroutine=1 Undetermined->Running reason=""
      3 StateTransition m=0 p=0 g=1 goroutine=1 Running->Runnable reason="a" stack=1 main.first:1
      4 StateTransition m=0 p=0 g=-1 goroutine=1 Runnable->Running reason=""
      5 StateTransition m=0 p=0 g=1 goroutine=1 Running->Runnable reason="b" stack=2 main.first:1
      6 Sync m=-1 p=-1 g=-1
      `,
    );
  });
});
