import { systemProblem } from "../lines/lines";
import { readText } from "./open";
import { pointerProblem } from "./pointer";
import { isReadOnce } from "./readOnce";
import { fileStat } from "./stat";
import { parsePythonJson, type JsonValue } from "../documents/pythonJson";
import { t } from "../../../util/text";

/** What a look at a file that is written whole brought. */
export type Look =
  | { readonly state: "same" }
  | { readonly state: "read"; readonly value: JsonValue }
  /** There is no such file (any more). */
  | { readonly state: "gone" }
  /** It cannot be parsed. Perhaps it is being written just now, unless `isFinal`. */
  | { readonly state: "unreadable"; readonly reason: string; readonly isFinal: boolean };

/** A state file larger than this is not read: bytes. */
const largest = 128 * 1024 * 1024;

/** Bytes that cannot be parsed, and that nobody has touched for so long, will not be finished any more: milliseconds. */
const givenUpAfter = 10_000;
const mostLooks = 3;

/** A JSON document that its writer replaces as a whole, in place: it may be found empty or half-written. */
export class WholeJsonFile {
  private signature = "";
  private looksInVain = 0;

  constructor(readonly path: string) {}

  /** It is there and could not be read when last looked at: perhaps it is half-written. */
  get isUnreadable(): boolean {
    return this.looksInVain > 0;
  }

  /** Reads the file if it changed since it was last read to the end. */
  look(): Look {
    const stat = fileStat(this.path);
    if (!stat) {
      this.signature = "";
      this.looksInVain = 0;
      return { state: "gone" };
    }
    const signature = `${stat.size} ${stat.mtimeMs} ${stat.ino}`;
    if (signature !== this.signature) this.looksInVain = 0;
    else if (this.looksInVain === 0) return { state: "same" };
    this.signature = signature;
    const read = stat.size > largest ? t("It is larger than 128 MB.") : readJson(this.path);
    if (typeof read !== "string") {
      this.looksInVain = 0;
      return { state: "read", value: read.value };
    }
    this.looksInVain++;
    const isFinal = isReadOnce() || this.looksInVain > mostLooks || Date.now() - stat.mtimeMs > givenUpAfter;
    return { state: "unreadable", reason: read, isFinal };
  }
}

/** The document in a file, or why there is none. */
function readJson(path: string): { readonly value: JsonValue } | string {
  let text: string;
  try {
    text = readText(path, largest);
  } catch (error) {
    return systemProblem(error);
  }
  const parsed = parsePythonJson(text);
  if (parsed.ok) return { value: parsed.value };
  return pointerProblem(path) ?? t("Not valid JSON: {reason}.", { reason: parsed.reason });
}
