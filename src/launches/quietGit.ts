import type { SimpleGit } from "simple-git";

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

/** simple-git refuses such settings, since a value could name a program; these turn programs off. */
const unsafe = {
  allowUnsafeConfigEnvCount: true,
  allowUnsafeFsMonitor: true,
  allowUnsafeHooksPath: true,
  allowUnsafePager: true,
  allowUnsafeSshCommand: true,
  allowUnsafeAskPass: true,
  allowUnsafeEditor: true,
  allowUnsafeCredentialHelper: true,
  allowUnsafeDiffExternal: true,
  allowUnsafeDiffTextConv: true,
  allowUnsafeFilter: true,
};

/**
 * Git in a folder, for questions only: it starts no program that the repository's configuration names (fsmonitor, hooks,
 * filters, pagers, ssh, helpers) and fetches nothing. Who asks for a diff adds `--no-ext-diff --no-textconv`. Still for trusted
 * workspaces only. @throws if there is no git, or no repository
 */
export async function quietGit(folder: string): Promise<SimpleGit> {
  return gitWith(folder, await settingsFor(folder));
}

/** The environment in which git starts nothing of a repository's: for who needs its output byte for byte. @throws as `quietGit` */
export async function quietEnvironment(folder: string): Promise<Readonly<Record<string, string>>> {
  return environmentWith(await settingsFor(folder)).all;
}

async function settingsFor(folder: string): Promise<readonly (readonly [string, string])[]> {
  const names = await (
    await gitWith(folder, programsOff)
  )
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
  return [...programsOff, ...off];
}

/** Settings go by the environment, where any name of a filter can stand, "=" included. */
async function gitWith(folder: string, settings: readonly (readonly [string, string])[]): Promise<SimpleGit> {
  const { simpleGit } = await import("simple-git"); // loaded when git is first asked
  const { all, given } = environmentWith(settings);
  return simpleGit({
    baseDir: folder,
    unsafe,
    allowEnvironment: Object.keys(given),
    timeout: { block: 10_000 },
  }).env(all);
}

function environmentWith(settings: readonly (readonly [string, string])[]): {
  readonly all: Readonly<Record<string, string>>;
  /** What is not merely handed on. */
  readonly given: Readonly<Record<string, string>>;
} {
  const kept = Object.fromEntries(
    passed.flatMap((name): (readonly [string, string])[] => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const keys = settings.flatMap(([key, value], index): (readonly [string, string])[] => [
    [`GIT_CONFIG_KEY_${index}`, key],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ]);
  const given = { ...told, GIT_CONFIG_COUNT: String(settings.length), ...Object.fromEntries(keys) };
  return { all: { ...kept, ...given }, given };
}
