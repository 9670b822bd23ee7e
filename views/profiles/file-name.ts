/** "trace-sync.pb.gz": of letters, digits, dots and dashes alone, so that it stands in a shell as it is. */
export function pprofFileName(traceName: string, type: string): string {
  const stem = traceName.replace(/(\.trace|\.out)?(\.gz)?$/u, "").replaceAll(/[^\w.-]+/gu, "_");
  return `${stem.replace(/^[.-]+/u, "").slice(0, 80) || "trace"}-${type}.pb.gz`;
}
