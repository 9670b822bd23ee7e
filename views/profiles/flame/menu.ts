import type { FlameTree } from "../../../src/profile/flame-tree.ts";
import type { MenuItem } from "../../kit/menu.ts";
import { functionMenu, timelineItem } from "../function-menu.ts";
import type { Looking } from "../views.ts";

/** What can be done with a node. `from`: who tells the page. */
export function menuOf(
  from: EventTarget,
  looking: Looking,
  tree: FlameTree,
  node: number,
  inverted: boolean,
  zoom: () => void,
): readonly MenuItem[] {
  const zoomItem = { name: node === 0 ? "Show all" : "Zoom to this frame", act: zoom };
  if (node === 0) return [zoomItem];
  const { app, request } = looking;
  const stack = { kind: "stack", names: pathOf(tree, node), inverted } as const;
  return [
    zoomItem,
    ...timelineItem(app, request, "Show this way on timeline", "Only what came here as it does in this graph", stack),
    ...functionMenu(from, looking, tree.names[tree.frame[node]!]!),
  ];
}

/** Names from the root of the tree to a node. */
function pathOf(tree: FlameTree, node: number): readonly string[] {
  const names: string[] = [];
  for (let at = node; at > 0; at = tree.parent[at]!) names.unshift(tree.names[tree.frame[at]!]!);
  return names;
}
