import type { ParamValue } from "../../../shared/run";
import type { RawRun } from "../../raw";
import { readText } from "../../parsing/files/open";
import { fileStat, stampOf } from "../../parsing/files/stat";
import { flattenParams } from "../../parsing/params/flatten";
import { parsePythonConfig } from "./pythonConfig";

/** A configuration larger than this is data: bytes. */
const largest = 1024 * 1024;

/** MMEngine's config.py, as parameters. Nothing in it is run: see pythonConfig. */
export class ConfigFile {
  private seen = "";
  private params: ReadonlyMap<string, ParamValue> = new Map();

  constructor(private readonly path: string | undefined) {}

  get files(): readonly string[] {
    return this.path === undefined ? [] : [this.path];
  }

  /** Sets the run's parameters, if there are any. */
  tell(run: RawRun): void {
    if (this.path === undefined) return;
    const stat = fileStat(this.path);
    if (!stat || stat.size > largest) return;
    const seen = stampOf(stat);
    if (seen !== this.seen) {
      // What a half-written file said may not stand in the whole one.
      for (const name of this.params.keys()) run.params.delete(name);
      this.params = paramsIn(readText(this.path, largest));
    }
    if (seen !== this.seen || run.params.size === 0)
      for (const [name, value] of this.params) run.params.set(name, value);
    this.seen = seen;
  }
}

function paramsIn(text: string): ReadonlyMap<string, ParamValue> {
  const params = new Map<string, ParamValue>();
  flattenParams(parsePythonConfig(text), params);
  return params;
}
