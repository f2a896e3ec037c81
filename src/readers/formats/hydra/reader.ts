import { dirname, join } from "node:path";
import type { ReadOutcome, SourceReader } from "../../format";
import { SideFiles } from "../../parsing/params/sideFiles";
import type { RawSource } from "../../raw";
import { fillParams } from "../../parsing/params/fillParams";
import { readText } from "../../parsing/files/open";
import { fileStat, stampOf } from "../../parsing/files/stat";
import { parseYaml } from "../../parsing/documents/yaml";

/** Relative to the job's folder. */
export const jobFiles = {
  config: ".hydra/config.yaml",
  overrides: ".hydra/overrides.yaml",
  hydra: ".hydra/hydra.yaml",
} as const;

const largest = 64 * 1024;
const longestName = 200;

/** Reads a job's configuration. Its name is what the user typed: "lr=0.5 +seed=3"; without overrides it has none. */
export class HydraReader implements SourceReader {
  private readonly sides: SideFiles;
  private readonly overrides: string;
  private seen = "";
  private name: string | undefined;

  /** @param path absolute path of the folder `.hydra` */
  constructor(path: string) {
    this.sides = new SideFiles(dirname(path), [jobFiles.config]);
    this.overrides = join(dirname(path), jobFiles.overrides);
  }

  get files(): readonly string[] {
    return [...this.sides.files, this.overrides];
  }

  get alsoWatched(): readonly string[] {
    return [...this.sides.awaited(this.overrides), this.overrides];
  }

  get warnings(): readonly string[] {
    return this.sides.warnings;
  }

  read(into: RawSource): ReadOutcome {
    const run = into.run();
    if (this.sides.refresh()) fillParams(run, this.sides);
    const stat = fileStat(this.overrides);
    const seen = stampOf(stat);
    if (stat && seen !== this.seen && stat.size <= largest) this.name = nameIn(this.overrides);
    this.seen = seen;
    if (this.name !== undefined) run.facts.name = this.name;
    return { state: "idle" };
  }
}

function nameIn(path: string): string | undefined {
  try {
    const parsed = parseYaml(readText(path, largest));
    const list: unknown = parsed.ok ? parsed.value : undefined;
    const typed = Array.isArray(list) ? list.filter((item) => typeof item === "string") : [];
    return typed.length === 0 ? undefined : typed.join(" ").slice(0, longestName);
  } catch {
    return undefined;
  }
}
