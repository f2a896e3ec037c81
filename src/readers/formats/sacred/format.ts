import { join } from "node:path";
import type { Format } from "../../format";
import { DocumentsReader } from "../../parsing/documents/documentsReader";
import { fillRun, metricsName } from "./model";

/** Sacred writes run.json with its keys sorted: these come first. */
const firstKeys = ['"artifacts"', '"command"', '"experiment"'];
const documents = ["run.json", "config.json", metricsName];

/**
 * A run of Sacred's FileStorageObserver: a numbered folder, whose JSON files are written anew at every heartbeat.
 * Source: sacred/observers/file_storage.py.
 */
export const sacred: Format = {
  id: "sacred",
  title: "Sacred",
  claim(folder, heads) {
    if (!folder.files.includes("run.json") || !folder.files.includes("config.json")) return [];
    const head = heads.head("run.json");
    const isRun = head !== undefined && firstKeys.every((key) => head.includes(key));
    return isRun ? [{ path: folder.path, runFolder: folder.path, scope: "folder" }] : [];
  },
  open(path) {
    const [run, config, metrics] = documents.map((name) => join(path, name)) as [string, string, string];
    return new DocumentsReader([run, config, metrics], (read, into) =>
      fillRun(into.run(), path, read.get(run), read.get(config), read.get(metrics)),
    );
  },
};
