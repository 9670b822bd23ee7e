// Runs before anything is installed: Node's own modules only.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge"];

const PLACES = [
  "/snap/bin/chromium",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/** WebGL2 in software, nothing fetched behind our back, and no sandbox, as root in a container cannot have one. */
export const LAUNCH_ARGS = [
  "--no-sandbox",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * The path of a Chromium that starts: CHROME_PATH, the search path, the usual places.
 * @returns {string | undefined}
 */
export function findChromium() {
  const given = process.env["CHROME_PATH"];
  if (given !== undefined && given !== "") return existsSync(given) ? given : undefined;
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const candidates = [...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), ...PLACES];
  return candidates.find((path) => existsSync(path) && starts(path));
}

/**
 * Some systems put a script there that only says how to install it.
 * @param {string} path
 */
function starts(path) {
  if (process.platform === "win32") return true;
  return spawnSync(path, ["--version"], { stdio: "ignore", timeout: 30_000 }).status === 0;
}

/** What installs Chromium as root, by the package manager that is there. */
const MANAGERS = [
  { program: "apt-get", commands: [["update"], ["install", "-y", "--no-install-recommends", "chromium"]] },
  { program: "dnf", commands: [["install", "-y", "chromium"]] },
  { program: "apk", commands: [["add", "--no-cache", "chromium"]] },
  { program: "pacman", commands: [["-Sy", "--noconfirm", "chromium"]] },
];

/**
 * A Chromium, installed if there is none and this process may. Says on standard error what it does, or how to help.
 * @returns {string | undefined}
 */
export function findOrInstallChromium() {
  const found = findChromium();
  if (found !== undefined) return found;
  const given = process.env["CHROME_PATH"];
  if (given !== undefined && given !== "") {
    console.error(`gopherscope: CHROME_PATH is ${given}, and nothing is there`);
    return undefined;
  }
  const manager = process.getuid?.() === 0 ? MANAGERS.find(({ program }) => onPath(program)) : undefined;
  const installed = manager === undefined ? undefined : install(manager);
  if (installed === undefined) console.error(`gopherscope: no Chromium for the browser tests; ${advice()}`);
  return installed;
}

/**
 * @param {{ program: string, commands: string[][] }} manager
 * @returns {string | undefined}
 */
function install({ program, commands }) {
  for (const args of commands) {
    console.error(`gopherscope: no Chromium found; ${program} ${args.join(" ")}`);
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    // A package list that is half stale still installs.
    spawnSync(program, args, { stdio: ["ignore", 2, 2], env });
  }
  return findChromium();
}

/** @param {string} program */
function onPath(program) {
  return (process.env["PATH"] ?? "").split(delimiter).some((folder) => existsSync(join(folder, program)));
}

function advice() {
  const command =
    process.platform === "darwin"
      ? "brew install --cask chromium"
      : process.platform === "win32"
        ? "winget install Google.Chrome"
        : "sudo apt-get install chromium (or your system's package of it)";
  return `install one with ${command}, or set CHROME_PATH to a Chrome or Chromium`;
}
