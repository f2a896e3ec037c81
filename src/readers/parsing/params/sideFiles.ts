import { dirname, join } from "node:path";
import type { ParamValue } from "../../../shared/run";
import { flattenParams, mergedParams } from "./flatten";
import { parsePythonJson } from "../documents/pythonJson";
import { readText } from "../files/open";
import { fileStat, stampOf } from "../files/stat";
import { parseYaml } from "../documents/yaml";
import { systemCode } from "../../../util/errors";
import { t } from "../../../util/text";

/** Where people and tools put what a run was started with, beside its log. What a later one says goes over an earlier one. */
export const usualParamFiles = [
  ".hydra/config.yaml",
  "config.yaml",
  "config.yml",
  "config.json",
  "params.yaml",
  "params.yml",
  "params.json",
  "args.yaml",
  "args.yml",
  "args.json",
  "hparams.yaml",
  "hparams.json",
] as const;

/** In place of a file's state, where it could not be opened. */
const refused = "refused";

/** A configuration larger than this is data: bytes. */
const largest = 1024 * 1024;

/** One file of parameters: what it was when last looked at, and what it said. */
interface SideFile {
  readonly path: string;
  /** As it is called in what is said of it: relative to the log's folder. */
  readonly name: string;
  readonly prefix: string;
  /** Size and time of change when last read; "" = there is no such file. */
  seen: string;
  params: ReadonlyMap<string, ParamValue>;
  warning: string | undefined;
}

/**
 * The parameters in files beside a log. A look costs one stat for each file; they are read only when changed. A file that
 * cannot be parsed, perhaps since it is half-written, leaves what it said before in place, with a warning.
 */
export class SideFiles {
  private readonly all: readonly SideFile[];

  /**
   * @param folder absolute path
   * @param names relative to the folder; where several say something, the last one wins
   * @param prefix put before each name, with a dot between: "model"
   */
  constructor(folder: string, names: readonly string[], prefix = "") {
    this.all = names.map((name) => ({
      path: join(folder, name),
      name,
      prefix,
      seen: "",
      params: new Map<string, ParamValue>(),
      warning: undefined,
    }));
  }

  /** Absolute paths of those that are there. */
  get files(): readonly string[] {
    return this.all.filter((file) => file.seen !== "").map((file) => file.path);
  }

  /**
   * Absolute paths of those that are not there yet and would lie elsewhere than the log, whose folder does not tell of them.
   * @param beside absolute path of the log
   */
  awaited(beside: string): readonly string[] {
    const folder = dirname(beside);
    return this.all.filter((file) => file.seen === "" && dirname(file.path) !== folder).map((file) => file.path);
  }

  get warnings(): readonly string[] {
    return this.all.flatMap((file) => file.warning ?? []);
  }

  /** Everything they say, flat, with dotted names. */
  get params(): ReadonlyMap<string, ParamValue> {
    return mergedParams(this.all.map((file) => file.params));
  }

  /** Looks at the files again. @returns whether the parameters may be others now */
  refresh(): boolean {
    let changed = false;
    for (const file of this.all) changed = look(file) || changed;
    return changed;
  }
}

function look(file: SideFile): boolean {
  const stat = fileStat(file.path);
  const seen = stampOf(stat);
  if (seen === file.seen) return false;
  file.seen = seen;
  file.warning = undefined;
  if (seen === "") {
    file.params = new Map();
    return true;
  }
  if (stat!.size > largest) {
    file.warning = t("Larger than 1 MB, so its parameters were not read: {path}.", { path: file.name });
    return false;
  }
  const text = textOf(file);
  const read = typeof text === "string" ? readParams(file.path, text, file.prefix) : text.reason;
  if (typeof read === "string")
    file.warning = t("Its parameters could not be read: {reason} ({path}).", { path: file.name, reason: read });
  else file.params = read;
  return typeof read !== "string";
}

/** A file's text. What the system refuses is tried again at each look: a right that is given changes no time of the file. */
function textOf(file: SideFile): string | { readonly reason: string } {
  try {
    return readText(file.path, largest);
  } catch (error) {
    file.seen = refused;
    const isForbidden = systemCode(error) === "EACCES";
    return { reason: isForbidden ? t("no permission to read it") : t("the system refused it") };
  }
}

/** The parameters in a file's text, or why there are none to be had. */
function readParams(path: string, text: string, prefix: string): ReadonlyMap<string, ParamValue> | string {
  const parsed = path.endsWith(".json") ? parsePythonJson(text) : parseYaml(text);
  if (!parsed.ok) return parsed.reason;
  const params = new Map<string, ParamValue>();
  flattenParams(parsed.value, params, prefix);
  return params;
}
