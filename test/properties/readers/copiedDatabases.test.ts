import assert from "node:assert/strict";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { RawSource } from "../../../src/readers/raw";
import { formatOf } from "../../../src/readers/registry";
import { drain, everything } from "../../support/reading";
import { skip } from "../../support/skip";
import { sqlite } from "../../support/sqlite";
import { useTempFolder } from "../../support/tempFolder";

/** Small ones, whose rows are at the end of the file; by format. */
const databases = [
  ["trackio", "records/trackio/p.db"],
  ["trackio", "trackio/project/digits.db"],
  ["mlflow", "mlflow/v1_30_sqlite_everything/mlflow.db"],
  ["mlflow", "mlflow/v2_22_sqlite_everything/mlflow.db"],
  ["optuna", "optuna/sqlite_v2_10/study.db"],
  ["optuna", "optuna/sqlite_v3_6/study.db"],
  ["goodseed", "goodseed/v0_4/projects/team/digits/runs/bold-falcon.sqlite"],
] as const;

/** So many places to cut: the last page byte by byte, nearly, and the others here and there. */
const cuts = 60;

describe("a database that is being copied while it is read", function () {
  this.timeout(60_000);
  const temp = useTempFolder();

  const check = (format: string, file: string, cutAt: (whole: Buffer, cut: number) => Buffer) =>
    function (this: Mocha.Context) {
      if (!sqlite) skip(this, "needs node:sqlite");
      const path = join(temp(), basename(file));
      copyFileSync(join("test", "fixtures", file), path);
      const whole = readFileSync(path);
      const expected = everything(follow(format, path).source);
      for (let n = 1; n <= cuts; n++) {
        const cut = whole.length - Math.ceil((n / cuts) ** 2 * whole.length * 0.5);
        writeFileSync(path, cutAt(whole, cut));
        const { reader, source } = follow(format, path);
        writeFileSync(path, whole);
        drain(reader, source);
        assert.deepEqual(everything(source), expected, `cut at ${cut} of ${whole.length}`);
      }
    };

  for (const [format, file] of databases)
    it(
      `(${file}) ends as a fresh look sees it, wherever the copy was cut`,
      check(format, file, (whole, cut) => whole.subarray(0, cut)),
    );

  // A number of which only some bytes are there is another number, which nothing tells from a true one: Optuna's last value.
  for (const [format, file] of databases.filter(([format]) => format !== "optuna"))
    it(
      `(${file}) does so where its place was made before its bytes came`,
      check(format, file, (whole, cut) => Buffer.concat([whole.subarray(0, cut), Buffer.alloc(whole.length - cut)])),
    );
});

/** A reader that has read all there is. */
function follow(format: string, path: string) {
  const [reader, source] = [formatOf(format).open(path), new RawSource()];
  drain(reader, source);
  return { reader, source };
}
