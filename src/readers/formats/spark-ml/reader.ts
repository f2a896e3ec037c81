import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { ReadOutcome, SourceReader } from "../../format";
import { DocumentsReader } from "../../parsing/documents/documentsReader";
import type { RawSource } from "../../raw";
import { fillModel } from "./model";
import { t } from "../../../util/text";

/** `part-00000`; since Spark 4 `part-00000-<uuid>-c000.txt`. */
export function isPart(name: string): boolean {
  return /^part-00000(?:-[\w-]+\.txt)?$/.test(name);
}

/** Stages beyond this many are not read. */
const mostStages = 100;

/** Reads a model's metadata, those of a pipeline's stages, and that of the evaluator that it was chosen by. A model that is saved anew has other files. */
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
    if (model === undefined) return { state: "broken", reason: t("It no longer has metadata.") };
    const evaluator = metadataIn(join(this.folder, "evaluator"));
    const stages = stagesIn(this.folder);
    const paths = [model, ...(evaluator === undefined ? [] : [evaluator]), ...stages];
    if (paths.join("\n") !== this.files.join("\n")) {
      this.documents = new DocumentsReader(paths, (read, source) =>
        fillModel(source, {
          model: read.get(model),
          path: model,
          evaluator: evaluator === undefined ? undefined : read.get(evaluator),
          stages: stages.map((path) => read.get(path)),
        }),
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

/** The metadata of a pipeline's stages, `stages/0_VectorAssembler_197b7c153c7f/metadata/part-00000`, in their order. */
function stagesIn(folder: string): readonly string[] {
  const stages = join(folder, "stages");
  try {
    const names = readdirSync(stages).filter((name) => /^\d+_/.test(name));
    names.sort((one, other) => Number.parseInt(one) - Number.parseInt(other));
    return names.slice(0, mostStages).flatMap((name) => metadataIn(join(stages, name)) ?? []);
  } catch {
    return [];
  }
}
