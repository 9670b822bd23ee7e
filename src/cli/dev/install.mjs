// Runs before anything is installed: Node's own modules only.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const ROOT = join(import.meta.dirname, "../../..");

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean, peer?: boolean }} Package */

/** Installs what the lock file names, unless just that is installed already. Ends the process when npm fails. */
export function installIfNeeded() {
  if (isInstalled()) return;
  console.error("gopherscope: installing dependencies (npm ci)");
  const npm = process.env["npm_execpath"];
  // No package here needs its install script.
  const args = ["ci", "--include=dev", "--ignore-scripts", "--no-audit", "--no-fund"];
  const result =
    npm !== undefined && /\.c?js$/.test(npm)
      ? spawnSync(process.execPath, [npm, ...args], { cwd: ROOT, stdio: ["ignore", 2, 2] })
      : spawnSync("npm", args, { cwd: ROOT, stdio: ["ignore", 2, 2], shell: process.platform === "win32" });
  if (result.status === 0) return;
  console.error("gopherscope: npm ci failed; nothing works without the dependencies");
  process.exit(1);
}

/** Compares contents, not dates: a clone, a checkout or a copy may set dates as it likes. */
function isInstalled() {
  const installedLock = join(ROOT, "node_modules/.package-lock.json");
  if (!existsSync(installedLock)) return false;
  const installed = packages(installedLock);
  return Object.entries(packages(join(ROOT, "package-lock.json"))).every(([path, wanted]) => {
    if (path === "") return true;
    const found = installed[path];
    // An optional package may be for another platform.
    if (found === undefined) return wanted.optional === true || wanted.devOptional === true || wanted.peer === true;
    return found.version === wanted.version && found.integrity === wanted.integrity;
  });
}

/**
 * @param {string} lockFile
 * @returns {Record<string, Package>}
 */
function packages(lockFile) {
  const lock = /** @type {{ packages: Record<string, Package> }} */ (JSON.parse(readFileSync(lockFile, "utf8")));
  return lock.packages;
}
