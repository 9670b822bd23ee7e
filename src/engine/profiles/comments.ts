import type { Scope } from "../../model/scope.ts";
import type { Timeline } from "../../timeline/timeline.ts";
import { goroutineRef } from "../details/refs.ts";
import type { ProfileSource } from "./types.ts";

/** What a profile is of, in the words of the command line's, for whoever meets the file alone. */
export function profileComments(
  { trace, groups }: Timeline,
  traceName: string,
  { from, to }: Scope,
  { type, openAtEnd, scope: { goroutines }, region = "" }: Extract<ProfileSource, { kind: "trace" }>,
): readonly string[] {
  const comments = [`Trace: ${traceName} (${trace.format}), ${type}${openAtEnd ? ", open waits too" : ""}`];
  if (from > 0 || to < trace.durationNs) comments.push(`Window: ${from} ns to ${to} ns`);
  switch (goroutines.kind) {
    case "all":
      break;
    case "group":
      comments.push(`Goroutines started in: ${oneLine(groups.infos[goroutines.group]!.name)}`);
      break;
    case "goroutine":
      comments.push(`Goroutines: ${goroutineRef(trace, goroutines.goroutine).id}`);
      break;
    case "match":
      comments.push(`Goroutines started in: *${oneLine(goroutines.text)}*`);
      break;
    case "task":
      comments.push(`Task: ${trace.symbols.tasks.text(goroutines.task)}`);
  }
  if (region !== "") comments.push(`Regions: ${oneLine(region)}`);
  return comments;
}

function oneLine(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, "\ufffd");
}
