import { isAbsolute, join, relative, sep } from "node:path";
import { t } from "../util/text";
import type { LaunchPlan } from "./plan";
import { launcherOf, launcherProblem } from "./targets";
import { maskText } from "../util/maskText";
import { isSecretName } from "../util/secretShapes";
import { isMasked, maskArguments } from "./secrets";

/** A saved plan of a script: what differs from how it would be started by itself. */
export interface Profile {
  readonly name: string;
  /** Relative to the workspace folder, with forward slashes. */
  readonly script: string;
  readonly args: readonly string[];
  /** Values are texts in which `${env:NAME}` stands for the editor's variable of that name. */
  readonly env: Readonly<Record<string, string>>;
  /** Relative to the workspace folder. */
  readonly cwd?: string;
  /** What starts the script in Python's place: `torchrun --nproc_per_node 2`. */
  readonly launcher?: readonly string[];
  /** Keeps what is printed in a file: one of this path, relative to the workspace folder; `true`: in the editor's storage. */
  readonly log?: true | string;
  /** The interpreter: a path, relative to the workspace folder, or absolute. */
  readonly python?: string;
}

/** The profiles of a workspace folder, and what is wrong in their file. */
export interface Profiles {
  readonly profiles: readonly Profile[];
  readonly problems: readonly string[];
}

/** Where profiles lie below a workspace folder. */
export const profilesFile = ".lossline/profiles.json";

/** Larger files are no list of profiles. */
export const longestProfiles = 1_000_000;

const known = ["name", "script", "args", "env", "cwd", "launcher", "python", "log"];

/** Reads `{ "profiles": [ … ] }`. A profile with a mistake is left out, and the mistake named; a secret in the file is one. */
export function parseProfiles(text: string): Profiles {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    return { profiles: [], problems: [t("Not valid JSON: {error}", { error: String(error) })] };
  }
  const list: unknown = isRecord(content) ? content["profiles"] : undefined;
  if (!Array.isArray(list)) return { profiles: [], problems: [t("{name} is missing, a list", { name: "profiles" })] };
  const profiles: Profile[] = [];
  const problems: string[] = [];
  for (const [at, each] of list.entries()) {
    const wrong = problemOf(each, profiles);
    if (wrong === undefined) profiles.push(made(each as Written));
    else problems.push(t("Profile {number}: {problem}", { number: at + 1, problem: wrong }));
  }
  return { profiles, problems };
}

type Written = Pick<Profile, "name" | "script"> & Partial<Profile>;

function made({ name, script, args = [], env = {}, cwd, launcher, python, log }: Written): Profile {
  return {
    name,
    script,
    args,
    env,
    ...(cwd === undefined ? {} : { cwd }),
    ...(launcher === undefined ? {} : { launcher }),
    ...(python === undefined ? {} : { python }),
    ...(log === undefined ? {} : { log }),
  };
}

function problemOf(value: unknown, before: readonly Profile[]): string | undefined {
  if (!isRecord(value)) return t("not an object");
  const strange = Object.keys(value).find((key) => !known.includes(key));
  if (strange !== undefined) return t("{name} is not known", { name: strange });
  for (const name of ["name", "script"]) {
    if (typeof value[name] !== "string" || value[name] === "") return t("{name} is missing, a text", { name });
  }
  for (const name of ["cwd", "python"]) {
    if (value[name] !== undefined && typeof value[name] !== "string") return t("{name} is a text", { name });
  }
  const { log } = value;
  if (log !== undefined && log !== true && (typeof log !== "string" || log === ""))
    return t("{name} is the path of a file, or {value}", { name: "log", value: "true" });
  for (const name of ["args", "launcher"]) {
    if (value[name] !== undefined && !isTexts(value[name])) return t("{name} is a list of texts", { name });
  }
  if (Array.isArray(value["launcher"]) && value["launcher"].length === 0)
    return t("{name} is empty", { name: "launcher" });
  const { launcher } = value;
  const misled = isTexts(launcher) ? launcherProblem(launcher) : undefined;
  if (misled !== undefined) return misled;
  const twice = before.some(({ name, script }) => name === value["name"] && script === value["script"]);
  return twice ? t("there is another of its name for its script") : secretIn(value);
}

/** The file is made to be shared: what is secret stands in it by reference only. */
function secretIn({ env = {}, args = [] }: Readonly<Record<string, unknown>>): string | undefined {
  if (!isRecord(env) || !Object.values(env).every((each) => typeof each === "string"))
    return t("{name} is an object of texts", { name: "env" });
  for (const [name, value] of Object.entries(env)) {
    if (/^[A-Za-z_]\w*$/.test(name)) {
      const isReference = /^\$\{env:\w+\}$/.test(String(value));
      if (!isReference && (isSecretName(name) || maskText(String(value)) !== value))
        return t("{name} is a secret: write {reference}", { name, reference: `\${env:${name}}` });
    } else return t("{name} can’t be the name of a variable", { name });
  }
  const words = isTexts(args) ? args : [];
  return isMasked(maskArguments(words)) ? t("an argument is a secret: give it by a variable") : undefined;
}

/**
 * The plan as a profile has it; its arguments are not part of that, since they are proposed, and may be changed.
 * @param folder of the workspace: absolute path
 * @param inherited the editor's own variables
 */
export function withProfile(
  plan: LaunchPlan,
  profile: Profile,
  folder: string,
  inherited: Readonly<Record<string, string | undefined>>,
): LaunchPlan {
  const { env, cwd, launcher, python, log } = profile;
  const at = (path: string) => (isAbsolute(path) ? path : join(folder, path));
  const filled = Object.entries(env).map(([name, value]) => [
    name,
    value.replaceAll(/\$\{env:(\w+)\}/g, (_, other: string) => inherited[other] ?? ""),
  ]);
  return {
    ...plan,
    environment: { ...plan.environment, ...(Object.fromEntries(filled) as Record<string, string>) },
    ...(cwd === undefined ? {} : { cwd: at(cwd) }),
    ...(log === undefined ? {} : { keepsOutput: log === true ? log : at(log) }),
    ...(launcher === undefined ? {} : { launcher: launcherOf(launcher) }),
    ...(python === undefined ? {} : { interpreter: { path: at(python), environment: {}, name: python } }),
  };
}

/** The profiles of a script. @param script absolute path */
export function profilesOf(profiles: readonly Profile[], script: string, folder: string): readonly Profile[] {
  const own = relative(folder, script).split(sep).join("/");
  return profiles.filter((profile) => profile.script.replace(/^\.\//, "") === own);
}

/** The text of the file with one more profile, in the place of the one of its name. */
export function profilesText(profiles: readonly Profile[], added: Profile): string {
  const others = profiles.filter(({ name, script }) => name !== added.name || script !== added.script);
  return `${JSON.stringify({ profiles: [...others, added] }, null, 2)}\n`;
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === "string");
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
