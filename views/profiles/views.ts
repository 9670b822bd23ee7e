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
];
