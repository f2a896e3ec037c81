import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { put, type HostileCase } from "./hostileCase";

const json = (value: unknown) => JSON.stringify(value);

/** What the user set, as a cloned repository has it. */
export const states: readonly HostileCase[] = [
  {
    name: "16,000 mistakes",
    text: json({ version: 1, runs: Object.fromEntries(Array.from({ length: 16_000 }, (_, at) => [`r${at}`, 1])) }),
  },
  { name: "nested a million deep", text: `{"version": 1, "x": ${"[".repeat(1_000_000)}` },
  { name: "9 MB", text: json({ version: 1, note: "x".repeat(9_000_000) }) },
  { name: "100,000 names twice", text: `{"version": 1, ${Array.from({ length: 100_000 }, () => '"a": 1').join()}}` },
].map(({ name, text }) => ({
  kind: "a state file",
  name,
  make: (folder: string) => put(folder, ".lossline/state.json", text),
  named: /Fix or remove the file/,
  atRoot: true as const,
}));

/** What somebody set for 60,000 runs: 7 MB. */
export const manyMarks: HostileCase = {
  kind: "a state file",
  name: "60,000 runs",
  make: (folder) => {
    const marks = { pinned: true, note: "a note that says what came of it, and what is to be done next".padEnd(70) };
    const runs = Object.fromEntries(Array.from({ length: 60_000 }, (_, at) => [`sweep/run-${at}`, marks]));
    put(folder, ".lossline/state.json", json({ version: 1, runs }));
  },
  atRoot: true,
};

const long = "a".repeat(100);

const patterns = [
  { name: "stars in one name", glob: "**/*a*a*a*a*a*a*b" },
  { name: "alternatives within alternatives", glob: `**/${"{a,aa}".repeat(30)}b` },
  { name: "extended patterns", glob: "**/+(a|aa)+(a|aa)+(a|aa)b" },
  { name: "500 KB", glob: `**/${"[a-z]*".repeat(80_000)}` },
];

/** Settings of a cloned repository, and a folder for them to be tried on. */
export const globs: readonly HostileCase[] = patterns.map(({ name, glob }) => ({
  kind: "a glob",
  name,
  make: (folder: string) => {
    put(
      folder,
      ".vscode/settings.json",
      json({ "files.exclude": { [glob]: true }, "files.watcherExclude": { [glob]: true } }),
    );
    mkdirSync(join(folder, long));
    put(folder, `${long}/keep`, "");
  },
  atRoot: true as const,
}));

/** All of them as `files.exclude`, where only we try them: VS Code's explorer hangs over names that it shows, so theirs lie deeper. */
export const deepGlobs: HostileCase = {
  kind: "a glob",
  name: "all of them",
  make: (folder) => {
    put(
      folder,
      ".vscode/settings.json",
      json({ "files.exclude": Object.fromEntries(patterns.map(({ glob }) => [glob, true])) }),
    );
    put(folder, `deep/er/${long}/keep`, "");
  },
  named: /files\.exclude/,
  atRoot: true,
};

/** A repository whose configuration starts what it names. @param started is made if it does: absolute path */
export function repository(folder: string, started: string, keys: readonly string[]): void {
  const git = (...words: string[]) =>
    execFileSync("git", words, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  git("init", "--quiet", "--initial-branch=main");
  git("config", "user.email", "a@example.org");
  git("config", "user.name", "a");
  put(folder, "code/train.py", "print(1)\n");
  git("add", "--all", "code");
  git("commit", "--quiet", "--message", "one");
  const tree = git("rev-parse", "HEAD^{tree}");
  const script = join(folder, ".git", "ev.sh");
  writeFileSync(script, `#!/bin/sh\ntouch '${started}'\ncat\n`);
  chmodSync(script, 0o755);
  rmSync(join(folder, ".git/objects", tree.slice(0, 2), tree.slice(2)));
  const lazy = {
    "core.repositoryformatversion": "1",
    "extensions.partialClone": "origin",
    "remote.origin.promisor": "true",
    "remote.origin.url": "ssh://x.example/x",
  };
  for (const [key, value] of Object.entries(lazy)) git("config", key, value);
  for (const key of keys) git("config", key, script);
}
