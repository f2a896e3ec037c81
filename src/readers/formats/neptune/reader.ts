import { existsSync } from "node:fs";
import { dirname } from "node:path";
import type { ReadOutcome, SourceReader } from "../../format";
import { withFile } from "../../parsing/files/open";
import { fileStat, stampOf } from "../../parsing/files/stat";
import { systemProblem } from "../../parsing/lines/lines";
import { footerOf, groupValues } from "../../parsing/parquet/file";
import { BadParquet } from "../../parsing/parquet/thrift";
import type { RawSource } from "../../raw";
import { t } from "../../../util/text";
import { Attributes, columnNames } from "./attributes";

const mostParts = 1000;

/** Reads the parts of one run, a row group at each call; all anew when one of them is another, or more. */
export class NeptuneReader implements SourceReader {
  readonly warnings: readonly string[] = [];
  files: readonly string[];
  private seen = "";
  private attributes: Attributes | undefined;
  private part = 0;
  private group = 0;

  /** @param path absolute path of the first part */
  constructor(private readonly path: string) {
    this.files = [path];
  }

  get alsoWatched(): readonly string[] {
    return [dirname(this.path)];
  }

  read(into: RawSource): ReadOutcome {
    const parts = this.parts();
    const seen = parts.map((path) => stampOf(fileStat(path))).join("\n");
    if (seen !== this.seen) {
      into.clear();
      this.seen = seen;
      this.files = parts;
      this.attributes = undefined;
      this.part = this.group = 0;
    }
    const path = this.files[this.part];
    if (path === undefined) return { state: "idle" };
    try {
      this.attributes ??= new Attributes(into.run());
      this.take(path, this.attributes);
    } catch (error) {
      this.part = this.files.length;
      return { state: "broken", reason: reasonOf(error) };
    }
    return { state: "more" };
  }

  private take(path: string, attributes: Attributes): void {
    withFile(path, (file) => {
      const { columns, groups } = footerOf(file);
      const group = groups[this.group];
      if (group) {
        const wanted = columns.filter(({ name }) => columnNames.has(name));
        attributes.take(groupValues(file, group, wanted), path);
      }
      this.group++;
      if (this.group < groups.length) return;
      this.part++;
      this.group = 0;
    });
    if (this.part === this.files.length) attributes.end();
  }

  private parts(): readonly string[] {
    const all = Array.from({ length: mostParts }, (_, part) => this.path.replace(/0\.parquet$/, `${part}.parquet`));
    const missing = all.findIndex((path) => !existsSync(path));
    return missing < 0 ? all : all.slice(0, Math.max(1, missing));
  }
}

function reasonOf(error: unknown): string {
  return error instanceof BadParquet
    ? t("It can’t be read: {reason}.", { reason: error.message })
    : systemProblem(error);
}
