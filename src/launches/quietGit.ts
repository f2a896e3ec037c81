import { execFile } from "node:child_process";

/** What git needs of the environment. The rest stays out: GIT_DIR would point elsewhere, an editor or pager would be started. */
const passed = [
  "PATH",
  "Path",
  "HOME",
  "USERPROFILE",
  "HOMEDRIVE",
  "HOMEPATH",
  "APPDATA",
  "XDG_CONFIG_HOME",
  "SYSTEMROOT",
  "SystemRoot",
  "TEMP",
  "TMP",
  "TMPDIR",
];

/** What git is told by the environment whatever the repository says: ask nobody, fetch nothing, write nothing on the side. */
const told = {
  GIT_OPTIONAL_LOCKS: "0",
  GIT_TERMINAL_PROMPT: "0",
  // A partial clone fetches what it lacks by the command that its own configuration names.
  GIT_NO_LAZY_FETCH: "1",
  GIT_ALLOW_PROTOCOL: "none",
  GIT_ATTR_NOSYSTEM: "1",
  LC_ALL: "C",
};

/** Programs that a repository's configuration may name and that asking could start. */
const programsOff: readonly (readonly [key: string, value: string])[] = [
  ["core.fsmonitor", "false"],
  ["core.untrackedCache", "false"],
  ["core.hooksPath", "/dev/null"],
  ["core.pager", "cat"],
  ["core.sshCommand", "false"],
  ["core.askPass", "false"],
  ["core.editor", "false"],
  ["credential.helper", ""],
  ["diff.external", ""],
  ["gc.auto", "0"],
  ["maintenance.auto", "false"],
  ["submodule.recurse", "false"],
];

/** Git is stopped after so long without a word, in ms, and once it has printed so much, in bytes. */
const longestSilence = 10_000;
const mostPrinted = 256 * 1024 * 1024;

/** Git in one folder, as `quietGit` sets it up. */
export interface QuietGit {
  /** What a command prints. @throws what git says, if it is missing or refuses */
  raw(...args: readonly string[]): Promise<string>;
  /** As `raw`, byte for byte. @param most bytes; more is an error */
  bytes(args: readonly string[], most?: number): Promise<Buffer>;
}

/**
 * Git in a folder, for questions only: it starts no program that the repository's configuration names (fsmonitor, hooks,
 * filters, pagers, ssh, helpers) and fetches nothing. Who asks for a diff adds `--no-ext-diff --no-textconv`. Still for trusted
 * workspaces only. @throws if there is no git, or no repository
 */
export async function quietGit(folder: string): Promise<QuietGit> {
  const names = await gitWith(folder, programsOff)
    .raw(
      "config",
      "-z",
      "--name-only",
      "--get-regexp",
      "^(filter|diff)\\..*\\.(clean|smudge|process|required|textconv|command)$",
    )
    .catch(() => ""); // git's way to say that there is none
  const filters = names.split("\0").filter((name) => name !== "");
  const off = filters.map((name) => [name, name.endsWith(".required") ? "false" : ""] as const);
  return gitWith(folder, [...programsOff, ...off]);
}

function gitWith(folder: string, settings: readonly (readonly [string, string])[]): QuietGit {
  const env = environmentWith(settings);
  const bytes = async (args: readonly string[], most = mostPrinted) => printed(folder, env, args, most);
  return { bytes, raw: async (...args) => (await bytes(args)).toString("utf8") };
}

async function printed(cwd: string, env: NodeJS.ProcessEnv, args: readonly string[], most: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const git = execFile("git", args, { cwd, env, maxBuffer: most, encoding: "buffer" }, (error, stdout) => {
      clearTimeout(silence);
      if (error) reject(new Error(error.message));
      else resolve(stdout);
    });
    const silence = setTimeout(() => git.kill(), longestSilence);
    git.stdout?.on("data", () => silence.refresh());
  });
}

/** Settings go by the environment, where any name of a filter can stand, "=" included. */
function environmentWith(settings: readonly (readonly [string, string])[]): NodeJS.ProcessEnv {
  const kept = passed.flatMap((name): (readonly [string, string])[] => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  });
  const given = settings.flatMap(([key, value], index): (readonly [string, string])[] => [
    [`GIT_CONFIG_KEY_${index}`, key],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ]);
  return {
    ...Object.fromEntries(kept),
    ...told,
    GIT_CONFIG_COUNT: String(settings.length),
    ...Object.fromEntries(given),
  };
}
