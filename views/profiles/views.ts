import { html, type TemplateResult } from "lit";
import type { App } from "../../src/app/app.ts";
import type { ProfileReport, ProfileRequest } from "../../src/engine/profiles/types.ts";
import type { TableSort } from "../kit/data-table.ts";

/** What a view of a profile is given. It asks the engine itself for more than the report has. */
export interface Looking {
  readonly app: App;
  readonly request: ProfileRequest;
  /** The answer to `request`, or, while `stale`, to the one before. */
  readonly report: ProfileReport;
  readonly stale: boolean;
  /** The function that the reader chose, or the heaviest. */
  readonly chosen: string | undefined;
  /** Of what weighs, in CSS. */
  readonly colour: string;
  readonly sort: TableSort;
}

/** A tab of the page of profiles. */
export interface ProfileView {
  /** As the URL has it: letters and dashes. */
  readonly id: string;
  readonly name: string;
  /** What it shows, on hover. */
  readonly title: string;
  readonly load: () => Promise<unknown>;
  /** May be rendered before `load` is done: the element then comes to life later. */
  readonly element: (looking: Looking) => TemplateResult;
}

export const PROFILE_VIEWS: readonly ProfileView[] = [
  {
    id: "top",
    name: "Top",
    title: "The functions, heaviest first, and who calls them",
    load: () => import("./top-view.ts"),
    element: (looking) => html`<gs-profile-top .looking=${looking}></gs-profile-top>`,
  },
  {
    id: "flame",
    name: "Flame graph",
    title: "All stacks at once, from where they begin or from where they end",
    load: () => import("./flame/element.ts"),
    element: (looking) => html`<gs-flame-graph .looking=${looking}></gs-flame-graph>`,
  },
  {
    id: "graph",
    name: "Call graph",
    title: "Who calls whom, as go tool pprof draws it",
    load: () => import("./call-graph/element.ts"),
    element: (looking) => html`<gs-call-graph .looking=${looking}></gs-call-graph>`,
  },
  {
    id: "peek",
    name: "Peek",
    title: "One function between its callers and its callees",
    load: () => import("./peek-view.ts"),
    element: (looking) => html`<gs-profile-peek .looking=${looking}></gs-profile-peek>`,
  },
  {
    id: "tree",
    name: "Tree",
    title: "All stacks as a tree to be unfolded",
    load: () => import("./tree-view.ts"),
    element: (looking) => html`<gs-profile-tree .looking=${looking}></gs-profile-tree>`,
  },
  {
    id: "traces",
    name: "Traces",
    title: "Every stack with what it weighs, heaviest first",
    load: () => import("./traces-view.ts"),
    element: (looking) => html`<gs-profile-traces .looking=${looking}></gs-profile-traces>`,
  },
  {
    id: "list",
    name: "List",
    title: "The lines of one function by what they weigh",
    load: () => import("./list-view.ts"),
    element: (looking) => html`<gs-profile-list .looking=${looking}></gs-profile-list>`,
  },
];
