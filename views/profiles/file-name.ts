/** "trace-sync.pb.gz": of letters, digits, dots and dashes alone, so that it stands in a shell as it is. */
export function pprofFileName(name: string, type: string): string {
  const stem = name.replace(/(\.trace|\.out|\.pb|\.pprof)?(\.gz)?$/u, "").replaceAll(/[^\w.-]+/gu, "_");
  return `${stem.replace(/^[.-]+/u, "").slice(0, 80) || "trace"}${type === "" ? "" : `-${type}`}.pb.gz`;
}
