import type { Steps } from "../../base/steps.ts";
import { contributions, type StackChoice } from "../../profile/contributions.ts";
import { prepareReport } from "../../profile/report.ts";
import type { Timeline } from "../../timeline/timeline.ts";
import { scopeOf } from "../analyses/scope.ts";
import type { Marks } from "../marks.ts";
import type { ProfileRequest } from "./types.ts";
import { weighOptions } from "./weigh-options.ts";
import { reportOptions } from "./weighed.ts";

const MOST_MARKS = 100_000;

/** Throws an Error for a profile that is not of the trace. */
export function* profileMarks(timeline: Timeline, request: ProfileRequest, choice: StackChoice): Steps<Marks> {
  const { source } = request;
  if (source.kind !== "trace") throw new Error("only what a trace's profile weighs lies on its timeline");
  const scope = scopeOf(timeline, source.scope);
  const found = yield* contributions(
    timeline.trace,
    source.type,
    scope,
    choice,
    (profile) => {
      const prepared = prepareReport(profile, reportOptions(request));
      if (!prepared.ok) throw new Error(prepared.message);
      return prepared.report.profile;
    },
    { ...weighOptions(timeline.trace, source, scope), most: MOST_MARKS },
  );
  return { title: `${source.type} profile: ${titleOf(choice)}`, ...found };
}

function titleOf(choice: StackChoice): string {
  if (choice.kind === "function") return choice.name;
  const { names, inverted } = choice;
  const [name = "", next] = names.toReversed();
  return next === undefined ? name : `${name} ${inverted ? "calling" : "called by"} ${next}`;
}
