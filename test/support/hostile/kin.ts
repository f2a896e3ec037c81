import { createHash } from "node:crypto";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import { runMeta } from "../mlflowStore";
import { put, type Case } from "./hostileCase";

export const points = "1700000000000 0.5 0\n1700000001000 0.4 1\n";

/** A run of MLflow's, with two points and the parent that it names. */
export function child(folder: string, id: string, parent: string): void {
  const run = `mlruns/0/${id}`;
  put(folder, `${run}/meta.yaml`, runMeta(id));
  put(folder, `${run}/metrics/loss`, points);
  put(folder, `${run}/tags/mlflow.parentRunId`, parent);
}

export const idOf = (at: number) => at.toString(16).padStart(32, "0");

export const kin: readonly Case[] = [
  { name: "a run that is its own parent", make: (folder) => child(folder, idOf(1), idOf(1)) },
  {
    name: "runs that are each other’s parents",
    make: (folder) => [1, 2, 3].forEach((at) => child(folder, idOf(at), idOf((at % 3) + 1))),
  },
  {
    name: "a line of 40 generations",
    make: (folder) => Array.from({ length: 40 }, (_, at) => child(folder, idOf(at), idOf(at + 1))),
  },
  {
    name: "40 children of one run",
    make: (folder) => Array.from({ length: 40 }, (_, at) => child(folder, idOf(at + 1), idOf(0))),
  },
];

/** A repository of Git and DVC whose experiment is this. */
function repository(folder: string, make: (git: string) => string): void {
  put(folder, ".dvc/config", "");
  put(folder, ".git/HEAD", "ref: refs/heads/main\n");
  put(folder, ".git/objects/keep", "");
  const git = join(folder, ".git");
  const id = make(git);
  put(git, "refs/heads/main", `${id}\n`);
  put(git, `refs/exps/${id.slice(0, 2)}/${id.slice(2)}/odd-one`, `${id}\n`);
}

/** Writes an object as Git does, whatever it says of its size. @returns its id */
function object(git: string, bytes: Buffer): string {
  const id = createHash("sha1").update(bytes).digest("hex");
  put(git, `objects/${id.slice(0, 2)}/${id.slice(2)}`, deflateSync(bytes));
  return id;
}

export const repositories: readonly Case[] = [
  {
    name: "a commit that unpacks to 200 MB",
    make: (folder) => repository(folder, (git) => object(git, Buffer.alloc(200 * 2 ** 20))),
    named: /larger than 16 MB|damaged/,
  },
  {
    named: /is a blob/,
    name: "names that lead to each other",
    make: (folder) =>
      repository(folder, (git) => {
        put(git, "refs/heads/a", "ref: refs/heads/b\n");
        put(git, "refs/heads/b", "ref: refs/heads/a\n");
        put(git, "refs/exps/aa/bb/c", "ref: refs/exps/aa/bb/c\n");
        return object(git, Buffer.from("blob 0\0"));
      }),
  },
  {
    name: "a commit that is its own parent, as its name says",
    make: (folder) =>
      repository(folder, (git) => {
        const id = "ab".repeat(20);
        const text = `tree ${id}\nparent ${id}\nauthor a <a> 1 +0000\ncommitter a <a> 1 +0000\n\nx\n`;
        put(git, `objects/ab/${id.slice(2)}`, deflateSync(Buffer.from(`commit ${text.length}\0${text}`)));
        return id;
      }),
  },
  {
    named: /is a blob/,
    name: "a list of names of 12 MB",
    make: (folder) =>
      repository(folder, (git) => {
        const id = object(git, Buffer.from("blob 0\0"));
        put(git, "packed-refs", Array.from({ length: 200_000 }, (_, at) => `${id} refs/exps/aa/bb/${at}\n`).join(""));
        put(git, "objects/info/alternates", `${join(git, "objects")}\n`.repeat(1000));
        return id;
      }),
  },
];
