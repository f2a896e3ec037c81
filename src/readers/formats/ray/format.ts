import { dirname, join } from "node:path";
import { headOf } from "../../parsing/tables/csvHead";
import type { FolderListing, Format, HeadReader, SourceReader } from "../../format";
import { SideFiles } from "../../parsing/params/sideFiles";
import { axesOf, type Axes } from "../../parsing/tables/columns";
import { headBytes } from "../../parsing/files/head";
import { jsonLog, LineReader } from "../../parsing/lines/lineReader";
import { reopening } from "../../parsing/files/reopening";
import { fileStat } from "../../parsing/files/stat";
import { TableReader } from "../../parsing/tables/tableReader";
import { telling } from "../../parsing/params/telling";
import { shaped } from "./model";
import { newestState } from "./experiment";
import { tellTrial } from "./trial";

const resultFile = "result.json";
const tableFile = "progress.csv";
const stepName = "training_iteration";

/**
 * A trial of Ray Tune or Ray Train: result.json, an object for each report; else progress.csv, which lacks the metrics that
 * the first report had not. How it ended is in error.txt and in the experiment's state, one folder up.
 * Source: ray.tune.logger.json, ray.tune.logger.csv, ray.tune.execution.experiment_state.
 */
export const rayTune: Format = {
  id: "ray-tune",
  title: "Ray Tune",
  claim(folder, heads) {
    const { path, files } = folder;
    const hasResults = files.includes(resultFile) && isRays(folder, heads);
    const hasTable = files.includes(tableFile) && (hasResults || isRaysTable(heads.head(tableFile, headBytes)));
    return [...(hasResults ? [resultFile] : []), ...(hasTable ? [tableFile] : [])].map((file) => ({
      path: join(path, file),
      runFolder: path,
      scope: "folder",
    }));
  },
  open(path) {
    const folder = dirname(path);
    const sides = new SideFiles(folder, ["params.json"]);
    const home = dirname(folder);
    const beside = () => [join(folder, "error.txt"), newestState(home)].filter((file) => file !== undefined);
    const tell = (reader: SourceReader) => telling(reader, (run) => tellTrial(run, folder), beside, home);
    if (!path.endsWith(tableFile)) return tell(new LineReader(path, (run) => jsonLog(run, shaped), sides));
    // The table repeats what the results hold: it is claimed so that no other format takes it for a log of its own.
    const results = join(folder, resultFile);
    const hasResults = () => fileStat(results) !== undefined;
    return reopening(
      () => String(hasResults()),
      [results],
      () => (hasResults() ? nothingToTell : tell(new TableReader(path, { axes: axesOfRay, guesses: true }, sides))),
    );
  },
  // Each result is written to event files too, in single precision.
  layout: { standsAlone: true, repeatedUnder: "ray/tune/" },
  homeOf: (environment, home) => environment["RAY_AIR_LOCAL_CACHE_DIR"] ?? join(home, "ray_results"),
};

const nothingToTell: SourceReader = { files: [], warnings: [], read: () => ({ state: "idle" }) };

/** A trial's params.json and params.pkl are there before its first result. */
function isRays({ files }: FolderListing, heads: HeadReader): boolean {
  const head = heads.head(resultFile);
  if (head === undefined || head.length === 0) return files.includes("params.json") && files.includes("params.pkl");
  return head.includes(`"${stepName}"`) && head.includes('"trial_id"');
}

function isRaysTable(bytes: Buffer | undefined): boolean {
  const header = headOf(bytes ?? Buffer.alloc(0), headBytes)?.header ?? [];
  return header.includes(stepName) && header.includes("trial_id");
}

function axesOfRay(header: readonly string[]): Axes | undefined {
  const x = header.indexOf(stepName);
  return x < 0 ? undefined : { ...axesOf(header), x, xKind: "step" };
}
