import { type Command, InvalidArgumentError } from "commander";

import { openTrace } from "../../../parsers/open.ts";
import { nothingIn } from "../../engine/load.ts";
import { EventListing } from "../../export/event-listing.ts";
import type { TraceParser } from "../../model/event.ts";
import { EventFilter, type EventFilterOptions } from "../../export/event-filter.ts";
import { KIND_NAMES } from "../../model/vocabulary.ts";
import { parseDuration } from "../duration.ts";
import { openWithProgress, unreadable, warnOfDamage } from "../load.ts";
import { Output } from "../output.ts";
import { ProgressLine } from "../terminal.ts";

export function register(program: Command): void {
  program
    .command("events")
    .description("every event in order, one a line")
    .argument("<trace>", "a file, an http(s) URL, or - for standard input")
    .option("--from <time>", "from this time on, since the first event: ns, or 1.5ms, 2s", parseDuration)
    .option("--to <time>", "up to this time", parseDuration)
    .option("--goroutine <id>", "on this goroutine, or about it", parseId)
    .option("--kind <kind>", `of this kind: ${KIND_NAMES.join(", ")}`, parseKind)
    .option("--limit <count>", "at most so many", parseCount)
    .action(listEvents);
}

async function listEvents(argument: string, options: EventFilterOptions & { readonly limit?: number }): Promise<void> {
  const source = await openWithProgress(argument, new ProgressLine());
  const opened = await openTrace(source.chunks);
  if (!opened.ok) throw unreadable(source.name, opened);
  const { parser } = opened;
  const lister = new Lister(parser, new EventFilter(parser, options), options.limit ?? Number.POSITIVE_INFINITY);
  let length = opened.headerBytes;
  for await (const chunk of opened.chunks) {
    length += chunk.length;
    parser.push(chunk);
    lister.drain();
    if (lister.done) break;
  }
  if (!lister.done) {
    parser.end();
    lister.drain();
  }
  lister.output.flush();
  const damage = [...opened.damage, ...parser.damage];
  if (lister.seen === 0 && !lister.done) throw unreadable(source.name, nothingIn(parser.format, damage[0], length));
  warnOfDamage(source.name, damage, length);
}

class Lister {
  readonly output = new Output();
  /** Events met, whether listed or not. */
  seen = 0;
  done = false;
  readonly #parser: TraceParser;
  readonly #filter: EventFilter;
  readonly #listing: EventListing;
  #left: number;

  constructor(parser: TraceParser, filter: EventFilter, limit: number) {
    this.#parser = parser;
    this.#filter = filter;
    this.#listing = new EventListing(parser);
    this.#left = limit;
    this.done = limit === 0;
  }

  drain(): void {
    while (!this.done && this.#parser.next()) {
      this.seen++;
      if (this.#filter.matches()) {
        this.output.line(this.#listing.line());
        this.#left--;
      }
      this.done = this.#left <= 0 || this.#filter.over;
    }
  }
}

function parseKind(text: string): (typeof KIND_NAMES)[number] {
  const kind = KIND_NAMES.find((name) => name.toLowerCase() === text.toLowerCase());
  if (kind === undefined) throw new InvalidArgumentError(`Expected one of ${KIND_NAMES.join(", ")}.`);
  return kind;
}

function parseId(text: string): string {
  if (!/^-?\d+$/.test(text)) throw new InvalidArgumentError("Expected a goroutine's number.");
  return text;
}

function parseCount(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("Expected a whole number.");
  return Number(text);
}
