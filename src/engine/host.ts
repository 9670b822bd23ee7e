import type { Steps } from "../base/steps.ts";
import { OpenFiles } from "./open-files.ts";
import type { Engine } from "./protocol.ts";
import { answering, ask, type Answers, type Areas } from "./questions.ts";
import { Turns } from "./turns.ts";

/** The engine itself, wherever it runs: all questions are answered from what is open when they are asked. */
export function createEngine(): Engine {
  const files = new OpenFiles();
  const turns = new Turns();
  /** Every question of an area, answered by `answers`; what is answered in steps takes turns with the others. */
  const by = <Area extends keyof Areas>(area: Area, answers: () => Answers<Areas[Area]>): Areas[Area] =>
    answering(area, (question) => async (...asked) => {
      const answer = ask(answers(), question, asked);
      return isSteps(answer) ? turns.take(askerOf(asked), answer) : answer;
    });
  return {
    open: (source, onProgress) => files.open(source, onProgress),
    cancel: async () => files.cancel(),
    closeProfile: async (file) => files.closeProfile(file),
    giveUp: async (asker) => turns.giveUp(asker),
    ...by("tracks", () => files.trace.tracks),
    ...by("details", () => files.trace.details),
    ...by("search", () => files.trace.search),
    ...by("accounts", () => files.trace.accounts),
    ...by("analyses", () => files.trace.analyses),
    ...by("events", () => files.trace.events),
    ...by("profiles", () => files.profiles),
    pauseEvents: async (paused) => files.pauseEvents(paused),
  };
}

function isSteps(answer: unknown): answer is Steps<unknown> {
  return typeof answer === "object" && answer !== null && Symbol.iterator in answer && "next" in answer;
}

/** Who asks, where the first thing that is asked with is a scope; see `ScopeRequest.asker`. */
function askerOf([scope]: readonly unknown[]): string | undefined {
  const asker = typeof scope === "object" && scope !== null && "asker" in scope ? scope.asker : undefined;
  return typeof asker === "string" ? asker : undefined;
}
