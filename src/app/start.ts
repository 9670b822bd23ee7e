import palette from "../../views/timeline/palette.css?inline";
import theme from "../../views/kit/theme.css?inline";
import { AppElement } from "../../views/shell/app-shell.ts";
import type { Engine } from "../engine/protocol.ts";
import { App } from "./app.ts";
import { keepBookmarks } from "./bookmarks.ts";
import { PlaceSync } from "./place-sync.ts";
import { parseHash } from "./place.ts";
import { servedTrace } from "./served.ts";
import { sampleOpening, servedOpening } from "./sources.ts";

/** Puts the page into the document, and opens the trace that its URL or its server names. */
export async function start(startEngine: (onFault: (error: Error) => void) => Engine): Promise<App> {
  adoptStyles([palette, theme]);
  const place = parseHash(location.hash);
  const app: App = new App(
    startEngine((error) => app.engineFailed(error)),
    place,
  );
  keepBookmarks(app, localStorage);
  watchFaults(app);
  const sync = new PlaceSync(app, window);
  window.addEventListener("popstate", () => {
    const inSample = sync.popped();
    if (inSample) void app.open({ ...sampleOpening(document.baseURI), place: inSample });
  });

  const element = new AppElement();
  element.app = app;
  document.body.replaceChildren(element);

  if (place.sample) void app.open(sampleOpening(document.baseURI));
  else {
    const served = await servedTrace(document.baseURI, fetch);
    if (served && app.state.phase.kind === "starting") void app.open(servedOpening(served));
    else app.ready();
  }
  return app;
}

/** Sheets made by script are allowed by the content policy, where style elements are not. */
function adoptStyles(texts: readonly string[]): void {
  document.adoptedStyleSheets = texts.map((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });
}

/** Whatever nobody has caught is said on the page. Chromium reports an overfull resize observer as an error; it is none. */
function watchFaults(app: App): void {
  window.addEventListener("error", (event) => {
    if (!event.message.startsWith("ResizeObserver loop")) app.fault(event.error ?? event.message);
  });
  window.addEventListener("unhandledrejection", (event) => app.fault(event.reason));
}
