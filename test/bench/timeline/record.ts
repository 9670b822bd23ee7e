import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PROGRAM = "testdata/programs/http-load";

/**
 * A trace of an HTTP server and its clients in one program, of so many megabytes: 5 MB are a million events. Recorded by
 * `go`, a Go command, and kept in the system's folder for temporary files. Throws what Go printed if it fails.
 */
export function recordHttpLoad(go: string, megabytes: number): string {
  const path = join(tmpdir(), `gopherscope-http-load-${megabytes}.trace`);
  if (existsSync(path)) return path;
  const { status, stderr } = spawnSync(go, ["run", "main.go", path, String(megabytes)], {
    cwd: PROGRAM,
    encoding: "utf8",
    env: { ...process.env, GOTOOLCHAIN: "local" },
  });
  if (status !== 0) throw new Error(`${go} run ${PROGRAM}: ${stderr}`);
  return path;
}
