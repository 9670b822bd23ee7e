/** What tables tell of a distribution of times. */
export const STATISTICS = ["total", "min", "mean", "p50", "p99", "max"] as const;
export type Statistic = (typeof STATISTICS)[number];

export const STATISTIC_NAMES: Readonly<Record<Statistic, string>> = {
  total: "all together",
  min: "the shortest",
  mean: "on the mean",
  p50: "half took no longer (p50)",
  p99: "99 of 100 took no longer (p99)",
  max: "the longest",
};
