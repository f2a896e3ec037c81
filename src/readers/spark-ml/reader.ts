import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { ReadOutcome, SourceReader } from "../format";
import { DocumentsReader } from "../json/document";
import type { RawSource } from "../raw";
import { fillModel } from "./model";

/** `part-00000`; since Spark 4 `part-00000-<uuid>-c000.txt`. */
export function isPart(name: string): boolean {
  return /^part-00000(?:-[\w-]+\.txt)?$/.test(name);
}

/** Reads a model's metadata, and that of the evaluator that it was chosen by. A model that is saved anew has other files. */
export class SparkReader implements SourceReader {
  readonly warnings: readonly string[] = [];
  private documents: DocumentsReader | undefined;

  /** @param folder absolute path of the saved model */
  constructor(private readonly folder: string) {}

  get files(): readonly string[] {
    return this.documents?.files ?? [];
  }

  read(into: RawSource): ReadOutcome {
    const model = metadataIn(this.folder);
    if (model === undefined) return { state: "broken", reason: "It has no metadata any more." };
    const evaluator = metadataIn(join(this.folder, "evaluator"));
    const paths = evaluator === undefined ? [model] : [model, evaluator];
    if (paths.join("\n") !== this.files.join("\n")) {
      this.documents = new DocumentsReader(paths, (read, source) =>
        fillModel(source, read.get(model), evaluator === undefined ? undefined : read.get(evaluator)),
      );
    }
    return this.documents!.read(into);
  }
}

function metadataIn(folder: string): string | undefined {
  const metadata = join(folder, "metadata");
  try {
    const part = readdirSync(metadata).find(isPart);
    return part === undefined ? undefined : join(metadata, part);
  } catch {
    return undefined;
  }
}
