import { exactly } from "../../../src/base/expression.ts";
import type { FlameTree } from "../../../src/profile/flame-tree.ts";
import type { MenuItem } from "../../kit/menu.ts";
import { ChooseEvent, RefineEvent, ViewEvent } from "../events.ts";
import { PROFILE_VIEWS, type Looking } from "../views.ts";
import { functionOf } from "./names.ts";

/** Views that show more of the function that is chosen, if the page has them. */
const VIEWS: readonly (readonly [id: string, name: string])[] = [
  ["top", "Show in the table, with callers and callees"],
  ["peek", "Peek: callers and callees"],
  ["list", "List: its source lines"],
];

/** What can be done with a node. `from`: who tells the page. */
export function menuOf(
  from: EventTarget,
  { app, request }: Looking,
  tree: FlameTree,
  node: number,
  inverted: boolean,
  zoom: () => void,
): readonly MenuItem[] {
  const zoomItem = { name: node === 0 ? "Show all" : "Zoom to this frame", act: zoom };
  if (node === 0) return [zoomItem];
  const name = tree.names[tree.frame[node]!]!;
  const refine = (filter: ConstructorParameters<typeof RefineEvent>[0]) => () =>
    void from.dispatchEvent(new RefineEvent(filter));
  const exact = exactly(functionOf(name));
  const items: MenuItem[] = [
    zoomItem,
    { name: "Focus", title: "Only stacks with this function", begins: true, act: refine({ focus: exact }) },
    { name: "Ignore", title: "No stacks with this function", act: refine({ ignore: exact }) },
    { name: "Hide", title: "Leave this function out of its stacks", act: refine({ hide: exact }) },
    { name: "Show from here", title: "Leave out what is above it", act: refine({ showFrom: exact }) },
  ];
  const views = VIEWS.filter(([id]) => PROFILE_VIEWS.some((view) => view.id === id));
  views.forEach(([id, title], i) => {
    const act = (): void => {
      from.dispatchEvent(new ChooseEvent(name));
      from.dispatchEvent(new ViewEvent(id));
    };
    items.push({ name: title, begins: i === 0, act });
  });
  const { source } = request;
  if (source.kind === "trace") {
    const stack = pathOf(tree, node);
    const mark = (whole: boolean) => () => {
      app.engine
        .profileMarks(request, whole ? { kind: "stack", names: stack, inverted } : { kind: "function", name })
        .then((marks) => app.showMarks(marks))
        .catch((error: unknown) => app.fault(error));
    };
    items.push({ name: "Show function on timeline", begins: true, act: mark(false) });
    items.push({ name: "Show this stack on timeline", title: "Only what came this way", act: mark(true) });
  }
  const copy = (): void => void navigator.clipboard.writeText(name).catch((error: unknown) => app.fault(error));
  items.push({ name: "Copy name", begins: true, act: copy });
  return items;
}

/** Names from the root of the tree to a node. */
function pathOf(tree: FlameTree, node: number): readonly string[] {
  const names: string[] = [];
  for (let at = node; at > 0; at = tree.parent[at]!) names.unshift(tree.names[tree.frame[at]!]!);
  return names;
}
