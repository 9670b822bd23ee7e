import type { App } from "../../src/app/app.ts";
import { PAGES } from "../../src/app/place.ts";
import { NOTHING } from "../../src/app/selection.ts";
import { detailsText } from "../details/details-text.ts";
import { neighbourPause } from "../details/pause-steps.ts";
import { saveFile } from "../kit/save-file.ts";
import { PAGE_ENTRIES } from "../shell/pages.ts";
import { TIMELINE_KEYS, type KeyAction } from "../timeline/input/key-table.ts";

/** What lies over the page when it is asked for. */
export type DialogName = "keys" | "palette" | "search" | "go-to" | "bookmark";

/** What commands work on. */
export interface Desk {
  readonly app: App;
  /** Lets the reader pick a file. */
  open(): void;
  show(dialog: DialogName): void;
  /** Does what a key of the timeline does. */
  act(action: KeyAction): void;
  /** A PNG of the timeline as it is; undefined while it is not in sight. */
  picture(): Promise<Blob | undefined>;
}

export const COMMAND_GROUPS = ["Timeline", "Places", "Pages", "Page"] as const;

export interface Command {
  /** What it does; unique. */
  readonly name: string;
  readonly group: (typeof COMMAND_GROUPS)[number];
  /** As `keyName` calls them. */
  readonly keys: readonly string[];
  /** Works before a trace is open, too. */
  readonly always?: true;
  readonly run: (desk: Desk) => void;
}

/** Everything that can be done from the keyboard with one press, and by name: the list of keys and the palette show this. */
export const COMMANDS: readonly Command[] = [
  ...TIMELINE_KEYS.filter(({ action }) => action !== "clear").map(({ action, name, keys }): Command => ({
    name,
    group: "Timeline",
    keys,
    run: (desk) => desk.act(action),
  })),
  { name: "Back to the view before", group: "Timeline", keys: ["Z"], run: ({ app }) => app.onTravel(-1) },
  { name: "Forward again", group: "Timeline", keys: ["Shift+Z"], run: ({ app }) => app.onTravel(1) },
  {
    name: "Show all states again; a click in the legend above keeps one bright",
    group: "Timeline",
    keys: ["L"],
    run: ({ app }) => app.clearBright(),
  },
  { name: "Follow the chain of wakes back", group: "Places", keys: ["K"], run: ({ app }) => void app.followChain() },
  { name: "Search the trace", group: "Places", keys: ["/", "Ctrl+F"], run: (desk) => desk.show("search") },
  { name: "Go to a time or a bookmark", group: "Places", keys: ["G"], run: (desk) => desk.show("go-to") },
  { name: "Bookmark this place", group: "Places", keys: ["B"], run: (desk) => desk.show("bookmark") },
  { name: "Next pause", group: "Places", keys: ["]"], run: ({ app }) => stepPause(app, 1) },
  { name: "Previous pause", group: "Places", keys: ["["], run: ({ app }) => stepPause(app, -1) },
  { name: "Next mark", group: "Places", keys: ["N"], run: ({ app }) => app.stepMark(1) },
  { name: "Previous mark", group: "Places", keys: ["Shift+N"], run: ({ app }) => app.stepMark(-1) },
  { name: "Take the marks away", group: "Places", keys: [], run: ({ app }) => app.clearMarks() },
  ...PAGES.map((page, place): Command => ({
    name: PAGE_ENTRIES[page].name,
    group: "Pages",
    keys: place < 9 ? [String(place + 1)] : [],
    run: ({ app }) => app.showPage(page),
  })),
  { name: "Copy what is selected, as text", group: "Page", keys: ["C"], run: copySelection },
  {
    name: "Copy a link to this view",
    group: "Page",
    keys: ["Shift+C"],
    run: ({ app }) => copy(new URL(app.link(), location.href).href),
  },
  { name: "Save a picture of the timeline (PNG)", group: "Page", keys: ["P"], run: savePicture },
  {
    name: "What is in view, as a table",
    group: "Page",
    keys: ["T"],
    run: ({ app }) => app.go({ page: "goroutines", scope: { ...app.state.scope, window: { kind: "view" } } }),
  },
  {
    name: "Select nothing: the list of pauses",
    group: "Page",
    keys: ["Escape"],
    run: ({ app }) => app.select(NOTHING),
  },
  { name: "Open a trace", group: "Page", keys: ["Ctrl+O"], always: true, run: (desk) => desk.open() },
  { name: "All commands", group: "Page", keys: ["Ctrl+Shift+P"], always: true, run: (desk) => desk.show("palette") },
  { name: "The list of keys", group: "Page", keys: ["?"], always: true, run: (desk) => desk.show("keys") },
];

/** The commands by key. */
export const COMMAND_OF: ReadonlyMap<string, Command> = new Map(
  COMMANDS.flatMap((command) => command.keys.map((key) => [key, command] as const)),
);

function copySelection({ app }: Desk): void {
  const text = detailsText(app.state.details, app.state.causes);
  if (text !== undefined) copy(text);
}

function copy(text: string): void {
  void navigator.clipboard.writeText(text);
}

function savePicture(desk: Desk): void {
  const { app } = desk;
  void desk.picture().then((png) => png && saveFile(`${app.trace?.summary.name ?? "timeline"}.png`, png));
}

function stepPause(app: App, direction: 1 | -1): void {
  const { trace, state } = app;
  const pause = trace && neighbourPause(trace.pauses, state.selection, state.window, direction);
  if (pause) app.go(app.pauseTarget(pause));
}
