import type * as vscode from "vscode";
import type { Script } from "../python/analyse";
import type { Parsed } from "../python/parse";
import { smallText } from "../util/smallText";

/** A document's last analysis; `script` is a promise, so that who asks for the same version meanwhile waits for the same one. */
interface Known {
  readonly version: number;
  /** As `generation` was. */
  readonly generation: number;
  readonly script: Promise<Script>;
  parsed?: Parsed;
}

const known = new WeakMap<vscode.TextDocument, Known>();

/** Goes up whenever a file changes that others may import. */
let generation = 0;

/** What a script is may depend on what it imports: the next question about one is answered anew. */
export function otherFilesChanged(): void {
  generation++;
}

/** What an open document is. Analysed once a version, from the tree of the version before. */
export function scriptOf(document: vscode.TextDocument): Promise<Script> {
  const before = known.get(document);
  if (before?.version === document.version && before.generation === generation) return before.script;
  const text = document.getText();
  const run = finish(text, document.uri.scheme === "file" ? document.uri.fsPath : document.fileName, before?.parsed);
  const now: Known = {
    version: document.version,
    generation,
    // While a string is being typed the rest of the file is part of it: what the file was before says more of it.
    script: run.then(({ script }) => (before && script.kind === "none" && isUnfinished(text) ? before.script : script)),
    ...(before?.parsed && { parsed: before.parsed }),
  };
  known.set(document, now);
  void run.then(({ parsed }) => {
    if (parsed) now.parsed = parsed;
  });
  return now.script;
}

/** Whether a text holds a triple quote without its pair. */
export function isUnfinished(text: string): boolean {
  return ['"""', "'''"].some((quotes) => (text.split(quotes).length - 1) % 2 === 1);
}

/** What a file on disk is; a file that cannot be read is none. */
export async function scriptAt(path: string): Promise<Script> {
  try {
    const text = await smallText(path);
    return text === undefined ? { kind: "none" } : (await finish(text, path)).script;
  } catch {
    return { kind: "none" };
  }
}

/** Runs an analysis to its end, letting others run in between. */
async function finish(text: string, path: string, previous?: Parsed): Promise<{ script: Script; parsed?: Parsed }> {
  const { scriptIn } = await import("../python/scriptIn"); // the Python parser is loaded with the first script
  return scriptIn(text, path, previous);
}
