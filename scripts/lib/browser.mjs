// A browser of the Chromium family, to open the workbench in. Found, or on Debian as root installed.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { mustRun, which } from "./processes.mjs";
import { step } from "./say.mjs";

const names = [
  "chromium",
  "google-chrome",
  "google-chrome-stable",
  "chromium-browser",
  "microsoft-edge",
  "microsoft-edge-stable",
];

/** What Chromium needs to run as root in a container, and what it should not do while we measure and test. */
export const browserArguments = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
];

export class NoBrowser extends Error {
  constructor() {
    super("No browser: install Chromium, Chrome or Edge, or let LOSSLINE_BROWSER name the executable of one.");
  }
}

/** @returns {Promise<string>} the path of its executable */
export async function getBrowser() {
  const found = findBrowser();
  if (found) return found;
  if (canInstall()) {
    await step("Installing Chromium (apt-get install chromium)", install);
    const installed = findBrowser();
    if (installed) return installed;
  }
  throw new NoBrowser();
}

/** @returns {string | undefined} */
function findBrowser() {
  const named = process.env["LOSSLINE_BROWSER"];
  if (named && !existsSync(named)) throw new Error(`LOSSLINE_BROWSER names ${named}, which does not exist.`);
  if (named) return named;
  for (const name of names) {
    const path = which(name);
    if (path) return path;
  }
  return usualPlaces().find((path) => existsSync(path));
}

/** Where Chrome, Edge and Chromium are when no PATH leads to them. */
function usualPlaces() {
  if (process.platform === "darwin") {
    return ["Google Chrome", "Chromium", "Microsoft Edge"].map(
      (app) => `/Applications/${app}.app/Contents/MacOS/${app}`,
    );
  }
  if (process.platform !== "win32") return [];
  const { ProgramFiles, "ProgramFiles(x86)": programFiles86, LOCALAPPDATA } = process.env;
  const programs = [
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
  ];
  const folders = [ProgramFiles, programFiles86, LOCALAPPDATA].filter((folder) => folder !== undefined);
  return folders.flatMap((folder) => programs.map((program) => join(folder, program)));
}

/** Only Debian's own package is a plain one: Ubuntu's of the same name leads to its store. */
function canInstall() {
  const release = "/etc/os-release";
  return process.getuid?.() === 0 && existsSync(release) && /^ID=debian$/m.test(readFileSync(release, "utf8"));
}

async function install() {
  const options = { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
  await mustRun("apt-get", ["update", "-qq"], options);
  // The font is for screenshots: it has the arrows and symbols that Lossline shows.
  const packages = ["chromium", "fonts-dejavu-core"];
  await mustRun("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...packages], options);
}
