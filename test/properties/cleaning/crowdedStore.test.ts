import { deepEqual, ok } from "node:assert/strict";
import { join } from "node:path";
import { deletedByTools, weigh } from "../../../src/cleaning/plan";
import { nobody, quietly, runAt, write } from "../../support/cleaning";
import { useTempFolder } from "../../support/tempFolder";

describe("A clean-up", () => {
  const temp = useTempFolder();

  it("protects what is needed of a crowded store of ids that MLflow never gave", async () => {
    const root = temp();
    const names = Array.from({ length: 200 }, (_, at) => `run-${at}-of-many`);
    const long = "# a comment\n".repeat(1000);
    for (const name of names) write(join(root, `mlruns/0/${name}/meta.yaml`), `run_id: ${name}\n${long}`);
    write(join(root, "mlruns/models/net/version-1/meta.yaml"), "source: mlruns/0/run-7-of-many/artifacts/model\n");
    const runs = names.map((name) =>
      runAt(root, `mlruns/0/${name}`, { formats: ["mlflow"], sources: [join(root, `mlruns/0/${name}`)] }),
    );
    const found = await weigh(runs, nobody, quietly);
    deepEqual(
      found.flatMap(({ run, protections }) => (protections.length > 0 ? [run.name] : [])),
      ["run-7-of-many"],
    );
  });

  it("lets the editor go on while it reads a store of thousands of notes", async () => {
    const root = temp();
    for (let at = 0; at < 3000; at++) write(join(root, `mlruns/1/run-${at}/meta.yaml`), `run_id: run-${at}\n`);
    const now = performance.now.bind(performance);
    let pauses = 0; // each pause of `inSlices` looks at the clock: once for each note that is read, and once that is gone through
    performance.now = () => pauses++;
    try {
      await deletedByTools([], [root]);
    } finally {
      performance.now = now;
    }
    ok(pauses >= 6000, `${pauses} pauses`);
  });
});
