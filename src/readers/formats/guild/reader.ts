import { dirname, join } from "node:path";
import type { ReadOutcome, SourceReader } from "../../format";
import { parseYaml } from "../../parsing/documents/yaml";
import { readText } from "../../parsing/files/open";
import { fileStat, stampOf } from "../../parsing/files/stat";
import { fillParams } from "../../parsing/params/fillParams";
import { SideFiles } from "../../parsing/params/sideFiles";
import type { RawRun, RawSource } from "../../raw";
import { t } from "../../../util/text";

/** What Guild itself keeps in a run's folder. */
export const ownFolder = ".guild";

/** Attributes that are read, each a file with a value in YAML. */
const attributes = ["started", "stopped", "exit_status", "label", "tags", "vcs_commit", "comments"] as const;
type Attribute = (typeof attributes)[number];
const flags = `${ownFolder}/attrs/flags`;
/** The process that runs it; gone when it has ended. */
const lock = "LOCK";
const largest = 64 * 1024;

/** Reads what Guild says of a run. Its points are in logs that other formats read. */
export class GuildReader implements SourceReader {
  private readonly sides: SideFiles;
  private seen = "";

  /** @param path absolute path of the folder `.guild` */
  constructor(private readonly path: string) {
    this.sides = new SideFiles(dirname(path), [flags]);
  }

  get files(): readonly string[] {
    return [...this.sides.files, ...this.watched().filter((file) => fileStat(file) !== undefined)];
  }

  get alsoWatched(): readonly string[] {
    return [...this.sides.awaited(this.path), ...this.watched()];
  }

  get warnings(): readonly string[] {
    return this.sides.warnings;
  }

  read(into: RawSource): ReadOutcome {
    const run = into.run();
    if (this.sides.refresh()) fillParams(run, this.sides);
    const seen = this.watched()
      .map((file) => stampOf(fileStat(file)))
      .join("\n");
    if (seen !== this.seen) this.tell(run);
    this.seen = seen;
    return { state: "idle" };
  }

  private watched(): readonly string[] {
    return [...attributes.map((name) => this.attribute(name)), join(this.path, "opref"), join(this.path, lock)];
  }

  private attribute(name: Attribute): string {
    return join(this.path, "attrs", name);
  }

  private tell({ facts }: RawRun): void {
    const operation = operationIn(textIn(join(this.path, "opref")));
    const label = this.value("label");
    facts.name = typeof label === "string" && label !== "" ? label : (operation ?? t("run"));
    if (operation !== undefined) facts.group = operation;
    const [startedAt, endedAt] = [this.milliseconds("started"), this.milliseconds("stopped")];
    if (startedAt !== undefined) facts.startedAt = startedAt;
    if (endedAt !== undefined) facts.endedAt = endedAt;
    const tags = this.value("tags");
    if (Array.isArray(tags) && tags.length > 0) facts.tags = tags.map(String);
    const code = this.value("vcs_commit");
    const [commit] = typeof code === "string" ? (/[0-9a-f]{40}/.exec(code) ?? []) : [];
    if (commit !== undefined) facts.git = { commit };
    const status = statusOf(this.value("exit_status"), fileStat(join(this.path, lock)) !== undefined);
    if (status) facts.status = status;
    else delete facts.status;
  }

  private value(name: Attribute): unknown {
    const parsed = parseYaml(textIn(this.attribute(name)) ?? "");
    return parsed.ok ? parsed.value : undefined;
  }

  /** Guild's times are microseconds. */
  private milliseconds(name: Attribute): number | undefined {
    const value = this.value(name);
    return typeof value === "number" && Number.isFinite(value) ? value / 1000 : undefined;
  }
}

function textIn(path: string): string | undefined {
  try {
    return readText(path, largest);
  } catch {
    return undefined;
  }
}

/** What was run, of `guildfile:/project/guild.yml <digest> <model> <operation>`. An empty model is `''`. */
function operationIn(opref: string | undefined): string | undefined {
  const words = (opref ?? "").trim().split(/\s+/);
  const [model, operation] = words.slice(-2);
  if (words.length < 3 || operation === undefined) return undefined;
  return model === "''" || model === undefined ? operation : `${model.replaceAll("'", "")}:${operation}`;
}

function statusOf(exit: unknown, isLocked: boolean): RawRun["facts"]["status"] {
  if (typeof exit !== "number") {
    return isLocked ? { status: "running", reason: t("Guild’s lock names a process that runs it") } : undefined;
  }
  if (exit === 0) return { status: "finished", reason: t("Guild recorded exit code 0") };
  const reason = t("Guild recorded exit code {code}", { code: exit });
  return { status: exit < 0 ? "killed" : "failed", reason };
}
