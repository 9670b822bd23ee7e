/** Rows at once; a screen holds about forty. */
export const PAGE_ROWS = 200;
/** Pages kept; the rest is asked for again. */
const MOST_PAGES = 50;

/** Rows of a long table that come in pages, when they are first in sight. `changed` is told when more are there. */
export class RowPages<Row> {
  readonly total: number;
  #fetch: (first: number, count: number) => Promise<readonly Row[]>;
  #changed: () => void;
  #pages = new Map<number, readonly Row[]>();
  #asked = new Set<number>();

  /** `rows` are the first page. */
  constructor(
    total: number,
    rows: readonly Row[],
    fetch: (first: number, count: number) => Promise<readonly Row[]>,
    changed: () => void,
  ) {
    this.total = total;
    this.#fetch = fetch;
    this.#changed = changed;
    this.#pages.set(0, rows);
  }

  /** undefined: not there yet. */
  row(index: number): Row | undefined {
    return this.#pages.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS];
  }

  /** Sees to it that rows from first to last come. Rejects if they cannot. */
  async need(first: number, last: number): Promise<void> {
    const pages: Promise<void>[] = [];
    const end = Math.floor(Math.min(last, this.total - 1) / PAGE_ROWS);
    for (let page = Math.floor(first / PAGE_ROWS); page <= end; page++) {
      if (!this.#pages.has(page) && !this.#asked.has(page)) pages.push(this.#load(page));
    }
    await Promise.all(pages);
  }

  async #load(page: number): Promise<void> {
    this.#asked.add(page);
    try {
      this.#pages.set(page, await this.#fetch(page * PAGE_ROWS, PAGE_ROWS));
    } finally {
      this.#asked.delete(page);
    }
    const [oldest] = this.#pages.keys();
    if (this.#pages.size > MOST_PAGES && oldest !== undefined) this.#pages.delete(oldest);
    this.#changed();
  }
}
