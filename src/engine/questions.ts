import type { Steps } from "../base/steps.ts";
import type { Accounts } from "./accounts/types.ts";
import type { Analyses } from "./analyses/types.ts";
import type { Details } from "./details/types.ts";
import type { Events } from "./events/types.ts";
import type { Profiles } from "./profiles/types.ts";
import type { Search } from "./search/types.ts";
import type { Tracks } from "./tracks/types.ts";

/** All that can be asked of what is open, by what it is about. Each area has a folder: its `types.ts` says what is asked. */
export interface Areas {
  readonly tracks: Tracks;
  readonly details: Details;
  readonly search: Search;
  readonly accounts: Accounts;
  readonly analyses: Analyses;
  readonly events: Events;
  readonly profiles: Profiles;
}

export interface Questions extends Tracks, Details, Search, Accounts, Analyses, Events, Profiles {}

/** Whoever answers the questions of an area: at once, later, or in steps between which other questions are answered. */
export type Answers<Area> = {
  readonly [Question in keyof Area]: Area[Question] extends (...asked: infer Asked) => Promise<infer Answer>
    ? (...asked: Asked) => Answer | Promise<Answer> | Steps<Answer | Promise<Answer>>
    : never;
};

/**
 * How an answer gets to the page. Columns that were made for the one who asks are "moved": the engine has them no more.
 * All else is "copied".
 */
export type Crossing = "copied" | "moved";

/** The names of all questions. A new one stands in its area's types, here, and where the area is answered. */
const QUESTIONS: { readonly [Area in keyof Areas]: { readonly [Question in keyof Areas[Area]]: Crossing } } = {
  tracks: {
    outline: "copied",
    groupsOf: "moved",
    arrange: "copied",
    members: "moved",
    lanes: "copied",
    taskMembers: "moved",
    groupOf: "copied",
    tile: "moved",
    drawable: "copied",
    hit: "copied",
  },
  details: {
    span: "copied",
    causes: "copied",
    chain: "copied",
    spanAlike: "copied",
    range: "copied",
    goroutine: "copied",
    pauses: "copied",
    overview: "copied",
  },
  search: {
    search: "copied",
    places: "moved",
  },
  accounts: {
    task: "copied",
    taskEvents: "copied",
    region: "copied",
    goroutineAccount: "copied",
    goroutineSpans: "copied",
  },
  analyses: {
    scopeOverview: "copied",
    gc: "copied",
    goroutineGroups: "copied",
    goroutineRows: "copied",
    goroutineSpread: "copied",
    creationStacks: "copied",
    mmu: "copied",
    worstWindows: "copied",
    scheduler: "copied",
    tasks: "copied",
    taskRows: "copied",
    regions: "copied",
    regionRows: "copied",
    csv: "copied",
  },
  events: {
    events: "copied",
    eventLines: "copied",
    eventAt: "copied",
    pauseEvents: "copied",
  },
  profiles: {
    profile: "copied",
    peek: "copied",
    pprof: "moved",
    flameGraph: "moved",
    callGraph: "copied",
    profileMarks: "moved",
    stacks: "copied",
    functionLines: "copied",
    topText: "copied",
  },
};

/** A question by its name, without its types. */
export type Ask = (...asked: readonly unknown[]) => unknown;

/** What answers the questions of an area: each by what `answer` makes of its name. */
export function answering<Area extends keyof Areas>(
  area: Area,
  answer: (question: string, crossing: Crossing) => Ask,
): Areas[Area] {
  const crossings = Object.entries<Crossing>(QUESTIONS[area]);
  return Object.fromEntries(
    crossings.map(([question, crossing]) => [question, answer(question, crossing)]),
  ) as unknown as Areas[Area];
}

/** The same for all areas together. */
export function answeringAll(answer: (question: string, crossing: Crossing) => Ask): Questions {
  const areas = Object.keys(QUESTIONS) as (keyof Areas)[];
  return Object.assign({}, ...areas.map((area) => answering(area, answer))) as Questions;
}

/** Asks by name. The types of what is asked and answered hold where the caller has both from `answering`. */
export function ask(of: object, question: string, asked: readonly unknown[]): unknown {
  return (of as Readonly<Record<string, Ask>>)[question]!(...asked);
}
