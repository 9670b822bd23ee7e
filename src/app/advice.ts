import type { OpenError } from "../engine/protocol.ts";

/** An error as the page says it: what is wrong in one line, the facts, and what to do next. */
export interface Advice {
  readonly title: string;
  /** undefined where the title says it all. */
  readonly facts: string | undefined;
  readonly next: readonly Hint[];
}

/** A sentence and, where there is one, the command that it speaks of. */
export interface Hint {
  readonly text: string;
  readonly command?: string;
}

const RECORD: readonly Hint[] = [
  { text: "Record a test or a benchmark:", command: "go test -trace trace.out ./yourpackage" },
  {
    text: "Record a running server that imports net/http/pprof:",
    command: "curl -o trace.out 'http://localhost:6060/debug/pprof/trace?seconds=5'",
  },
  { text: "Or call trace.Start and trace.Stop of runtime/trace in the program." },
];

const RECORD_AGAIN: Hint = {
  text: "Record it again, and let the recording end before the file is copied: call trace.Stop, or wait until curl is done.",
};

const SERVER_ANSWERED: readonly Hint[] = [
  { text: "If it came from a server, that most likely answered with an error or a login: look at what it says." },
  {
    text: "With -f, curl fails instead of saving such an answer:",
    command: "curl -f -o trace.out 'http://localhost:6060/debug/pprof/trace?seconds=5'",
  },
];

/** What a file is instead of a trace, by the words for what was found there; the first that fits counts. */
const INSTEAD: readonly { readonly word: RegExp; readonly next: readonly Hint[] }[] = [
  {
    word: /goroutine dump/u,
    next: [
      {
        text: "It is what /debug/pprof/goroutine?debug=2 answers, to be read as it is. An execution trace comes from /debug/pprof/trace:",
        command: "curl -o trace.out 'http://localhost:6060/debug/pprof/trace?seconds=5'",
      },
    ],
  },
  {
    word: /profile/u,
    next: [
      {
        text: "Profiles come from /debug/pprof/profile, /heap and the like. An execution trace comes from /debug/pprof/trace:",
        command: "curl -o trace.out 'http://localhost:6060/debug/pprof/trace?seconds=5'",
      },
      {
        text: "The same address without ?debug=1 answers a profile that opens here:",
        command: "curl -o heap.pprof 'http://localhost:6060/debug/pprof/heap'",
      },
    ],
  },
  {
    word: /executable/u,
    next: [
      { text: "This is a program, not what it recorded. Run it with tracing on, and open the file that it writes." },
      ...RECORD,
    ],
  },
  {
    word: /zip archive|-compressed data|gzip of gzip/u,
    next: [{ text: "Unpack it first: a trace may be plain, or compressed once with gzip." }],
  },
  {
    word: /Perfetto|Chrome/u,
    next: [
      { text: "https://ui.perfetto.dev shows it. What gopherscope reads is what Go's runtime/trace writes." },
      ...RECORD,
    ],
  },
  { word: /HTML|XML|JSON|text/u, next: SERVER_ANSWERED },
];

const TITLES: Readonly<Record<OpenError["kind"], string>> = {
  empty: "The file is empty",
  "not-a-trace": "This is not a Go execution trace",
  unsupported: "This version of the trace format is not supported",
  damaged: "The trace is damaged, and nothing of it can be read",
  "damaged-profile": "The profile is damaged, and nothing of it can be read",
  network: "The trace could not be fetched",
  cancelled: "Opening was cancelled",
  internal: "gopherscope failed while it read this file",
};

const NEXT: Readonly<Record<OpenError["kind"], readonly Hint[]>> = {
  empty: [
    {
      text: "A recording that was never stopped may have written nothing yet: trace.Stop writes what is still in memory.",
    },
    ...RECORD,
  ],
  "not-a-trace": RECORD,
  unsupported: [{ text: "It may come from a Go release newer than this program. Look for a newer gopherscope." }],
  damaged: [RECORD_AGAIN],
  "damaged-profile": [
    {
      text: "A profile has no parts that stand alone. Record it again, and let the recording end before the file is copied:",
      command: "curl -f -o heap.pprof 'http://localhost:6060/debug/pprof/heap'",
    },
  ],
  network: [
    { text: "Check that the server still runs and that the address is right, then try again." },
    {
      text: "Or fetch it to a file and open that:",
      command: "curl -f -o trace.out 'http://localhost:6060/debug/pprof/trace?seconds=5'",
    },
  ],
  cancelled: [{ text: "Nothing was kept. Open the file again, or another one." }],
  internal: [
    { text: "This is a fault of gopherscope, not of your trace. Please report it, with the file if you may share it." },
  ],
};

/** What to say about an error. The facts are the engine's own words; text of the file in them is plain text. */
export function adviceFor(error: OpenError): Advice {
  const found = error.found;
  const instead = found === undefined ? undefined : INSTEAD.find(({ word }) => word.test(found));
  const place = error.byteOffset === undefined ? "" : ` (at byte ${error.byteOffset})`;
  return {
    title: found === undefined ? TITLES[error.kind] : `This is ${found}, not a Go execution trace`,
    facts: found === undefined ? error.message + place : undefined,
    next: instead?.next ?? NEXT[error.kind],
  };
}
