import { readText } from "./open";
import { pointerProblem } from "./pointer";
import { WholeFile } from "./wholeFile";
import { systemProblem } from "../lines/lines";
import { parseNamed } from "../documents/namedDocument";
import { parsePythonJsons, type JsonValue } from "../documents/pythonJson";
import { t } from "../../../util/text";

/** A state file larger than this is not read: bytes. */
const largest = 128 * 1024 * 1024;

/** A document, JSON unless its name says YAML or TOML, that its writer replaces as a whole, in place. */
export class WholeJsonFile extends WholeFile<JsonValue> {
  /** @param mayBeSeveral documents that stand one after another are a list of them */
  constructor(path: string, mayBeSeveral = false) {
    super(path, (file, size) => readJson(file, size, mayBeSeveral));
  }
}

/** The document in a file, or why there is none. */
function readJson(path: string, size: number, mayBeSeveral: boolean): { readonly value: JsonValue } | string {
  if (size > largest) return t("It is larger than 128 MB.");
  let text: string;
  try {
    text = readText(path, largest);
  } catch (error) {
    return systemProblem(error);
  }
  const parsed = parseNamed(path, text);
  if (parsed.ok) return { value: parsed.value };
  const several = mayBeSeveral ? parsePythonJsons(text) : undefined;
  if (several && several.length > 1) return { value: several };
  const { reason } = parsed;
  const isOther = /\.(?:ya?ml|toml)$/i.test(path);
  const problem = isOther ? t("It can’t be read: {reason}.", { reason }) : t("Not valid JSON: {reason}.", { reason });
  return pointerProblem(path) ?? problem;
}
