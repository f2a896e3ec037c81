/** An extension that measures what keeps the extension host's main thread, for tests in the real window. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../../scripts/lib/processes.mjs";

/** A time in which the thread could do nothing else. */
export interface Block {
  /** Its end, in unix milliseconds. */
  readonly at: number;
  /** Milliseconds of the thread's own processor time: what other processes took of the machine in between is not counted. */
  readonly took: number;
}

/** Such an extension, in a folder of its own, for `WorkbenchOptions.beside`. */
export interface HostProbe {
  readonly folder: string;
  /** What was measured so far; undefined until the first time. */
  readonly blocks: () => readonly Block[] | undefined;
}

const manifest = {
  publisher: "lossline-test",
  name: "probe",
  version: "1.0.0",
  engines: { vscode: "^1.101.0" },
  main: "./main.js",
  files: ["main.js"],
  activationEvents: ["*"],
  extensionKind: ["workspace"],
  capabilities: { untrustedWorkspaces: { supported: true } },
};

/** Shorter blocks are not noted: milliseconds. */
const least = 20;
const program = (file: string) => `
const { renameSync, writeFileSync } = require("node:fs");
const file = ${JSON.stringify(file)};
const used = () => { const { user, system } = process.threadCpuUsage(); return (user + system) / 1000; };
exports.activate = () => {
  const blocks = [];
  let [at, cpu] = [performance.now(), used()];
  setInterval(() => {
    const [now, spent] = [performance.now(), used()];
    const took = Math.min(now - at, spent - cpu);
    [at, cpu] = [now, spent];
    if (took > ${least}) blocks.push({ at: Date.now(), took: Math.round(took) });
  }, 5);
  setInterval(() => {
    writeFileSync(file + ".part", JSON.stringify(blocks));
    renameSync(file + ".part", file);
  }, 300);
};
`;

export function hostProbe(): HostProbe {
  const folder = temporaryFolder("probe");
  const file = join(temporaryFolder("probed"), "blocks.json");
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  writeFileSync(join(folder, "main.js"), program(file));
  writeFileSync(join(folder, "README.md"), "Measures what keeps the extension host.\n");
  return {
    folder,
    blocks: () => (existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Block[]) : undefined),
  };
}
