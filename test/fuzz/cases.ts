import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";

/** A fixture's folder as bytes: what a case writes somewhere, whole, changed or in pieces. */
export interface Case {
  /** The format whose fixture it is: a folder of test/fixtures. */
  readonly format: string;
  readonly name: string;
  /** By path relative to the folder, with forward slashes. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** Of all files together. */
  readonly bytes: number;
}

/** Folders of test/fixtures that hold no format's logs. */
const others = new Set(["make", "headline", "statistics", "not-runs", "dvc"]);

/** A folder of folders of fixtures: each is a case of its own, or one changed file would cost reading forty. */
const nested = "kinds";

/** Larger ones make each try too slow; their like is there in small. */
const largest = 512 * 1024;
const mostFiles = 60;

/** Every fixture that is small enough. @param fixtures path of test/fixtures @param only one format's */
export function fixtureCases(fixtures: string, only?: string): Case[] {
  return foldersIn(fixtures)
    .filter((format) => !others.has(format) && (only === undefined || format === only))
    .flatMap((format) =>
      namesIn(join(fixtures, format), format === nested).map((name) =>
        caseIn(join(fixtures, format, name), format, name),
      ),
    )
    .filter(({ files, bytes }) => files.size > 0 && files.size <= mostFiles && bytes <= largest);
}

/** A folder as it is. @param folder its path @param format whose fixture it is */
export function caseIn(folder: string, format: string, name: string): Case {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const files = new Map(paths.map((path) => [relative(folder, path).split(sep).join("/"), readFileSync(path)]));
  return { format, name, files, bytes: bytesOf(files) };
}

function bytesOf(files: ReadonlyMap<string, Buffer>): number {
  return [...files.values()].reduce((sum, { length }) => sum + length, 0);
}

function namesIn(folder: string, isNested: boolean): string[] {
  const names = foldersIn(folder);
  return isNested ? names.flatMap((name) => foldersIn(join(folder, name)).map((inner) => join(name, inner))) : names;
}

function foldersIn(folder: string): string[] {
  return readdirSync(folder)
    .sort()
    .filter((name) => statSync(join(folder, name)).isDirectory());
}
