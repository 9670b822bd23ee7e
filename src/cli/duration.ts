import { InvalidArgumentError } from "commander";

const UNIT_NS: Readonly<Record<string, number>> = {
  "": 1,
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
};

/** A time as Go writes durations ("1.5ms", "2s", "1m30s") or as a number of ns; tells ns. Throws on anything else. */
export function parseDuration(text: string): number {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?|\.\d+)(ns|us|µs|μs|ms|s|m|h|)/gy)];
  const used = parts.reduce((length, [part]) => length + part.length, 0);
  const hasUnits = parts.every(([, , unit]) => unit !== "");
  if (parts.length === 0 || used !== text.length || (parts.length > 1 && !hasUnits)) {
    throw new InvalidArgumentError("Expected a time such as 1500 (ns), 1.5ms or 2s.");
  }
  return parts.reduce((ns, [, number, unit]) => ns + Number(number) * UNIT_NS[unit!]!, 0);
}
