import type { ProfileFilters } from "../../src/engine/profiles/types.ts";
import type { ProfileSettings } from "./settings.ts";

/** Events of views of profiles; whoever shows the views listens. */
const REACHES_THE_PAGE = { bubbles: true, composed: true };

/** The reader wishes to see another function. */
export class ChooseEvent extends Event {
  readonly functionName: string;

  constructor(functionName: string) {
    super("gs-choose", REACHES_THE_PAGE);
    this.functionName = functionName;
  }
}

/** The reader wishes other filters; those that are not named stay as they are. */
export class RefineEvent extends Event {
  readonly filters: Partial<ProfileFilters>;

  constructor(filters: Partial<ProfileFilters>) {
    super("gs-refine", REACHES_THE_PAGE);
    this.filters = filters;
  }
}

/** The reader wishes another view. */
export class ViewEvent extends Event {
  readonly view: string;

  constructor(view: string) {
    super("gs-view", REACHES_THE_PAGE);
    this.view = view;
  }
}

/** The reader sets the page otherwise; what is not named stays as it is. */
export class SettingsEvent extends Event {
  readonly settings: Partial<ProfileSettings>;

  constructor(settings: Partial<ProfileSettings>) {
    super("gs-settings", REACHES_THE_PAGE);
    this.settings = settings;
  }
}
