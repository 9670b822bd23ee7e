/** What a time that the reader wrote is told from. */
export interface TimeContext {
  readonly durationNs: number;
  /** What "+3ms" counts from: ns since the first event. */
  readonly here: number;
  /** Unix ns of the first event, if the trace tells. */
  readonly wallNs: number | undefined;
}

export type ReadTime =
  | { readonly kind: "time"; readonly ns: number }
  /** Why it is no time in this trace, in words for the reader. */
  | { readonly kind: "fault"; readonly why: string };

const UNITS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  min: 60e9,
  h: 3600e9,
};
const PART = /(\d+(?:\.\d+)?|\.\d+)\s*(ns|us|µs|μs|ms|min|s|m|h)/gu;
const LENGTH = /^(?:(?:\d+(?:\.\d+)?|\.\d+)\s*(?:ns|us|µs|μs|ms|min|s|m|h)\s*)+$/u;
const CLOCK = /^(\d{1,2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)?$/u;
const DAY_NS = 86_400e9;

/**
 * Reads a point in time: "1.5s" or "1m 2s" after the trace began, "+3ms" or "-200us" from here, "1234567" in ns, and, where
 * the trace tells the time of day, "15:04:05.25" or a whole date, in the reader's time zone.
 */
export function readTime(text: string, context: TimeContext): ReadTime {
  const said = text.trim().toLowerCase().replaceAll(",", "").replace("−", "-");
  const sign = said.startsWith("+") ? 1 : said.startsWith("-") ? -1 : 0;
  const length = lengthOf(sign === 0 ? said : said.slice(1).trim());
  if (length !== undefined) return within(sign === 0 ? length : context.here + sign * length, context);
  if (sign !== 0) return fault("Write how far as in +3ms or -200us.");
  const wall = wallTime(text.trim(), context.wallNs);
  return wall === undefined ? fault("Write a time as 1.5s, +3ms, 1234567 (ns) or 15:04:05.") : ofDay(wall, context);
}

function lengthOf(said: string): number | undefined {
  if (/^\d+(?:\.\d+)?$/u.test(said)) return Number(said);
  if (!LENGTH.test(said)) return undefined;
  return [...said.matchAll(PART)].reduce((sum, [, number, unit]) => sum + Number(number) * UNITS[unit!]!, 0);
}

/** ns since the first event; "unknown" where the trace does not tell the time of day; undefined for what is no such time. */
function wallTime(text: string, wallNs: number | undefined): number | "unknown" | undefined {
  const clock = CLOCK.exec(text);
  const dateMs = clock ? NaN : /^\d{4}-\d{2}-\d{2}/u.test(text) ? Date.parse(text) : NaN;
  if (!clock && Number.isNaN(dateMs)) return undefined;
  if (wallNs === undefined) return "unknown";
  if (!clock) return dateMs * 1e6 - wallNs;
  const midnight = new Date(wallNs / 1e6);
  midnight.setHours(0, 0, 0, 0);
  const [, hours, minutes, seconds = "0", fraction = "0"] = clock;
  const sinceMidnight =
    Number(hours) * 3600e9 + Number(minutes) * 60e9 + Number(seconds) * 1e9 + Number(fraction) * 1e9;
  const ns = sinceMidnight - (wallNs - midnight.getTime() * 1e6);
  // A trace that goes on past midnight.
  return ns < 0 ? ns + DAY_NS : ns;
}

function ofDay(ns: number | "unknown", context: TimeContext): ReadTime {
  return ns === "unknown" ? fault("This trace does not tell the time of day.") : within(ns, context);
}

function within(ns: number, { durationNs }: TimeContext): ReadTime {
  if (ns < 0) return fault("That is before the trace began.");
  return ns > durationNs ? fault("That is after the trace ended.") : { kind: "time", ns };
}

function fault(why: string): ReadTime {
  return { kind: "fault", why };
}
