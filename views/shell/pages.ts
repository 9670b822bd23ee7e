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
  overview: {
    name: "Overview",
    question: "What was traced, where time went, and what stands out",
    icon: svg`<path d="M1.5 1.5h5v6h-5zM9.5 1.5h5v3h-5zM9.5 7.5h5v7h-5zM1.5 10.5h5v4h-5z" />`,
  },
  timeline: {
    name: "Timeline",
    question: "What happened when",
    icon: svg`<path d="M1.5 3.5h7M5 8h9.5M2.5 12.5h6M11 12.5h2.5" />`,
  },
  goroutines: {
    name: "Goroutines",
    question: "Where the time of goroutines went, by the function they started in",
    icon: svg`<path d="M5 1.5v13M11 1.5v13M5 4.5c0 3 6 2 6 5" /><circle cx="5" cy="3.5" r="0.6" /><circle cx="11" cy="12" r="0.6" />`,
  },
  scheduler: {
    name: "Scheduler",
    question: "How long goroutines waited for a proc, and what the procs did",
    icon: svg`<path d="M1.5 4h5l3 8h5M12.5 9.5l2 2.5-2 2.5M1.5 12h3M9.5 4h5" />`,
  },
  gc: {
    name: "GC",
    question: "What the garbage collector did, and when it stopped the world",
    icon: svg`<path d="M13.5 8a5.5 5.5 0 1 1-1.8-4.1M13.5 1.5v3h-3" />`,
  },
  mmu: {
    name: "MMU",
    question: "How much of its procs the collector left to the program, at the least",
    icon: svg`<path d="M1.5 1.5v13h13M3.5 12.5c4-.5 3-8 10.5-9" />`,
  },
  profiles: {
    name: "Profiles",
    question: "Which functions waited, for what kind of thing and how long; as files for pprof",
    icon: svg`<path d="M1.5 3h13M1.5 7.5h9M1.5 12h4.5M9 12h1.5" />`,
  },
  tasks: {
    name: "Tasks",
    question: "What the program's own tasks took, by type and one by one",
    icon: svg`<path d="M2 3.5l1.2 1.2L5.5 2.4M8 3.5h6.5M2 8.5l1.2 1.2 2.3-2.3M8 8.5h6.5M2 13.5l1.2 1.2 2.3-2.3M8 13.5h6.5" />`,
  },
  regions: {
    name: "Regions",
    question: "What the program's own regions took, by name and place and one by one",
    icon: svg`<path d="M1.5 2.5h13v11h-13zM4 6h5.5M4 10h8" />`,
  },
  events: {
    name: "Events",
    question: "Every event of the trace, in order",
    icon: svg`<path d="M1.5 2.5h2M6 2.5h8.5M1.5 6.2h2M6 6.2h8.5M1.5 9.8h2M6 9.8h8.5M1.5 13.5h2M6 13.5h8.5" />`,
  },
};
