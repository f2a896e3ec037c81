import { basename, join } from "node:path";
import type { Format, ReadOutcome } from "../../format";
import type { RawRun, RawSource } from "../../raw";
import { DatabaseFollower } from "../../parsing/sqlite/databaseFollower";
import type { Database, SqlRow } from "../../parsing/sqlite/open";
import { textOf, timeOf } from "../../parsing/sqlite/values";
import { t } from "../../../util/text";

const databaseName = "run_metadata.sqlite";

/** Aim keeps what was tracked in RocksDB, for which there is no reader but RocksDB itself: native code for each platform. */
function whyWithoutMetrics(): string {
  return t(
    "Aim keeps metrics and parameters in RocksDB, which Lossline can’t read, so its runs are listed without them. To see " +
      "them, have Aim write them as CSV (pandas must be installed): run `{reindex}`, then {command}",
    { reindex: "aim storage reindex", command: exportCommand },
  );
}

const exportCommand =
  "python -c \"from aim import Repo; [m.dataframe().to_csv(f'{r.hash}_{m.name}.csv') for r in Repo('.').iter_runs() for m in r.metrics()]\"";

/**
 * A repository of Aim, as far as it is SQLite: runs with their names, notes, tags, experiments and times.
 * Source: aim/storage/structured/sql_engine/models.py.
 */
export const aim: Format = {
  id: "aim",
  title: "Aim",
  claim({ path, files }) {
    const isRepo = basename(path) === ".aim" && files.includes(databaseName);
    return isRepo ? [{ path: join(path, databaseName), runFolder: path, scope: "folder" }] : [];
  },
  open: (path) => new AimReader(path),
};

interface Look {
  readonly runs: readonly SqlRow[];
  readonly tags: readonly SqlRow[];
}

class AimReader extends DatabaseFollower<Look> {
  protected look(database: Database): Look {
    return {
      runs: database.rows(
        "SELECT run.*, experiment.name AS experiment FROM run LEFT JOIN experiment ON experiment.id = experiment_id",
      ),
      tags: database.rows("SELECT run_id, name FROM run_tag JOIN tag ON tag.id = tag_id ORDER BY name"),
    };
  }

  protected forget(): void {
    // Each look is at all of it.
  }

  protected take({ runs, tags }: Look, into: RawSource): ReadOutcome {
    const hashes = new Set(runs.map(({ hash }) => textOf(hash)));
    if ([...into.runs.keys()].some((hash) => !hashes.has(hash))) into.clear();
    for (const row of runs) {
      const own = tags.filter((tag) => tag["run_id"] === row["id"]).map(({ name }) => textOf(name));
      fill(into.run(textOf(row["hash"])), row, own);
    }
    this.warnings = runs.length > 0 ? [whyWithoutMetrics()] : [];
    return { state: "idle" };
  }
}

/** Aim's times are UTC. A run that was never closed has no end, and may have ended all the same. */
function fill(run: RawRun, row: SqlRow, tags: readonly string[]): void {
  const [startedAt, endedAt] = [timeOf(row["created_at"], "Z"), timeOf(row["finalized_at"], "Z")];
  const [name, notes, experiment] = [textOf(row["name"]), textOf(row["description"]), textOf(row["experiment"])];
  run.facts.name = name || textOf(row["hash"]);
  if (startedAt !== undefined) run.facts.startedAt = startedAt;
  if (endedAt !== undefined) {
    run.facts.endedAt = endedAt;
    run.facts.status = { status: "finished", reason: t("Aim recorded the run as closed") };
  }
  if (notes !== "") run.facts.notes = notes;
  if (tags.length > 0) run.facts.tags = tags;
  if (experiment !== "") {
    run.facts.group = experiment;
    run.params.set("experiment", experiment);
  }
}
