import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { access, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, isAbsolute, join } from "node:path";
import type { Interpreter } from "../python/environment/interpreters";

/** Where a launch ran: on which machine, with which Python and what was installed in it. */
export interface Machine {
  readonly host: string;
  /** How many GPUs nvidia-smi told of. */
  readonly gpus: number;
  /** As it was started; of one that a tool starts, the path that it has. */
  readonly python: string;
  /** The digest of the list of packages, where that could be read. */
  readonly packages?: string;
}

/** So long a tool may take that has to make the environment first, in ms. */
const patience = 120_000;

/**
 * The interpreter's path. One that a project's tool starts is asked for it, since only the tool knows where it keeps the environment; where
 * that fails it is the name by which it is started.
 * @param cwd where the tool looks for its project: absolute path
 */
export async function pathOf({ path, runner, environment }: Interpreter, cwd: string): Promise<string> {
  const [program, ...before] = runner ?? [];
  if (program === undefined) return path;
  const env = { ...process.env, ...environment };
  const question = [...before, path, "-c", "print(__import__('sys').executable)"];
  return new Promise((resolve) => {
    execFile(program, question, { cwd, env, timeout: patience }, (error, answer) => {
      const told = answer.trim().split("\n").at(-1)?.trim() ?? "";
      resolve(error === null && isAbsolute(told) ? told : path);
    });
  });
}

/** No environment has more packages than this. */
const most = 20_000;

/**
 * What is installed in an interpreter's environment, as "torch==2.13.0", sorted: read off the names of pip's metadata folders, so nothing
 * is run. Undefined where the interpreter is found on PATH, or its environment is laid out otherwise.
 * @param interpreter its path; that of an environment is usually a link, and is not followed
 */
export async function packagesOf(interpreter: string): Promise<readonly string[] | undefined> {
  if (!isAbsolute(interpreter)) return undefined;
  const home = dirname(dirname(interpreter));
  const versions = (await namesIn(join(home, "lib"))).filter((name) => /^python\d/.test(name));
  const places = [
    ...versions.map((name) => join(home, "lib", name)),
    join(dirname(interpreter), "Lib"),
    join(home, "Lib"),
  ];
  const names = (await Promise.all(places.map((place) => namesIn(join(place, "site-packages"))))).flat().slice(0, most);
  const found = names.flatMap((name) => {
    const [, project, version] = /^([\w.]+)-([^-]+)\.(?:dist|egg)-info$/.exec(name) ?? [];
    return project === undefined || version === undefined
      ? []
      : [`${project.replaceAll("_", "-").toLowerCase()}==${version}`];
  });
  return found.length === 0 ? undefined : [...new Set(found)].sort();
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => []);
}

/** Lists of packages, each kept once by its digest in a folder of the editor's storage. */
export class PackageLists {
  constructor(private readonly folder: string) {}

  pathOf(digest: string): string {
    return join(this.folder, `${digest}.txt`);
  }

  /** @returns the digest of the list */
  async keep(packages: readonly string[]): Promise<string> {
    const text = `${packages.join("\n")}\n`;
    const digest = createHash("sha256").update(text).digest("hex").slice(0, 32);
    const isThere = await access(this.pathOf(digest)).then(
      () => true,
      () => false,
    );
    if (isThere) return digest;
    await mkdir(this.folder, { recursive: true });
    await writeFile(this.pathOf(digest), text);
    return digest;
  }

  /** The list of a digest; undefined if it is gone. */
  async read(digest: string): Promise<readonly string[] | undefined> {
    if (!/^[0-9a-f]{32}$/.test(digest)) return undefined;
    return readFile(this.pathOf(digest), "utf8").then(
      (text) => text.trim().split("\n"),
      () => undefined,
    );
  }
}

/** Packages by name and version. */
export function versionsOf(list: readonly string[]): readonly (readonly [name: string, version: string])[] {
  return list.map((entry) => [nameOf(entry), entry.slice(nameOf(entry).length + 2)]);
}

/** What differs between two lists: "torch 2.12.0 → 2.13.0", "+ ray 2.60.0", "− numpy 1.26.4". */
export function packageChanges(before: readonly string[], now: readonly string[]): readonly string[] {
  const [old, own] = [new Map(versionsOf(before)), new Map(versionsOf(now))];
  const names = [...new Set([...old.keys(), ...own.keys()])].sort();
  return names.flatMap((name) => {
    const [was, is] = [old.get(name), own.get(name)];
    if (was === is) return [];
    if (was === undefined) return [`+ ${name} ${is ?? ""}`];
    return [is === undefined ? `− ${name} ${was}` : `${name} ${was} → ${is}`];
  });
}

function nameOf(entry: string): string {
  return entry.slice(0, entry.indexOf("=="));
}
