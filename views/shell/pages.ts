import { svg, type TemplateResult } from "lit";
import type { Page } from "../../src/app/place.ts";

/** How the rail shows a page. */
export interface PageEntry {
  readonly name: string;
  /** What it answers, on hover. */
  readonly question: string;
  /** Strokes on a 16 by 16 grid. */
  readonly icon: TemplateResult;
}

export const PAGE_ENTRIES: Readonly<Record<Page, PageEntry>> = {
  timeline: {
    name: "Timeline",
    question: "What happened when",
    icon: svg`<path d="M1.5 3.5h7M5 8h9.5M2.5 12.5h6M11 12.5h2.5" />`,
  },
};
