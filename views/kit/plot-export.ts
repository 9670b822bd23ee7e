import { html, nothing, type TemplateResult } from "lit";
import { saveFile } from "./save-file.ts";

/** A plot that can be taken out of the page. */
export interface Exported {
  /** As PNG; undefined before anything is drawn. */
  picture(): Promise<Blob | undefined>;
  /** What it shows, in numbers. */
  csv(): string;
}

/** Buttons that save a plot as a picture and as numbers, `file` being the files' name without its ending. */
export function plotExport(plot: Exported, file: string, what: string): TemplateResult | typeof nothing {
  if (file === "") return nothing;
  const savePicture = async (): Promise<void> => {
    const picture = await plot.picture();
    if (picture) saveFile(`${file}.png`, picture);
  };
  const saveNumbers = (): void => saveFile(`${file}.csv`, new Blob([plot.csv()], { type: "text/csv" }));
  return html`<span class="export" role="group" aria-label=${`Export: ${what}`}
    ><button class="plain" title=${`Save as a picture: ${what}`} @click=${savePicture}>PNG</button
    ><button class="plain" title=${`Save in numbers: ${what}`} @click=${saveNumbers}>CSV</button></span
  >`;
}
