import { createHash } from "node:crypto";
import { copyFile, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { arch, hostname, release } from "node:os";
import { basename, dirname, join } from "node:path";
import { holdsKey } from "../../util/secretShapes";
import { gitBytes, gitList, gitText } from "./git";

/** What is kept of the code that a launch ran, at most, in bytes. */
export interface Limits {
  readonly patch: number;
  /** Of one untracked file, and of all of them. */
  readonly file: number;
  readonly files: number;
}

export interface CaptureOptions {
  readonly limits?: Limits;
  /** Whether a file, by its absolute path, was written by a run: then it is no code. */
  readonly isOutput?: (path: string) => boolean;
}

export const usualLimits: Limits = { patch: 20_000_000, file: 1_000_000, files: 20_000_000 };

/** The code that a launch ran: a commit, what was changed since, and what was not tracked. */
export interface Snapshot {
  /** The repository's folder: absolute path. */
  readonly top: string;
  readonly commit: string;
  /** SHA-256 over commit, patch and untracked files: equal for equal code. */
  readonly digest: string;
  /** Untracked files that were kept, relative to `top`, with forward slashes. */
  readonly untracked: readonly string[];
  /** What was not kept: untracked files that are too large or hold a secret, or the patch itself. */
  readonly left: readonly string[];
  readonly host: { readonly name: string; readonly system: string };
}

/** Untracked files that are code or say what it does; data, checkpoints and logs are none of it. */
const code =
  /\.(?:pyi?|pyx|pxd|ipynb|ya?ml|toml|json|jsonnet|gin|cfg|ini|conf|sh|txt|md|c|cc|cpp|cu|h|hpp|rs|js|ts|r|jl|sql|env.*|lock)$|(?:^|\/)(?:Makefile|Dockerfile|\.env|\.gitattributes|\.gitignore)$/i;

/** Names of files that hold secrets, whatever is in them. */
const secretFile =
  /^(?:\.env(?:\..*)?|\.netrc|\.pypirc|\.npmrc|id_(?:rsa|ed25519|ecdsa)|credentials?(?:\..*)?|secrets?\..*)$|\.(?:pem|key|p12|pfx)$/i;

const patchName = "patch.diff";
const about = "snapshot.json";

/**
 * Keeps what a repository's commit does not tell of the code in it: `patch.diff`, `untracked/…` and `snapshot.json` in a folder.
 * @param folder anywhere within the repository
 * Of what is not tracked only code is kept, not what runs wrote.
 * @param into made for it; undefined to look without keeping anything
 * @returns undefined without git, a repository or a commit
 */
export async function capture(
  folder: string,
  into: string | undefined,
  { limits = usualLimits, isOutput = () => false }: CaptureOptions = {},
): Promise<Snapshot | undefined> {
  try {
    const top = await gitText(folder, "rev-parse", "--show-toplevel");
    const commit = await gitText(top, "rev-parse", "HEAD");
    const hash = createHash("sha256").update(commit);
    const left: string[] = [];
    const patch = await patchOf(top, limits.patch).catch(() => undefined);
    if (patch) hash.update(patch);
    if (!patch || holdsKey(patch.toString("latin1"))) left.push(patchName);
    else if (into !== undefined) await put(join(into, patchName), patch);
    const untracked: string[] = [];
    let room = limits.files;
    for (const file of await gitList(top, "ls-files", "--others", "--exclude-standard", "-z")) {
      if (!code.test(file) || isOutput(join(top, file))) continue;
      const size = await keepable(join(top, file), file, Math.min(limits.file, room));
      if (size === undefined) {
        left.push(file);
        continue;
      }
      room -= size;
      hash.update(`\0${file}\0`).update(await readFile(join(top, file)));
      untracked.push(file);
      if (into !== undefined) await copy(join(top, file), join(into, "untracked", file));
    }
    const host = { name: hostname(), system: `${process.platform} ${release()} ${arch()}` };
    const snapshot: Snapshot = { top, commit, digest: hash.digest("hex"), untracked, left, host };
    if (into !== undefined) await put(join(into, about), Buffer.from(JSON.stringify(snapshot)));
    return snapshot;
  } catch {
    return undefined; // no repository, no commit, or files that go while they are read: the launch goes on without
  }
}

/** Files behind a filter (git LFS) look changed to a git that does not start the filter: they are no part of a patch. */
const unfiltered = ":(top,attr:!filter)";

/** The patch from the commit to the working tree, in a form that no setting of the user changes. */
function patchOf(top: string, most: number): Promise<Buffer> {
  const form = ["--binary", "--full-index", "--no-color", "--no-ext-diff", "--no-textconv", "--no-renames"];
  const args = [
    "diff",
    ...form,
    "--ignore-submodules=all",
    "--src-prefix=a/",
    "--dst-prefix=b/",
    "HEAD",
    "--",
    unfiltered,
  ];
  return gitBytes(top, args, most);
}

/** The file's size, if it is one that may be kept. */
async function keepable(path: string, name: string, most: number): Promise<number | undefined> {
  if (secretFile.test(basename(name))) return undefined;
  const { size } = await stat(path);
  if (size > most) return undefined;
  return holdsKey(await readFile(path, "latin1")) ? undefined : size;
}

async function put(path: string, content: Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

async function copy(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await copyFile(from, to);
}

/** What was kept in a folder; undefined if that is nothing that can be understood. */
export async function readSnapshot(folder: string): Promise<Snapshot | undefined> {
  try {
    const content: unknown = JSON.parse(await readFile(join(folder, about), "utf8"));
    return isSnapshot(content) ? content : undefined;
  } catch {
    return undefined;
  }
}

/** The files are ours, but names from them become paths and arguments of git: they are looked at again. */
function isSnapshot(value: unknown): value is Snapshot {
  if (typeof value !== "object" || value === null) return false;
  const { top, commit, digest, untracked, left } = value as Readonly<Record<string, unknown>>;
  const plain = (list: unknown) =>
    Array.isArray(list) && list.every((each) => typeof each === "string" && !each.split("/").includes(".."));
  return (
    typeof top === "string" &&
    /^[0-9a-f]{40,64}$/.test(String(commit)) &&
    typeof digest === "string" &&
    plain(untracked) &&
    plain(left)
  );
}

/** The patch that was kept, if one was: its path, or undefined where nothing was changed. */
export async function keptPatch(folder: string): Promise<string | undefined> {
  const path = join(folder, patchName);
  const size = await stat(path).then(
    (each) => each.size,
    () => 0,
  );
  return size === 0 ? undefined : path;
}

/** Throws a snapshot away. */
export async function forget(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true }).catch(() => undefined);
}
