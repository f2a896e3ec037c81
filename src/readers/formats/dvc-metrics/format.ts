import { basename, dirname, extname, join } from "node:path";
import type { Format, HeadReader } from "../../format";
import { DocumentsReader, type Documents } from "../../parsing/documents/documentsReader";
import { documentEndings, parseNamed } from "../../parsing/documents/namedDocument";
import { isJsonObject, own } from "../../parsing/documents/pythonJson";
import { pushPoint } from "../../parsing/documents/tree";
import { isSummary, paramsName, summaryName, valuesIn } from "../../parsing/dvc/liveContent";
import { headBytes, textHead } from "../../parsing/files/head";
import { reopening } from "../../parsing/files/reopening";
import { SideFiles } from "../../parsing/params/sideFiles";
import type { RawSource } from "../../raw";
import { t } from "../../../util/text";
import { namedIn, type NamedFiles } from "../../parsing/dvc/pipeline";

const pipeline = "dvc.yaml";

/**
 * The metrics of a DVC pipeline as they lie in the folder, which DVC calls "workspace": files that dvc.yaml names, one number for
 * each metric. Those that DVCLive wrote are its own. Source: dvc/repo/metrics/show.py.
 */
export const dvcWorkspace: Format = {
  id: "dvc-metrics",
  title: "DVC metrics",
  claim({ path, files }, heads) {
    if (!files.includes(pipeline)) return [];
    const { metrics } = namedIn(heads.head(pipeline, headBytes)?.toString("utf8") ?? "");
    const file = join(path, pipeline);
    return metrics.some((metric) => hasNumbers(metric, heads))
      ? [{ path: file, runFolder: file, scope: "folder" }]
      : [];
  },
  open(path) {
    const named = () => {
      const head = textHead(path);
      return "reason" in head ? "" : head.toString("utf8");
    };
    return reopening(named, [path], () => readerOf(path, namedIn(named())));
  },
  layout: { standsAlone: true },
};

function hasNumbers(metric: string, heads: HeadReader): boolean {
  if (!documentEndings.has(extname(metric))) return false;
  const text = heads.head(metric, headBytes)?.toString("utf8") ?? "";
  const parsed = parseNamed(metric, text);
  return parsed.ok && valuesIn(parsed.value).values.size > 0 && !isLive(metric, text);
}

function isLive(metric: string, text: string): boolean {
  return basename(metric) === summaryName && isSummary(basename(dirname(metric)), text);
}

function readerOf(path: string, { metrics, params }: NamedFiles): DocumentsReader {
  const folder = dirname(path);
  const files = metrics.filter((metric) => documentEndings.has(extname(metric))).map((metric) => join(folder, metric));
  const others = metrics.length - files.length;
  const fill = (read: Documents, into: RawSource) => {
    into.run().leftOut.set({ path, unit: "file", cause: "form" }, others);
    return fillMetrics(read, into);
  };
  return new DocumentsReader(files, fill, new SideFiles(folder, [paramsName, ...params]));
}

/** A name that another file has, too, has its file's before it. */
function fillMetrics(read: Documents, into: RawSource): string | undefined {
  const run = into.run();
  run.facts.name = "workspace";
  for (const [path, document] of read) {
    if (basename(path) === summaryName && isJsonObject(document) && typeof own(document, "step") === "number") continue;
    const { step, values, others } = valuesIn(document);
    run.leftOut.set({ path, unit: "record", cause: "not-a-number" }, others);
    for (const [tag, value] of values) {
      const name = run.series.has(tag) ? `${basename(path, extname(path))}/${tag}` : tag;
      if (!run.series.has(name)) pushPoint(run, name, value, { path, step, kind: "row" });
    }
  }
  return run.series.size > 0 ? undefined : t("It names no metrics that can be read.");
}
