import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { cp, lstat, mkdir, opendir, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, join, posix, relative, sep } from "node:path";
import { HumanError, messageOf, systemCode } from "../util/errors";
import { t } from "../util/text";
import { modelCard, type CardFacts } from "./card";
import { promotionFile, versionPath, versionsOf, type PromotedFile, type Promotion } from "./promotion";

/** What is asked to be promoted. */
export interface PromotionOrder extends CardFacts {
  readonly promotion: Omit<Promotion, "version" | "files">;
  /** Absolute paths of the files and folders that are the model. */
  readonly files: readonly string[];
}

/** More than this belongs to a registry, not to a folder of the project. */
const mostFiles = 10_000;

/**
 * Copies a model to the next version of its name, with its card, its record and the sums of its files. The version appears as a
 * whole or not at all: it is made beside its place and moved there.
 * @param models absolute path of the folder of models
 * @returns the absolute path of the version's folder, and what stands in its record
 * @throws {HumanError} if the name is none, a file is gone or is being written, or the folder can't be written to
 */
export async function promote(
  models: string,
  order: PromotionOrder,
): Promise<{ folder: string; promotion: Promotion }> {
  const { name } = order.promotion;
  if (!isModelName(name))
    throw new HumanError(
      t("A model’s name has letters, digits, “.”, “-” and “_” only, and begins with a letter or a digit."),
    );
  const beside = join(models, name, `.${randomUUID()}.partial`);
  try {
    await mkdir(beside, { recursive: true });
    for (const file of order.files) await copyUnchanged(file, join(beside, basename(file)));
    const files = await filesIn(beside);
    for (let tries = 0; ; tries++) {
      const made = await asNextVersion(models, beside, order, files).catch((error: unknown) => {
        // Another window took this version meanwhile.
        if (tries < mostTries && taken.has(systemCode(error) ?? "")) return undefined;
        throw error;
      });
      if (made) return made;
    }
  } catch (error) {
    if (error instanceof HumanError || systemCode(error) === undefined) throw error;
    const folder = join(models, name);
    throw new HumanError(t("The model can’t be written to {folder}: {error}", { folder, error: messageOf(error) }));
  } finally {
    await rm(beside, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** What a system says where a folder with something in it is in the way. */
const taken = new Set(["ENOTEMPTY", "EEXIST", "EPERM"]);
const mostTries = 20;

/** Writes the record of the next version into what lies beside, and moves it to its place. @throws the system's error, also where that is taken */
async function asNextVersion(
  models: string,
  beside: string,
  order: PromotionOrder,
  files: readonly PromotedFile[],
): Promise<{ folder: string; promotion: Promotion }> {
  const { name } = order.promotion;
  const version = ((await versionsOf(models, name)).at(-1) ?? 0) + 1;
  const promotion: Promotion = { ...order.promotion, version, files };
  await writeFile(join(beside, "README.md"), modelCard(promotion, order));
  await writeFile(join(beside, promotionFile), `${JSON.stringify(promotion, undefined, 2)}\n`);
  await writeFile(join(beside, "SHA256SUMS"), files.map(({ sha256, path }) => `${sha256}  ${path}\n`).join(""));
  const folder = join(models, versionPath(name, version));
  await rename(beside, folder);
  return { folder, promotion };
}

/** Names become folders, and repositories on the Hub. */
export function isModelName(name: string): boolean {
  return /^[A-Za-z0-9][\w.-]{0,95}$/.test(name) && !name.endsWith(".");
}

/** Copies a file or folder, or what a link of that name leads to, unless it is written meanwhile. Links within a folder are left out. */
async function copyUnchanged(named: string, to: string): Promise<void> {
  const from = await realpath(named).catch(() => named);
  const before = await stampsOf(from);
  await cp(from, to, { recursive: true, errorOnExist: true, force: false, filter: isPlain });
  const after = await stampsOf(from);
  if (before !== after)
    throw new HumanError(t("{file} is being written. Promote it when it is complete.", { file: basename(from) }));
}

async function isPlain(path: string): Promise<boolean> {
  const found = await lstat(path);
  return found.isFile() || found.isDirectory();
}

async function stampsOf(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new HumanError(t("{file} no longer exists.", { file: path }));
  if (!found.isDirectory()) return `${found.size} ${found.mtimeMs}`;
  const stamps: string[] = [];
  for await (const entry of await opendir(path)) stamps.push(`${entry.name} ${await stampsOf(join(path, entry.name))}`);
  return stamps.sort().join("\n");
}

async function filesIn(folder: string): Promise<PromotedFile[]> {
  const files: PromotedFile[] = [];
  for await (const entry of await opendir(folder, { recursive: true })) {
    if (!entry.isFile()) continue;
    if (files.length >= mostFiles)
      throw new HumanError(t("A model of more than {most} files is not copied.", { most: mostFiles }));
    const path = join(entry.parentPath, entry.name);
    const { size } = await stat(path);
    files.push({ path: relative(folder, path).split(sep).join(posix.sep), bytes: size, sha256: await sumOf(path) });
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function sumOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const bytes of createReadStream(path)) hash.update(bytes as Buffer);
  return hash.digest("hex");
}
