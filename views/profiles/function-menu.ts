import { exactly } from "../../src/base/expression.ts";
import type { StackChoice } from "../../src/profile/contributions.ts";
import type { MenuItem } from "../kit/menu.ts";
import { ChooseEvent, RefineEvent, ViewEvent } from "./events.ts";
import { functionOf } from "./function-name.ts";
import { PROFILE_VIEWS, type Looking } from "./views.ts";

/** Views that show more of the function that is chosen, if the page has them. */
const VIEWS: readonly (readonly [id: string, name: string])[] = [
  ["top", "Show in the table"],
  ["peek", "Peek: callers and callees"],
  ["list", "List: its source lines"],
];

/** What can be done with a function, wherever it is shown. `from`: who tells the page. */
export function functionMenu(from: EventTarget, { app, request }: Looking, name: string): readonly MenuItem[] {
  const refine = (filter: ConstructorParameters<typeof RefineEvent>[0]) => () =>
    void from.dispatchEvent(new RefineEvent(filter));
  const exact = exactly(functionOf(name));
  const views = VIEWS.filter(([id]) => PROFILE_VIEWS.some((view) => view.id === id));
  const copy = (): void => void navigator.clipboard.writeText(name).catch((error: unknown) => app.fault(error));
  return [
    { name: "Focus", title: "Only stacks with this function", begins: true, act: refine({ focus: exact }) },
    { name: "Ignore", title: "No stacks with this function", act: refine({ ignore: exact }) },
    { name: "Hide", title: "Leave this function out of its stacks", act: refine({ hide: exact }) },
    { name: "Show from here", title: "Leave out what is above it", act: refine({ showFrom: exact }) },
    ...views.map(([id, title], i) => ({
      name: title,
      begins: i === 0,
      act: () => {
        from.dispatchEvent(new ChooseEvent(name));
        from.dispatchEvent(new ViewEvent(id));
      },
    })),
    ...timelineItem(app, request, "Show on timeline", "All that it waited or ran", { kind: "function", name }),
    { name: "Copy name", begins: true, act: copy },
  ];
}

/** The way back to the trace, for profiles of one. */
export function timelineItem(
  app: Looking["app"],
  request: Looking["request"],
  name: string,
  title: string,
  choice: StackChoice,
): readonly MenuItem[] {
  if (request.source.kind !== "trace") return [];
  return [{ name, title, begins: true, act: () => showOnTimeline(app, request, choice) }];
}

/** Goes to the timeline, where all that went into the weight of some stacks is marked. */
export function showOnTimeline(app: Looking["app"], request: Looking["request"], choice: StackChoice): void {
  app.engine
    .profileMarks(request, choice)
    .then((marks) => app.showMarks(marks))
    .catch((error: unknown) => app.fault(error));
}
